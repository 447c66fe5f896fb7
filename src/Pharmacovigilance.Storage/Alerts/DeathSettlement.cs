using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// After a death nobody is asked to decide anything about the patient any more: open alerts end with that reason, their calls
/// with them, and no new one opens. Where the death is taken back, the facts still stand, and what they call for opens again.
/// </summary>
internal static class DeathSettlement
{
    private const string Reason = "patient-died";

    public static void Run(WriteScope scope, CourseId courseId, PatientDeath death)
    {
        foreach (var row in scope.Query<AlertRow>($"{AlertRow.Sql} where a.course_id = @courseId", new { courseId }))
        {
            if (AlertFlow.IsDecisionDue(row.Status))
                End(scope, row, death);
            else if (AlertFlow.IsFollowedUp(row.Status))
                AlertTaskRows.EndAll(scope, row.AlertId, AlertTaskOutcome.Obsolete, Reason);
        }
    }

    private static void End(WriteScope scope, AlertRow row, PatientDeath death)
    {
        AlertTransitions.Append(scope, row, new(AlertStatus.Withdrawn, row.Tier, Note: Reason));
        if (HoldReader.OfAlert(scope, row.AlertId) is { EndedAt: null } hold)
            HoldWriter.End(scope, hold.HoldId, scope.Now, HoldRelease.Correction, Reason);
        AlertTaskRows.EndAll(scope, row.AlertId, AlertTaskOutcome.Obsolete, Reason);
        scope.Audit(
            new AuditEntry(
                Action: "alert.withdrawn",
                SubjectType: "alert",
                SubjectId: row.AlertId.ToString(),
                Details: StoredJson.Write(death),
                Reason: Reason,
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }
}
