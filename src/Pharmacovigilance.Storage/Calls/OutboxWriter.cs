using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls;

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
/// Puts into the outbox who must learn what, in the transaction in which it became true: who is called, who is not and why,
/// and what escalation follows.
/// </summary>
internal static class OutboxWriter
{
    /// <param name="tier">As it stands after what happened.</param>
    public static void Put(
        WriteScope scope,
        AlertId alertId,
        CourseId courseId,
        AlertTier tier,
        OutboxKind kind,
        OutboxCause cause
    )
    {
        var alert = CalledAlert.Read(scope, alertId);
        if (kind == OutboxKind.Change)
            ChangeRows.Put(scope, alert, cause);
        else if (cause is OutboxCause.OutcomeUnfavourable or OutboxCause.SecondPersonNeeded)
            Beside(scope, alert, cause);
        else if (alert.IsOpen && EscalationRows.Find(scope, alertId) is { } state)
            Escalation.CallAgain(scope, alert, state, cause);
        else
            Escalation.Begin(scope, alert, cause);
    }

    /// <summary>Calls the course's new physician to everything on which a decision is still due; what was climbed begins anew.</summary>
    public static void HandOver(WriteScope scope, CourseId courseId)
    {
        var due = scope.Query<AlertId>(
            $"select alert_id from alert_state where course_id = @courseId and status in {AlertStatusSql.DecisionDue} and tier > @passive order by changed_at, alert_id",
            new { courseId, passive = (int)AlertTier.Passive }
        );
        foreach (var alertId in due)
            Escalation.Begin(scope, CalledAlert.Read(scope, alertId), OutboxCause.HandedOver);
    }

    /// <summary>Calls that climb no chain: the attending physician, and for a second person every other physician as well.</summary>
    private static void Beside(WriteScope scope, CalledAlert alert, OutboxCause cause)
    {
        var policy = scope.Policy;
        var physicians = OnCallRows.Physicians(scope);
        var attending = OnCallRows.AttendingOf(scope, alert.CourseId);
        foreach (
            var person in physicians
                .Where(person => cause == OutboxCause.SecondPersonNeeded || person == attending)
                .OrderBy(person => person != attending)
                .ThenBy(person => person.Value)
        )
            CallRows.Beside(scope, alert, person, cause, policy);
    }
}
