using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

public sealed partial class PatientStore
{
    /// <summary>Records what a course began with, or corrects it; the earlier revision stays readable.</summary>
    /// <param name="seen">The revision the person saw; 0 when nothing was recorded.</param>
    /// <param name="reason">Needed once something is on record.</param>
    /// <exception cref="RefusedException">It contradicts itself, nothing would change, a correction has no reason, or somebody was faster.</exception>
    public Task RecordBaselineAsync(
        Actor actor,
        CourseId courseId,
        CourseBaseline baseline,
        int seen,
        string? reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "course.baseline", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var course = Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            var current = CourseBaselineRows.Of(scope, courseId);
            bool corrects = current.Revision > 0;
            if (current.Revision != seen)
                throw new RefusedException("course.baseline-changed", "");
            if (baseline == current.Baseline)
                throw new RefusedException("course.baseline-unchanged", "");
            if (corrects && string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            RefusedException.ThrowIfAny(
                CourseBaselineRules.Check(baseline, course.FirstDoseOn, scope.Clock.DateOf(scope.Now))
            );
            string? why = corrects ? reason!.Trim() : null;
            CourseBaselineRows.Insert(scope, courseId, current.Revision + 1, baseline, why);
            scope.Audit(
                new AuditEntry(
                    Action: corrects ? "course.baseline-corrected" : "course.baseline-recorded",
                    SubjectType: "course",
                    SubjectId: courseId.ToString(),
                    Details: StoredJson.Write(new { baseline, replaces = corrects ? current.Baseline : null }),
                    Reason: why,
                    PatientId: course.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions);
            return true;
        });
}
