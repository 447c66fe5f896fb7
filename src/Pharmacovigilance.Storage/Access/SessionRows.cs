using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>The rows of sessions, also for jobs on accounts that end them.</summary>
internal static class SessionRows
{
    private const string Select =
        "select id, user_id, started_at, last_activity_at, ended_at, end_reason from user_session ";

    public static Session? Find(QueryScope scope, SessionId id) =>
        scope.FirstOrDefault<Session>(Select + "where id = @id", new { id });

    public static IReadOnlyList<Session> Find(QueryScope scope, IEnumerable<SessionId> ids) =>
        scope.Query<Session>(
            Select + "where " + scope.Database.InList("id", "ids"),
            new { ids = scope.Database.ListParameter(ids) }
        );

    public static IReadOnlyList<Session> LastingOf(QueryScope scope, UserId userId) =>
        scope.Query<Session>(Select + "where user_id = @userId and ended_at is null order by id", new { userId });

    public static void Insert(WriteScope scope, SessionId id, UserId userId, DateTimeOffset now)
    {
        scope.Execute(
            "insert into user_session (id, user_id, started_at, last_activity_at, ended_at, end_reason) values (@id, @userId, @now, @now, null, null)",
            new
            {
                id,
                userId,
                now,
            }
        );
        Audit(scope, userId, "account.signed-in", new { session = id });
    }

    public static void NoteActivity(WriteScope scope, SessionId id, DateTimeOffset now) =>
        scope.Execute(
            "update user_session set last_activity_at = @now where id = @id and last_activity_at < @now",
            new { id, now }
        );

    /// <summary>Ends a session that lasts; an ended one stays as it is.</summary>
    public static void End(WriteScope scope, Session session, SessionEnd reason, DateTimeOffset now)
    {
        if (session.EndedAt is not null)
            return;
        scope.Execute(
            "update user_session set ended_at = @now, end_reason = @reason where id = @Id",
            new
            {
                session.Id,
                now,
                reason = Coded.Text(reason),
            }
        );
        Audit(scope, session.UserId, "account.session-ended", new { session = session.Id, end = reason });
    }

    /// <summary>Ends every session of a person, in the job that gives the reason.</summary>
    public static void EndAll(WriteScope scope, UserId userId, SessionEnd reason)
    {
        foreach (var session in LastingOf(scope, userId))
            End(scope, session, reason, scope.Sessions.Now);
    }

    public static void Audit<T>(WriteScope scope, UserId userId, string action, T details)
    {
        scope.Audit(new AuditEntry(action, AccountWriting.Subject, userId.ToString(), StoredJson.Write(details)));
        scope.Touch(Rooms.Access);
    }
}
