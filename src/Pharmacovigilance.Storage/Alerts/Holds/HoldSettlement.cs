using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Holds;

/// <summary>
/// The hold of an alert as its facts go on: it opens with the finding, its criterion is met and lost again. Nothing here
/// releases one that anybody was held by; that is a physician's deed.
/// </summary>
internal static class HoldSettlement
{
    public static void Open(WriteScope scope, Finding finding, AlertId alertId, HoldEpisode hold) =>
        scope.Execute(
            """
            insert into hold (id, alert_id, course_id, patient_id, rule, subject, started_at, start_time_known, recorded_at)
            values (@id, @alertId, @courseId, @patientId, @rule, @subject, @startedAt, @startTimeKnown, @now)
            """,
            new
            {
                id = scope.NewId<HoldId>(),
                alertId,
                courseId = finding.CourseId,
                patientId = finding.PatientId,
                rule = finding.Rule.Code(),
                subject = finding.Subject,
                startedAt = hold.StartedAt,
                startTimeKnown = finding.SinceTimeKnown,
                now = scope.Now,
            }
        );

    /// <summary>The value that had met the criterion is no longer on record: the physician must not release on it.</summary>
    public static bool LosesCriterion(WriteScope scope, Finding finding, AlertRow row)
    {
        if (HoldReader.OfAlert(scope, row.AlertId) is not { EndedAt: null, Criterion: not null } hold)
            return false;
        HoldCriterionRows.Note(scope, hold.HoldId, met: false, scope.Now, "facts-corrected");
        AlertTransitions.Append(
            scope,
            row,
            new(row.Status, row.Tier, StoredJson.Write(finding.Facts), Note: "criterion-lost"),
            OutboxCause.Returned
        );
        scope.Audit(
            new AuditEntry(
                Action: "hold.criterion-lost",
                SubjectType: "hold",
                SubjectId: hold.HoldId.ToString(),
                Details: "{}",
                Reason: "facts-corrected",
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        return true;
    }

    public static void MeetCriterion(
        WriteScope scope,
        AlertRow row,
        HoldRecord hold,
        DateTimeOffset at,
        string evidence
    )
    {
        if (!HoldCriterionRows.Note(scope, hold.HoldId, met: true, at, evidence))
            return;
        AlertTransitions.Append(
            scope,
            row,
            new(row.Status, row.Tier, Note: "criterion-met"),
            hold.Criterion is null ? OutboxCause.CriterionMet : null
        );
        scope.Audit(
            new AuditEntry(
                "hold.criterion-met",
                "hold",
                hold.HoldId.ToString(),
                StoredJson.Write(new { at, evidence }),
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }
}
