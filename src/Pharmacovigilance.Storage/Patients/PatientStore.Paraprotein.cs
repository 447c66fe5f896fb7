using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

public sealed partial class PatientStore
{
    /// <summary>Records the paraprotein of the patient's myeloma, or corrects it; the earlier revision stays readable.</summary>
    /// <param name="reason">Needed once a paraprotein is on record.</param>
    /// <exception cref="RefusedException">Nothing is stated, nothing would change, or a correction has no reason.</exception>
    public Task RecordParaproteinAsync(
        Actor actor,
        CourseId courseId,
        Paraprotein paraprotein,
        string? reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "patient.paraprotein", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var current = Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            bool corrects = current.ParaproteinRevision > 0;
            if (paraprotein == current.Paraprotein)
                throw new RefusedException("patient.paraprotein-unchanged", "paraprotein");
            if (corrects && string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            string? why = corrects ? reason!.Trim() : null;
            InsertParaprotein(scope, current.PatientId, current.ParaproteinRevision + 1, paraprotein, why);
            scope.Audit(
                new AuditEntry(
                    Action: corrects ? "patient.paraprotein-corrected" : "patient.paraprotein-recorded",
                    SubjectType: "patient",
                    SubjectId: current.PatientId.ToString(),
                    Details: StoredJson.Write(new { paraprotein, replaces = corrects ? current.Paraprotein : null }),
                    Reason: why,
                    PatientId: current.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions);
            return true;
        });

    private static void InsertParaprotein(
        WriteScope scope,
        PatientId patientId,
        int revision,
        Paraprotein paraprotein,
        string? reason
    ) =>
        scope.Execute(
            """
            insert into patient_paraprotein (patient_id, revision, heavy_chain, light_chain, recorded_at, recorded_by, reason)
            values (@patientId, @revision, @heavy, @light, @at, @by, @reason)
            """,
            new
            {
                patientId,
                revision,
                heavy = Coded.Text(paraprotein.Heavy),
                light = Coded.Text(paraprotein.Light),
                at = scope.Now,
                by = scope.Actor.Name,
                reason,
            }
        );
}
