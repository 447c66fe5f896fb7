using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>Patients and their courses: registration, corrections, and the lists the pages show.</summary>
public sealed partial class PatientStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Registers a patient with a first course and plans its first infusions.</summary>
    /// <exception cref="RefusedException">Something in the registration is missing, implausible, or already taken.</exception>
    public Task<CourseId> RegisterAsync(Actor actor, Registration registration, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "course.register", idempotencyKey), scope =>
            Register(scope, registration)
        );

    internal CourseId Register(WriteScope scope, Registration registration)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        RefusedException.ThrowIfAny(RegistrationRules.Check(registration, scope.Clock.DateOf(scope.Now)));
        CheckRecordNumber(scope, registration.RecordNumber.Trim(), except: null);
        CheckAlike(scope, registration, except: null);
        CheckPhysician(scope, registration.AttendingPhysicianId);

        var patientId = scope.NewId<PatientId>();
        scope.Execute(
            "insert into patient (id, registered_at) values (@id, @at)",
            new { id = patientId, at = scope.Now }
        );
        InsertDetail(scope, patientId, 1, registration, reason: null);
        if (registration.Paraprotein is { } paraprotein && paraprotein != Paraprotein.Unknown)
            InsertParaprotein(scope, patientId, 1, paraprotein, reason: null);
        var courseId = InsertCourse(
            scope,
            patientId,
            new NextCourse(
                registration.Regimen,
                registration.FirstDoseOn,
                registration.AttendingPhysicianId,
                registration.Baseline ?? CourseBaseline.Unknown
            )
        );
        scope.Audit(
            new AuditEntry(
                Action: "course.registered",
                SubjectType: "course",
                SubjectId: courseId.ToString(),
                Details: StoredJson.Write(registration),
                Reason: registration.AnotherPersonBecause?.Trim(),
                PatientId: patientId,
                CourseId: courseId
            )
        );
        scope.Touch(Rooms.Patients | Rooms.Infusions);
        return courseId;
    }

    /// <summary>Corrects who the patient is; the earlier revision stays readable.</summary>
    /// <exception cref="RefusedException">The reason is missing, or the new details cannot be taken.</exception>
    public Task CorrectAsync(
        Actor actor,
        CourseId courseId,
        PatientDetails details,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "patient.correct", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var current = Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            var registration = new Registration(
                details.RecordNumber,
                details.FamilyName,
                details.GivenName,
                details.BirthDate,
                details.Sex,
                current.Regimen,
                current.FirstDoseOn,
                current.AttendingPhysicianId
            );
            RefusedException.ThrowIfAny(RegistrationRules.Check(registration, scope.Clock.DateOf(scope.Now)));
            CheckRecordNumber(scope, details.RecordNumber.Trim(), current.PatientId);
            CheckAlike(
                scope,
                details.IsAnotherPerson || IsSameIdentity(details, current.Details)
                    ? registration with
                    {
                        AnotherPersonBecause = reason,
                    }
                    : registration,
                current.PatientId
            );
            InsertDetail(scope, current.PatientId, current.Revision + 1, registration, reason.Trim());
            foreach (var course in CoursesOfPatient(scope, courseId))
                CourseSettlement.Run(scope, course.CourseId);
            scope.Audit(
                new AuditEntry(
                    Action: "patient.corrected",
                    SubjectType: "patient",
                    SubjectId: current.PatientId.ToString(),
                    Details: StoredJson.Write(new { details, replaces = current.Details }),
                    Reason: reason.Trim(),
                    PatientId: current.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions | Rooms.Alerts);
            return true;
        });

    /// <summary>Hands the course to another attending physician, who then receives its open alerts too.</summary>
    public Task AssignPhysicianAsync(
        Actor actor,
        CourseId courseId,
        UserId physicianId,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "course.assign-physician", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician, Role.Nurse);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var current = Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            CheckPhysician(scope, physicianId);
            int revision = scope.Single<int>(
                "select max(revision) + 1 from course_attending where course_id = @courseId",
                new { courseId }
            );
            InsertAttending(scope, courseId, revision, physicianId, reason.Trim());
            OutboxWriter.HandOver(scope, courseId);
            scope.Audit(
                new AuditEntry(
                    Action: "course.physician-assigned",
                    SubjectType: "course",
                    SubjectId: courseId.ToString(),
                    Details: StoredJson.Write(new { physicianId, replaces = current.AttendingPhysicianId }),
                    Reason: reason.Trim(),
                    PatientId: current.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Alerts);
            return true;
        });

    private static void CheckRecordNumber(WriteScope scope, string recordNumber, PatientId? except)
    {
        string? taken = scope.FirstOrDefault<string>(
            """
            select d.patient_id from patient_detail d
            where d.record_number = @recordNumber
              and d.revision = (select max(l.revision) from patient_detail l where l.patient_id = d.patient_id)
            """,
            new { recordNumber }
        );
        if (taken is not null && !string.Equals(taken, except?.ToString(), StringComparison.Ordinal))
            throw new RefusedException("patient.record-number-taken", "recordNumber", recordNumber);
    }

    /// <summary>Nobody of the same name and birth date is registered without a word; an unknown birth date may be the same one.</summary>
    private static void CheckAlike(WriteScope scope, Registration registration, PatientId? except)
    {
        if (!string.IsNullOrWhiteSpace(registration.AnotherPersonBecause))
            return;
        if (
            Alike(scope, registration.FamilyName, registration.GivenName, registration.BirthDate)
                .FirstOrDefault(other => other.PatientId != except)
            is not { } other
        )
            return;
        throw new RefusedException(
            AlikeCode,
            "familyName",
            $"{other.Details.FamilyName}, {other.Details.GivenName}",
            other.Details.RecordNumber,
            other.Code
        );
    }

    private static bool IsSameIdentity(PatientDetails one, PatientDetails other) =>
        one.BirthDate == other.BirthDate
        && NameSearch.MayBeSame(one.FamilyName, one.GivenName, other.FamilyName, other.GivenName);

    private static void CheckPhysician(WriteScope scope, UserId physicianId)
    {
        int known = scope.Single<int>(
            "select count(*) from user_role r join app_user u on u.id = r.user_id where r.user_id = @physicianId and r.role = 'Physician' and u.disabled_at is null",
            new { physicianId }
        );
        if (known == 0)
            throw new RefusedException("course.physician-unknown", "attendingPhysician");
    }

    private static void InsertDetail(
        WriteScope scope,
        PatientId patientId,
        int revision,
        Registration registration,
        string? reason
    ) =>
        scope.Execute(
            """
            insert into patient_detail (patient_id, revision, record_number, family_name, given_name, birth_date, search_text, sex, recorded_at, recorded_by, reason)
            values (@patientId, @revision, @recordNumber, @familyName, @givenName, @birthDate, @searchText, @sex, @at, @by, @reason)
            """,
            new
            {
                patientId,
                revision,
                recordNumber = registration.RecordNumber.Trim(),
                familyName = registration.FamilyName.Trim(),
                givenName = registration.GivenName.Trim(),
                birthDate = registration.BirthDate,
                searchText = NameSearch.Stored(
                    registration.FamilyName,
                    registration.GivenName,
                    registration.RecordNumber
                ),
                sex = Coded.Text(registration.Sex),
                at = scope.Now,
                by = scope.Actor.Name,
                reason,
            }
        );

    private static void InsertAttending(
        WriteScope scope,
        CourseId courseId,
        int revision,
        UserId physicianId,
        string? reason
    ) =>
        scope.Execute(
            """
            insert into course_attending (course_id, revision, physician_id, since, recorded_by, reason)
            values (@courseId, @revision, @physicianId, @since, @by, @reason)
            """,
            new
            {
                courseId,
                revision,
                physicianId,
                since = scope.Now,
                by = scope.Actor.Name,
                reason,
            }
        );
}
