using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts.Notification;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What a row of the outbox asks of a channel. Stored by name.</summary>
public enum OutboxKind
{
    /// <summary>A person is to be called: a new alert, a worse one, an attempted start, an alert handed over.</summary>
    Call = 1,

    /// <summary>An alert is not as it was: whoever shows it reads again. Disturbs nobody.</summary>
    Change = 2,

    /// <summary>The system itself fails: an administrator is to be called.</summary>
    Alarm = 3,

    /// <summary>A summary that waits for nobody's decision.</summary>
    Digest = 4,
}

/// <summary>What happened that somebody is told. Stored by name.</summary>
public enum OutboxCause
{
    /// <summary>A new alert.</summary>
    Opened = 1,

    /// <summary>Its tier has risen.</summary>
    Worsened = 2,

    /// <summary>Somebody tried to start under the hold.</summary>
    StartAttempted = 3,

    /// <summary>A correction brought the facts back.</summary>
    Returned = 4,

    /// <summary>The course has another physician now.</summary>
    HandedOver = 5,

    /// <summary>The criterion that ends the hold is met: to be released by a physician.</summary>
    CriterionMet = 6,

    /// <summary>The acknowledgement has expired without a decision.</summary>
    AcknowledgementExpired = 7,

    /// <summary>Something new of the same kind after the acknowledgement.</summary>
    NewOfItsKind = 8,

    /// <summary>A permanent stop waits for a second person.</summary>
    SecondPersonNeeded = 9,

    /// <summary>The outcome of a decision is not what was hoped for.</summary>
    OutcomeUnfavourable = 10,

    /// <summary>Nobody on the step before has answered in time.</summary>
    Escalated = 11,

    /// <summary>Any other transition.</summary>
    Changed = 12,

    /// <summary>What kept a call back has ended, and the alert still stands.</summary>
    SuppressionEnded = 13,

    /// <summary>Nobody on the chain has answered: the numbers of the phone list are on every screen. For the safety officers.</summary>
    ChainExhausted = 14,

    /// <summary>The alert has expired without a decision. For the safety officers.</summary>
    ExpiredUndecided = 15,

    /// <summary>A physician decided against a hard stop or a hold. For the safety officers.</summary>
    StopOverridden = 16,

    /// <summary>A failure of the system itself. For the administrators.</summary>
    AlarmOpened = 17,

    /// <summary>The summary of a day is ready. For the safety officers.</summary>
    DigestReady = 18,
}

/// <summary>
/// Puts into the outbox who must learn what, in the transaction in which it became true, addressed to who attends the
/// course now.
/// </summary>
internal static class OutboxWriter
{
    private const string AttendingNow =
        "a.revision = (select max(l.revision) from course_attending l where l.course_id = a.course_id)";

    public static void Put(WriteScope scope, AlertId alertId, CourseId courseId, AlertTier tier, OutboxKind kind, OutboxCause cause)
    {
        foreach (var person in scope.Query<UserId>($"select a.physician_id from course_attending a where a.course_id = @courseId and {AttendingNow}", new { courseId }))
            Send(scope, alertId, person, kind, cause, tier);
    }

    /// <summary>Calls the course's new physician to everything on which a decision is still due.</summary>
    public static void HandOver(WriteScope scope, CourseId courseId)
    {
        var due = scope.Query<DueRow>(
            "select alert_id, tier from alert_state where course_id = @courseId and status in ('Open', 'Acknowledged') and tier > @passive order by changed_at, alert_id",
            new { courseId, passive = (int)AlertTier.Passive });
        foreach (var alert in due) Put(scope, alert.AlertId, courseId, (AlertTier)alert.Tier, OutboxKind.Call, OutboxCause.HandedOver);
    }

    private static void Send(WriteScope scope, AlertId alertId, UserId personId, OutboxKind kind, OutboxCause cause, AlertTier tier) =>
        OutboxRows.Insert(scope, new OutboxEntry(personId, kind, cause, tier, IsSent: true, "Attending", AlertId: alertId));

    private sealed class DueRow
    {
        public AlertId AlertId { get; init; }
        public int Tier { get; init; }
    }
}
