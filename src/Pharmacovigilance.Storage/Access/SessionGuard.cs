using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>Applies the rule about sessions on the host's clock: the clock of a demonstration may run fast.</summary>
public sealed class SessionGuard(SessionRule rule, TimeProvider host)
{
    public SessionRule Rule => rule;

    /// <summary>Whole milliseconds, as stored.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(host.GetUtcNow().ToUnixTimeMilliseconds());

    public SessionStanding Of(Session session) => rule.Of(session, Now);

    /// <summary>Lets a job begin; one whose actor names no session is not of a screen.</summary>
    /// <exception cref="SessionClosedException">The session has ended or is locked; the job must not begin.</exception>
    internal static void RequireOpen(WriteScope scope)
    {
        if (scope.Actor.Session is not { } id)
            return;
        var session = SessionRows.Find(scope, id);
        var standing =
            session is null || session.UserId != scope.Actor.UserId
                ? SessionStanding.Ended
                : scope.Sessions.Of(session);
        if (standing != SessionStanding.Open)
            throw new SessionClosedException(standing);
    }
}
