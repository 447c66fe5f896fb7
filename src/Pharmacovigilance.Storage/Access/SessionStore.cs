using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>Who is signed in where: sessions begin at a sign-in, and everything that ends one is in its row and in the audit trail.</summary>
public sealed class SessionStore(UnitDatabase database, WriteQueue queue, SessionGuard guard)
{
    /// <summary>Begins a session for an account whose password was just checked, and ends the one the browser had before.</summary>
    /// <param name="account">As it was when the password was checked.</param>
    /// <param name="before">The session of the browser's cookie; null when it has none.</param>
    /// <returns>Null when the account was disabled or reset meanwhile: the check no longer counts.</returns>
    public Task<SessionId?> BeginAsync(
        Account account,
        SessionId? before,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync<SessionId?>(
            new WriteRequest(account.ToActor(), "session.begin"),
            scope =>
            {
                if (
                    AccountStore.Find(scope, account.Id) is not { DisabledAt: null } now
                    || now.SecurityStamp != account.SecurityStamp
                )
                    return null;
                if (before is { } replaced && SessionRows.Find(scope, replaced) is { } earlier)
                    SessionRows.End(scope, earlier, SessionEnd.Replaced, guard.Now);
                foreach (
                    var old in SessionRows
                        .LastingOf(scope, account.Id)
                        .Where(s => SessionRule.EndOf(s, guard.Now) is not null)
                )
                    SessionRows.End(scope, old, SessionEnd.Expired, guard.Now);
                var id = scope.Ids.Next<SessionId>(guard.Now);
                SessionRows.Insert(scope, id, account.Id, guard.Now);
                return id;
            },
            cancellationToken
        );

    /// <summary>The person leaves. Ending an ended session changes nothing.</summary>
    /// <param name="person">Whose session it is.</param>
    public Task<bool> EndAsync(Actor person, SessionId id, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            person,
            "session.end",
            id,
            (scope, session) => SessionRows.End(scope, session, SessionEnd.SignedOut, guard.Now),
            _ => true,
            cancellationToken
        );

    /// <summary>Somebody is there. A locked session stays locked: it takes the password.</summary>
    public Task<bool> NoteActivityAsync(Actor person, SessionId id, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            person,
            "session.activity",
            id,
            (scope, _) => SessionRows.NoteActivity(scope, id, guard.Now),
            standing => standing == SessionStanding.Open,
            cancellationToken
        );

    /// <summary>The person has given the password at a locked session.</summary>
    /// <returns>False when the session has ended meanwhile.</returns>
    public Task<bool> UnlockAsync(Actor person, SessionId id, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            person,
            "session.unlock",
            id,
            (scope, session) =>
            {
                SessionRows.NoteActivity(scope, id, guard.Now);
                SessionRows.Audit(scope, session.UserId, "account.session-unlocked", new { session = id });
            },
            standing => standing != SessionStanding.Ended,
            cancellationToken
        );

    /// <summary>Null when there is no such session, e.g. after a backup was restored.</summary>
    public Task<Session?> FindAsync(SessionId id) => database.ReadAsync(scope => SessionRows.Find(scope, id));

    /// <summary>The same on the caller's own thread.</summary>
    public Session? Find(SessionId id)
    {
        using var scope = database.OpenReader();
        return SessionRows.Find(scope, id);
    }

    /// <summary>Those of the ids that exist.</summary>
    public Task<IReadOnlyList<Session>> FindAsync(IReadOnlyCollection<SessionId> ids) =>
        database.ReadAsync(scope => SessionRows.Find(scope, ids));

    // Ending and unlocking must work where an ordinary write is refused: the actor comes without the session.
    private Task<bool> ChangeAsync(
        Actor person,
        string name,
        SessionId id,
        Action<WriteScope, Session> change,
        Func<SessionStanding, bool> may,
        CancellationToken cancellationToken
    ) =>
        queue.RunAsync(
            new WriteRequest(person with { Session = null, Seen = null }, name),
            scope =>
            {
                if (
                    SessionRows.Find(scope, id) is not { } session
                    || session.UserId != person.UserId
                    || !may(guard.Of(session))
                )
                    return false;
                change(scope, session);
                return true;
            },
            cancellationToken
        );
}
