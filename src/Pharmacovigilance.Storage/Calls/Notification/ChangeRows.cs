using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>What follows from a change of an alert that calls nobody.</summary>
internal static class ChangeRows
{
    public static void Put(WriteScope scope, CalledAlert alert, OutboxCause cause)
    {
        if (!alert.IsOpen)
            Escalation.Stop(scope, alert.AlertId);
        if (alert.IsPermanentStop && alert.Status is "Overridden" or "Resolved" or "Withdrawn" or "Expired")
            EscalationRows.Release(scope, alert.AlertId.ToString());
        Tell(scope, alert, cause);
        TellOfficers(scope, alert);
    }

    /// <summary>Whoever was called about it, and who attends the course: their screens read again. Disturbs nobody.</summary>
    private static void Tell(WriteScope scope, CalledAlert alert, OutboxCause cause)
    {
        var attending = OnCallRows.AttendingOf(scope, alert.CourseId);
        var called = scope.Query<UserId>(
            "select distinct person_id from outbox where alert_id = @alertId and kind = 'Call' and decision = 'Send' order by person_id",
            new { alertId = alert.AlertId }
        );
        bool isQuiet = alert.Key.Tier == AlertTier.Passive && scope.Policy.IsQuiet(scope.Now, scope.Clock);
        foreach (var person in called.Concat(attending is { } physician ? [physician] : []).Distinct())
        {
            OutboxRows.Insert(
                scope,
                new OutboxEntry(
                    person,
                    OutboxKind.Change,
                    cause,
                    alert.Key.Tier,
                    !isQuiet,
                    isQuiet ? "QuietHours"
                        : person == attending ? "Attending"
                        : "CalledBefore",
                    alert.AlertId
                )
            );
        }
    }

    /// <summary>The exceptions a safety officer must hear of, once each.</summary>
    private static void TellOfficers(WriteScope scope, CalledAlert alert)
    {
        OutboxCause? cause = alert.Status switch
        {
            "Expired" => OutboxCause.ExpiredUndecided,
            "Overridden" when alert.Key.Tier == AlertTier.Interruptive || HasHold(scope, alert.AlertId) =>
                OutboxCause.StopOverridden,
            _ => null,
        };
        if (cause is { } exception && HasJustEnded(scope, alert.AlertId))
            CallRows.ToOfficers(scope, alert, exception);
    }

    private static bool HasHold(QueryScope scope, AlertId alertId) =>
        scope.Single<int>("select count(*) from hold where alert_id = @alertId", new { alertId }) > 0;

    /// <summary>Other facts of an alert that has ended are no second end.</summary>
    private static bool HasJustEnded(QueryScope scope, AlertId alertId) =>
        scope.Single<int>(
            """
            select count(*) from alert_transition t
            where t.alert_id = @alertId and t.from_status <> t.to_status and t.position = (select max(l.position) from alert_transition l where l.alert_id = @alertId)
            """,
            new { alertId }
        ) > 0;
}
