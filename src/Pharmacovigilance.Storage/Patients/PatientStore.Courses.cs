using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>A course among all those of its patient.</summary>
/// <param name="Number">1 for the patient's first course.</param>
public sealed record PatientCourse(
    CourseId CourseId,
    int Number,
    string Code,
    Regimen Regimen,
    DateOnly FirstDoseOn,
    DateOnly? EndedOn
);

public sealed partial class PatientStore
{
    /// <summary>
    /// Begins another course of a patient: a course of its own, with its own calendar, numbers of infusions, alerts and counts.
    /// What belongs to the patient (who it is, the paraprotein) is taken over.
    /// </summary>
    /// <param name="courseId">Any course of the patient.</param>
    /// <exception cref="RefusedException">An earlier course goes on, the record says that the patient died, the first dose is implausible or comes too soon, or the entry is incomplete.</exception>
    public Task<CourseId> BeginCourseAsync(
        Actor actor,
        CourseId courseId,
        NextCourse next,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "course.begin", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var patient = Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            var earlier = EarlierCourses(scope, patient.PatientId);
            RefusedException.ThrowIfAny(
                NextCourseRules.Check(
                    next,
                    earlier,
                    scope.Knowledge.Calendars[next.Regimen],
                    patient.Details.BirthDate,
                    scope.Clock.DateOf(scope.Now)
                )
            );
            DeathReader.Require(scope, patient.PatientId, scope.Now, "");
            CheckPhysician(scope, next.AttendingPhysicianId);
            var begun = InsertCourse(scope, patient.PatientId, next);
            scope.Audit(
                new AuditEntry(
                    "course.begun",
                    "course",
                    begun.ToString(),
                    StoredJson.Write(new { next, after = earlier.Select(course => course.Code) }),
                    PatientId: patient.PatientId,
                    CourseId: begun
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions);
            return begun;
        });

    /// <summary>All courses of the patient a course belongs to, in the order in which they began.</summary>
    public Task<IReadOnlyList<PatientCourse>> CoursesOfPatientAsync(CourseId courseId) =>
        database.ReadAsync(scope => CoursesOfPatient(scope, courseId));

    internal static IReadOnlyList<PatientCourse> CoursesOfPatient(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<CourseOfPatientRow>(
                    """
                    select c.id as course_id, c.code, c.regimen, c.first_dose_on from course c
                    where c.patient_id = (select o.patient_id from course o where o.id = @courseId) order by c.first_dose_on, c.id
                    """,
                    new { courseId }
                )
                .Select(
                    (row, i) =>
                        new PatientCourse(
                            row.CourseId,
                            i + 1,
                            row.Code,
                            row.Regimen,
                            row.FirstDoseOn,
                            CourseStatusRows.EndOf(scope, row.CourseId)?.On
                        )
                ),
        ];

    private IReadOnlyList<EarlierCourse> EarlierCourses(QueryScope scope, PatientId patientId) =>
        [
            .. scope
                .Query<CourseOfPatientRow>(
                    "select id as course_id, code, regimen, first_dose_on from course where patient_id = @patientId order by id",
                    new { patientId }
                )
                .Select(row =>
                {
                    var end = CourseStatusRows.EndOf(scope, row.CourseId);
                    var last = InfusionRows.States(scope, row.CourseId).Max(state => state.StartedAt);
                    return new EarlierCourse(
                        row.Code,
                        end?.On,
                        end?.Reason,
                        last is { } at ? scope.Clock.DateOf(at) : null
                    );
                }),
        ];

    private CourseId InsertCourse(WriteScope scope, PatientId patientId, NextCourse course)
    {
        var courseId = scope.NewId<CourseId>();
        int number = scope.Single<int>("select count(*) + 1 from course");
        scope.Execute(
            """
            insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
            values (@courseId, @patientId, @code, @regimen, @firstDoseOn, @at, @by)
            """,
            new
            {
                courseId,
                patientId,
                code = string.Create(CultureInfo.InvariantCulture, $"C-{number:0000}"),
                regimen = Coded.Text(course.Regimen),
                firstDoseOn = course.FirstDoseOn,
                at = scope.Now,
                by = scope.Actor.Name,
            }
        );
        InsertAttending(scope, courseId, 1, course.AttendingPhysicianId, reason: null);
        if (course.Baseline != CourseBaseline.Unknown)
            CourseBaselineRows.Insert(scope, courseId, 1, course.Baseline, reason: null);
        CalendarPlanning.TopUp(scope, courseId);
        CourseSettlement.Run(scope, courseId);
        return courseId;
    }

    private sealed record CourseOfPatientRow
    {
        public required CourseId CourseId { get; init; }
        public required string Code { get; init; }
        public required Regimen Regimen { get; init; }
        public required DateOnly FirstDoseOn { get; init; }
    }
}
