using System.Collections.Immutable;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Database;

/// <summary>Something committed: the newest audit number and every room it touched. Never the data itself.</summary>
public sealed record FeedChange(long Seq, Rooms Rooms);

/// <summary>
/// Says that there is something new to read. It carries no data, so a lost or late call loses nothing: the reader
/// compares numbers and reads again.
/// </summary>
/// <param name="report">Receives what a subscriber threw; the other subscribers are called all the same.</param>
public sealed class SafetyFeed(Action<Exception>? report = null)
{
    private readonly Lock gate = new();
    private ImmutableArray<Subscription> subscriptions = [];
    private long seq;

    /// <summary>The newest audit number known to be committed.</summary>
    public long Seq => Interlocked.Read(ref seq);

    public int SubscriberCount
    {
        get
        {
            lock (gate)
                return subscriptions.Length;
        }
    }

    /// <summary>Who is listening; for diagnosing leaks.</summary>
    public IReadOnlyList<string> SubscriberNames
    {
        get
        {
            lock (gate)
                return [.. subscriptions.Select(s => s.Name)];
        }
    }

    /// <param name="name">Shown by <see cref="SubscriberNames"/>; need not be unique.</param>
    /// <param name="callback">Called after a commit, one call at a time, on the writer's thread: hand over and return.</param>
    /// <returns>Ends the subscription; may be disposed more than once.</returns>
    public IDisposable Subscribe(string name, Action<FeedChange> callback)
    {
        var subscription = new Subscription(this, name, callback);
        lock (gate)
            subscriptions = subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Where the numbering stands when the unit opens.</summary>
    internal void Resume(long newestSeq) => Interlocked.Exchange(ref seq, newestSeq);

    /// <summary>A commit stands; its subscribers are told by <see cref="Raise"/>.</summary>
    internal void Advance(long committed)
    {
        lock (gate)
            seq = Math.Max(seq, committed);
    }

    internal void Raise(FeedChange change)
    {
        ImmutableArray<Subscription> called;
        lock (gate)
        {
            seq = Math.Max(seq, change.Seq);
            called = subscriptions;
        }

        foreach (var subscription in called)
            subscription.Call(change, report);
    }

    private sealed class Subscription(SafetyFeed feed, string name, Action<FeedChange> callback) : IDisposable
    {
        private volatile bool disposed;

        public string Name => name;

        public void Call(FeedChange change, Action<Exception>? report)
        {
            if (disposed)
                return;
            try
            {
                callback(change);
            }
            catch (Exception e)
            {
                report?.Invoke(new InvalidOperationException($"The feed subscriber '{name}' failed.", e));
            }
        }

        public void Dispose()
        {
            disposed = true;
            lock (feed.gate)
                feed.subscriptions = feed.subscriptions.Remove(this);
        }
    }
}
