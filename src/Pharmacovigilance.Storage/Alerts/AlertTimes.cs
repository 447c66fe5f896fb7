using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// What happens to an alert because time has passed without a decision: an acknowledgement runs out and calls again, and
/// what holds nothing expires. By the alerting policy in force; repeating it changes nothing.
/// </summary>
internal static class AlertTimes
{
    /// <summary>When the next of them is due; null when none is foreseen.</summary>
    public static DateTimeOffset? NextDue(QueryScope scope)
    {
        var policy = scope.Policy;
        return Standing(scope).Select(row => DueAt(scope, row, policy)).Min();
    }

    /// <returns>Whether any alert was changed.</returns>
    public static bool Run(WriteScope scope)
    {
        var policy = scope.Policy;
        return Standing(scope).Count(row => RunOut(scope, row, policy) || Expire(scope, row, policy)) > 0;
    }

    private static IReadOnlyList<AlertRow> Standing(QueryScope scope) =>
        scope.Query<AlertRow>($"{AlertRow.Sql} where s.status in {AlertStatusSql.DecisionDue} order by a.id");

    private static DateTimeOffset? DueAt(QueryScope scope, AlertRow row, AlertingPolicy policy)
    {
        var runsOut =
            row.Status == AlertStatus.Acknowledged
                ? AcknowledgedAt(scope, row) + policy.AcknowledgementLasts(row.Tier)
                : null;
        var expires = IsHeld(scope, row) ? null : row.ChangedAt + policy.ExpiresAfter(row.Tier);
        return runsOut is null || expires < runsOut ? expires ?? runsOut : runsOut;
    }

    private static bool RunOut(WriteScope scope, AlertRow row, AlertingPolicy policy)
    {
        if (row.Status != AlertStatus.Acknowledged || policy.AcknowledgementLasts(row.Tier) is not { } lasts)
            return false;
        var since = AcknowledgedAt(scope, row);
        if (scope.Now - since < lasts)
            return false;
        AlertTransitions.Append(
            scope,
            row,
            new(AlertStatus.Open, row.Tier, Note: "acknowledgement-expired"),
            OutboxCause.AcknowledgementExpired
        );
        scope.Audit(
            new AuditEntry(
                "alert.acknowledgement-expired",
                "alert",
                row.AlertId.ToString(),
                StoredJson.Write(new { since }),
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        return true;
    }

    private static bool Expire(WriteScope scope, AlertRow row, AlertingPolicy policy)
    {
        if (policy.ExpiresAfter(row.Tier) is not { } lasts || scope.Now - row.ChangedAt < lasts || IsHeld(scope, row))
            return false;
        AlertTransitions.Append(scope, row, new(AlertStatus.Expired, row.Tier, Note: "nobody-decided"));
        scope.Audit(
            new AuditEntry(
                Action: "alert.expired",
                SubjectType: "alert",
                SubjectId: row.AlertId.ToString(),
                Details: "{}",
                Reason: "nobody-decided",
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        return true;
    }

    /// <summary>Facts that change while it is acknowledged do not make the acknowledgement younger.</summary>
    private static DateTimeOffset AcknowledgedAt(QueryScope scope, AlertRow row) =>
        scope.Single<DateTimeOffset>(
            "select max(at) from alert_transition where alert_id = @alertId and to_status = 'Acknowledged' and from_status = 'Open'",
            new { alertId = row.AlertId }
        );

    private static bool IsHeld(QueryScope scope, AlertRow row) =>
        HoldReader.OfAlert(scope, row.AlertId) is { EndedAt: null };
}
