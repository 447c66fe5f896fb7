using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// Asks the one writer whether it still writes. While it does not, no alarm can be stored: it is kept in memory, shown on
/// every page, and sent past the database.
/// </summary>
public sealed class WriterProbe(
    WriteQueue queue,
    DeliveryStore store,
    AlarmStore alarms,
    UnitAlarms shown,
    UnitClock clock,
    TimeProvider time,
    ILogger<WriterProbe> logger
)
{
    /// <summary>A save takes milliseconds; after this the writer hangs.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string Subject = "database";

    private Task? asked;
    private IReadOnlyList<string> emails = [];

    /// <summary>Whether the newest question was answered.</summary>
    public bool Answers { get; private set; } = true;

    /// <summary>Asks once; a question that is still open is not asked again.</summary>
    internal async Task LookAsync(IReadOnlyList<IDeliveryChannel> channels, CancellationToken stoppingToken)
    {
        asked ??= queue.RunAsync(new WriteRequest(Actor.Product, "watch.ask"), _ => true, CancellationToken.None);
        string? problem = await ProblemAsync(asked, stoppingToken);
        if (asked.IsCompleted)
            asked = null;
        Answers = problem is null;
        if (problem is not null)
            await OpenAsync(channels, problem, stoppingToken);
        else
            await EndAsync();
    }

    private async Task<string?> ProblemAsync(Task question, CancellationToken stoppingToken)
    {
        try
        {
            await question.WaitAsync(Answers ? Limit : TimeSpan.FromMilliseconds(100), time, stoppingToken);
            return null;
        }
        catch (TimeoutException)
        {
            return $"no answer within {Limit.TotalSeconds:0} s";
        }
        catch (WriteFailedException e)
        {
            return e.Message;
        }
    }

    private async Task OpenAsync(
        IReadOnlyList<IDeliveryChannel> channels,
        string problem,
        CancellationToken stoppingToken
    )
    {
        var alarm = new ShownAlarm(null, WatchKinds.WriterStuck, Subject, problem, clock.Now);
        if (!shown.OpenUnstored(alarm))
            return;
        DeliveryLog.AlarmNotStored(logger, alarm.Kind, alarm.Subject, alarm.Detail);
        var direct = new DirectAlarm(
            $"{alarm.Kind}.{time.GetUtcNow().ToUnixTimeMilliseconds()}",
            alarm.Kind,
            alarm.Subject,
            alarm.Detail,
            emails,
            alarm.Since
        );
        await Task.WhenAll(channels.Select(channel => SendAsync(channel, direct, stoppingToken)));
    }

    private async Task SendAsync(IDeliveryChannel channel, DirectAlarm alarm, CancellationToken stoppingToken)
    {
        try
        {
            await channel.SendDirectAsync(alarm, stoppingToken).WaitAsync(channel.Limit, time, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The other channels and the banner have it.
            DeliveryLog.WatchFailed(logger, e);
        }
    }

    /// <summary>Keeps the administrators' addresses for the day they cannot be read, and puts an alarm that is over on record.</summary>
    private async Task EndAsync()
    {
        emails = await store.AdministratorsMailAsync();
        if (shown.EndUnstored(WatchKinds.WriterStuck) is not { } over)
            return;
        await alarms.OpenAsync(over.Kind, over.Subject, over.Detail);
        await alarms.EndAsync(over.Kind, over.Subject, $"{over.Kind}.over");
    }
}
