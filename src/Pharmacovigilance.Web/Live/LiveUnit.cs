using System.Collections.Immutable;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Live;

/// <summary>What a live page draws: the newest snapshot, and whether it may be believed to be current.</summary>
/// <param name="StaleReason">Why no newer snapshot could be read; null while all is well.</param>
/// <param name="StaleSince">Since when, on the host's clock; null while all is well.</param>
public sealed record LiveState(UnitSnapshot Snapshot, string? StaleReason = null, DateTimeOffset? StaleSince = null);

/// <summary>
/// Hands the newest snapshot to every open page. State and subscription are taken together under one lock, so that no
/// change can fall between them.
/// </summary>
public sealed class LiveUnit(ILogger<LiveUnit> logger)
{
    private readonly Lock gate = new();
    private ImmutableArray<Subscription> subscriptions = [];
    private LiveState? state;

    /// <summary>The newest state; null until the first snapshot was read at the start.</summary>
    public LiveState? State
    {
        get
        {
            lock (gate)
                return state;
        }
    }

    /// <summary>Open subscriptions; zero when no page is open, or something leaks.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (gate)
                return subscriptions.Length;
        }
    }

    /// <summary>Takes the state as it is and every one after it.</summary>
    /// <param name="changed">Called on a pool thread; a failing subscriber does not disturb the others.</param>
    public (LiveState? State, IDisposable Subscription) Subscribe(Func<LiveState, Task> changed)
    {
        lock (gate)
        {
            var subscription = new Subscription(this, changed);
            subscriptions = subscriptions.Add(subscription);
            return (state, subscription);
        }
    }

    internal void Publish(LiveState next)
    {
        ImmutableArray<Subscription> called;
        lock (gate)
        {
            state = next;
            called = subscriptions;
        }

        foreach (var subscription in called)
            _ = CallAsync(subscription, next);
    }

    private async Task CallAsync(Subscription subscription, LiveState next)
    {
        try
        {
            await Task.Run(() => subscription.CallAsync(next));
        }
        catch (Exception e)
        {
            LiveLog.SubscriberFailed(logger, e);
        }
    }

    private sealed class Subscription(LiveUnit unit, Func<LiveState, Task> changed) : IDisposable
    {
        private volatile bool disposed;

        public Task CallAsync(LiveState next) => disposed ? Task.CompletedTask : changed(next);

        public void Dispose()
        {
            disposed = true;
            lock (unit.gate)
                unit.subscriptions = unit.subscriptions.Remove(this);
        }
    }
}

internal static partial class LiveLog
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "A live page failed to take a new snapshot")]
    public static partial void SubscriberFailed(ILogger logger, Exception failure);

    [LoggerMessage(
        EventId = 201,
        Level = LogLevel.Error,
        Message = "The snapshot could not be read; open pages show the previous one as stale"
    )]
    public static partial void SnapshotFailed(ILogger logger, Exception failure);
}
