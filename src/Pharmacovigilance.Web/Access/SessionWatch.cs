using System.Collections.Concurrent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Access;

/// <summary>How a session stands, and why it ended where it did.</summary>
public sealed record SessionState(SessionStanding Standing, SessionEnd? End = null);

/// <summary>
/// Tells every open page and hub connection when its session ends or locks: at once after a change, and within a few
/// seconds where only time passes.
/// </summary>
public sealed class SessionWatch(
    SessionStore sessions,
    SessionGuard guard,
    SafetyFeed feed,
    TimeProvider time,
    ILogger<SessionWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Watched, SessionId> watched = [];
    private readonly SemaphoreSlim changed = new(0, 1);

    /// <param name="told">Called on a pool thread, once for each change and not for the state as it is now.</param>
    public IDisposable Watch(SessionId id, SessionState now, Action<SessionState> told)
    {
        var one = new Watched(this, told, now);
        watched[one] = id;
        // What changed between the reading of the state and this line is found at once.
        Wake();
        return one;
    }

    /// <summary>The state now. A session that does not exist has ended, e.g. one of before a restored backup.</summary>
    public async Task<SessionState> StateOfAsync(SessionId id) => StateOf(await sessions.FindAsync(id));

    /// <summary>The same on the caller's own thread.</summary>
    public SessionState StateOf(SessionId id) => StateOf(sessions.Find(id));

    private SessionState StateOf(Session? session) =>
        session is null
            ? new SessionState(SessionStanding.Ended)
            : new SessionState(guard.Of(session), SessionRule.EndOf(session, guard.Now));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(nameof(SessionWatch), change =>
        {
            if (change.Rooms.HasFlag(Rooms.Access))
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed.WaitAsync(either.Token), Task.Delay(Patience, time, either.Token))
                .ConfigureAwait(false);
            await either.CancelAsync();
        }
    }

    private async Task LookAsync()
    {
        if (watched.IsEmpty)
            return;
        try
        {
            var found = (await sessions.FindAsync([.. watched.Values.Distinct()])).ToDictionary(session => session.Id);
            foreach (var (one, id) in watched)
                one.Take(StateOf(found.GetValueOrDefault(id)));
        }
        catch (Exception e)
        {
            // The store refuses writes of ended sessions meanwhile; the next look tells the pages.
            LookFailed(logger, e);
        }
    }

    private void Wake()
    {
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    private static readonly Action<ILogger, Exception?> LookFailed = LoggerMessage.Define(
        LogLevel.Error,
        new EventId(210, nameof(LookFailed)),
        "The sessions could not be looked at; open pages learn later that theirs has ended"
    );

    private sealed class Watched(SessionWatch watch, Action<SessionState> told, SessionState last) : IDisposable
    {
        private SessionState last = last;

        public void Take(SessionState now)
        {
            if (now == last)
                return;
            last = now;
            told(now);
        }

        public void Dispose() => watch.watched.TryRemove(this, out _);
    }
}
