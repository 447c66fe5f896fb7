using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Calls.Notification;

/// <summary>
/// Wakes when the next step of an escalation is due, and at the latest after half a minute. Everything that is due stands
/// in the database: after a restart the first round takes up whatever has become due meanwhile.
/// </summary>
public sealed class EscalationTimer(
    EscalationStore escalations,
    SafetyFeed feed,
    UnitClock clock,
    UnitPlace place,
    TimeProvider time,
    ILogger<EscalationTimer> logger
) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private const int MostTurns = 20;

    // The clock of a demonstration may run sixty times as fast as the host's.
    private static readonly TimeSpan DemoSweep = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim woken = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(nameof(EscalationTimer), change =>
        {
            if (change.Rooms.HasFlag(Rooms.Alerts))
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            var patience = await RoundAsync();
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var alarm = Task.Delay(patience, time, waiting.Token);
            await Task.WhenAny(alarm, woken.WaitAsync(waiting.Token));
            await waiting.CancelAsync();
        }
    }

    /// <summary>Does what is due and says how long to wait.</summary>
    internal async Task<TimeSpan> RoundAsync()
    {
        try
        {
            // What is done can make something else due at once.
            int turn = 0;
            do
            {
                turn++;
            } while (await escalations.StepDueAsync() > 0 && turn < MostTurns);

            return Patience(await escalations.NextDueAsync());
        }
        catch (Exception e)
        {
            EscalationLog.Failed(logger, e);
            return Retry;
        }
    }

    internal TimeSpan Patience(DateTimeOffset? next)
    {
        var longest = place.IsDemo ? DemoSweep : Sweep;
        if (next is not { } due)
            return longest;
        var left = due - clock.Now;
        return left <= TimeSpan.Zero ? TimeSpan.Zero
            : left < longest ? left
            : longest;
    }

    private void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the next round reads everything that is due.
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }
}

internal static partial class EscalationLog
{
    [LoggerMessage(
        EventId = 320,
        Level = LogLevel.Error,
        Message = "Escalations could not be climbed; it is tried again"
    )]
    public static partial void Failed(ILogger logger, Exception failure);
}
