using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What a row of the outbox asks of a channel. Stored by name.</summary>
public enum OutboxKind
{
    /// <summary>The physician is to be called: a new alert, a worse one, an attempted start, an alert handed over.</summary>
    Call = 1,

    /// <summary>An alert is not as it was: whoever shows it reads again. Disturbs nobody.</summary>
    Change = 2,
}

/// <summary>
/// Puts into the outbox what the physician's clients must learn, in the transaction in which it became true, addressed to
/// who attends the course now.
/// </summary>
internal static class OutboxWriter
{
    private const string AttendingNow =
        "a.revision = (select max(l.revision) from course_attending l where l.course_id = a.course_id)";

    public static void Put(WriteScope scope, AlertId alertId, CourseId courseId, AlertTier tier, OutboxKind kind) => scope.Execute(
        $"""
        insert into outbox (alert_id, physician_id, kind, tier, created_at)
        select @alertId, a.physician_id, @kind, @tier, @now from course_attending a where a.course_id = @courseId and {AttendingNow}
        """,
        new { alertId, courseId, kind = Coded.Text(kind), tier = (int)tier, now = scope.Now });

    /// <summary>Calls the course's new physician to everything on which a decision is still due.</summary>
    public static void HandOver(WriteScope scope, CourseId courseId) => scope.Execute(
        $"""
        insert into outbox (alert_id, physician_id, kind, tier, created_at)
        select s.alert_id, a.physician_id, 'Call', s.tier, @now
        from alert_state s join course_attending a on a.course_id = s.course_id and {AttendingNow}
        where s.course_id = @courseId and s.status in ('Open', 'Acknowledged') and s.tier > @passive
        order by s.changed_at, s.alert_id
        """,
        new { courseId, passive = (int)AlertTier.Passive, now = scope.Now });
}
