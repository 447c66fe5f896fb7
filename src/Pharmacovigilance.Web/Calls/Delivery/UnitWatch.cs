using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// Watches what carries the alerts: overdue and dead messages, channels that cannot be reached, the writer, the clocks.
/// What is wrong becomes one alarm while it is wrong, to every administrator by the channels that work.
/// </summary>
public sealed class UnitWatch(
    IReadOnlyList<IDeliveryChannel> channels,
    DeliveryStore store,
    AlarmStore alarms,
    UnitAlarms shown,
    DeliveryHealth health,
    WriterProbe writer,
    UnitClock clock,
    UnitPlace place,
    TimeProvider time,
    ILogger<UnitWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ProbeIntervalWhileFailing = TimeSpan.FromSeconds(30);

    /// <summary>A jump is over at once; the alarm stands so long that somebody sees it.</summary>
    private static readonly TimeSpan JumpStands = TimeSpan.FromMinutes(10);

    private readonly long began = time.GetTimestamp();
    private readonly Dictionary<string, long> probedAt = new(StringComparer.Ordinal);
    private ClockLook? before;
    private (WatchCondition Condition, long At)? jump;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await TryAsync(shown.ReadAsync, stoppingToken);
        // What fell due while the program was away is delivered before anybody looks whether it is late.
        while (await NextAsync(timer, stoppingToken))
            await TryAsync(() => LookAsync(stoppingToken), stoppingToken);
    }

    private async Task TryAsync(Func<Task> look, CancellationToken stoppingToken)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            DeliveryLog.WatchFailed(logger, e);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>One look at everything; what it finds is an alarm, and what it does not find any more is none.</summary>
    internal async Task LookAsync(CancellationToken stoppingToken)
    {
        var clocks = LookAtClocks().ToList();
        await writer.LookAsync(channels, stoppingToken);
        var standings = await store.StandingAsync();
        await Task.WhenAll(
            channels.Select(channel =>
                ProbeAsync(channel, standings.Single(s => s.Channel == channel.Name), stoppingToken)
            )
        );
        if (!writer.Answers)
            return;

        var wrong = standings
            .SelectMany(s => WatchConditions.Of(s, health.Of(s.Channel), clock.Now, time.GetUtcNow()))
            // The demonstration's time leaps: minutes of it are no delay.
            .Where(condition => !place.IsDemo || condition.Kind != WatchKinds.Overdue)
            .Concat(clocks)
            .ToList();
        await SettleAsync(wrong);
        await shown.ReadAsync();
    }

    private async Task SettleAsync(IReadOnlyList<WatchCondition> wrong)
    {
        string[] kinds =
        [
            WatchKinds.Overdue,
            WatchKinds.DeadLetters,
            WatchKinds.Unreachable,
            WatchKinds.ClockJumped,
            WatchKinds.ClockStopped,
        ];
        foreach (
            var over in (await alarms.StandingAsync()).Where(a =>
                kinds.Contains(a.Kind, StringComparer.Ordinal)
                && !wrong.Any(w => w.Kind == a.Kind && w.Subject == a.Subject)
            )
        )
            await alarms.EndAsync(over.Kind, over.Subject, $"{over.Kind}.over");
        foreach (var one in wrong)
            await alarms.OpenAsync(one.Kind, one.Subject, one.Detail, one.Failing);
    }

    /// <summary>Asks a channel whether it is there: regularly, and soon again while it fails and nothing is due that would show it.</summary>
    private async Task ProbeAsync(IDeliveryChannel channel, ChannelStanding standing, CancellationToken stoppingToken)
    {
        bool failing = health.Of(channel.Name).FailingSince is not null;
        var interval = failing ? ProbeIntervalWhileFailing : ProbeInterval;
        if (probedAt.TryGetValue(channel.Name, out long last) && time.GetElapsedTime(last) < interval)
            return;
        lock (probedAt)
            probedAt[channel.Name] = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await channel.ProbeAsync(limit.Token).WaitAsync(channel.Limit, time, stoppingToken);
            if (standing.Retried == 0)
                health.Works(channel.Name);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            await limit.CancelAsync();
            health.Fails(
                channel.Name,
                e is TimeoutException ? $"There was no answer within {channel.Limit.TotalSeconds:0} s." : e.Message,
                e
            );
        }
    }

    private IEnumerable<WatchCondition> LookAtClocks()
    {
        var look = Read();
        var last = before;
        before = look;
        var (state, difference) = last is null ? (ClockState.Even, TimeSpan.Zero) : ClockCheck.Compare(last, look);
        var condition = WatchConditions.Of(state, difference);
        if (condition is { Kind: WatchKinds.ClockJumped })
            jump = (condition, time.GetTimestamp());
        if (condition is { Kind: WatchKinds.ClockStopped })
            yield return condition;
        if (jump is { } seen && time.GetElapsedTime(seen.At) < JumpStands)
            yield return seen.Condition;
    }

    /// <summary>All clocks at one moment: a thread that was put aside between two of them would look like a jump.</summary>
    private ClockLook Read()
    {
        while (true)
        {
            var elapsed = time.GetElapsedTime(began);
            // The demonstration's clock is set and stopped by hand.
            var look = new ClockLook(elapsed, time.GetUtcNow(), place.IsDemo ? time.GetUtcNow() : clock.Now);
            if (time.GetElapsedTime(began) - elapsed < ClockCheck.Allowed / 4)
                return look;
        }
    }
}
