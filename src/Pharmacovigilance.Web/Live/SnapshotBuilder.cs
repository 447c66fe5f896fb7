using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Live;

/// <summary>
/// Reads a new snapshot after changes: at most four times a second however many changes there are, never two at once, and
/// always once more after the last change. Without changes it reads once a minute, because what is due depends on the time.
/// </summary>
public sealed class SnapshotBuilder(
    UnitSnapshotReader reader,
    SafetyFeed feed,
    LiveUnit live,
    TimeProvider time,
    ILogger<SnapshotBuilder> logger
) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);
    private const Rooms All = (Rooms)127;

    private readonly SemaphoreSlim changed = new(0, 1);
    private int dirty = (int)All;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(nameof(SnapshotBuilder), change => MarkDirty(change.Rooms));
        while (!stoppingToken.IsCancellationRequested)
        {
            var patience = await BuildAsync() ? LongestInterval : RetryInterval;
            await Task.Delay(ShortestInterval, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!await changed.WaitAsync(patience, CancellationToken.None).ConfigureAwait(false))
                MarkDirty(Rooms.Infusions);
        }
    }

    /// <summary>Wakes the loop when the service stops, which otherwise waits for a change.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        var stopping = base.StopAsync(cancellationToken);
        MarkDirty(Rooms.None);
        return stopping;
    }

    private void MarkDirty(Rooms rooms)
    {
        Interlocked.Or(ref dirty, (int)rooms);
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the trailing run will see the bits set above.
        }
    }

    /// <returns>False when the snapshot could not be read; the rooms stay marked and it is tried again soon.</returns>
    private async Task<bool> BuildAsync()
    {
        var touched = (Rooms)Interlocked.Exchange(ref dirty, 0);
        var previous = live.State;
        try
        {
            live.Publish(new LiveState(await reader.ReadAsync(previous?.Snapshot, touched)));
            return true;
        }
        catch (Exception e)
        {
            LiveLog.SnapshotFailed(logger, e);
            Interlocked.Or(ref dirty, (int)touched);
            if (previous is not null)
                live.Publish(
                    previous with
                    {
                        StaleReason = e.Message,
                        StaleSince = previous.StaleSince ?? time.GetUtcNow(),
                    }
                );
            return false;
        }
    }
}
