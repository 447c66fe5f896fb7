using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

public sealed partial class ObservationStore
{
    /// <summary>Records a blood-pressure reading.</summary>
    /// <exception cref="RefusedException">The reading is implausible or the time in the future.</exception>
    public Task<ObservationOutcome> RecordBloodPressureAsync(
        Actor actor,
        BloodPressureEntry entry,
        string? idempotencyKey = null
    ) =>
        queue.RunAsync(new WriteRequest(actor, "blood-pressure.record", idempotencyKey), scope =>
            WritePressure(scope, entry, null, EventStatus.Recorded, null)
        );

    /// <summary>The same inside a job that records more than the pressure.</summary>
    internal ObservationOutcome Record(WriteScope scope, BloodPressureEntry entry) =>
        WritePressure(scope, entry, null, EventStatus.Recorded, null);

    /// <summary>Replaces a blood-pressure reading; the earlier row stays readable.</summary>
    public Task<ObservationOutcome> CorrectBloodPressureAsync(
        Actor actor,
        ObservationId replaced,
        BloodPressureEntry entry,
        string reason,
        string? idempotencyKey = null
    ) =>
        queue.RunAsync(new WriteRequest(actor, "blood-pressure.correct", idempotencyKey), scope =>
            WritePressure(scope, entry, replaced, EventStatus.Recorded, Reason(reason))
        );

    /// <summary>Takes a blood-pressure reading back as entered in error.</summary>
    public Task<ObservationOutcome> TakeBackBloodPressureAsync(
        Actor actor,
        ObservationId replaced,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "blood-pressure.take-back", idempotencyKey), scope =>
        {
            var current = FindPressure(scope, replaced)
                ?? throw new RefusedException("observation.somebody-was-faster", "observation");
            var entry = new BloodPressureEntry(
                current.CourseId,
                current.Reading.SystolicMmHg,
                current.Reading.DiastolicMmHg,
                current.MeasuredAt,
                current.InfusionId,
                current.DuringReaction,
                current.Finding.Baseline,
                current.Finding.Persistence
            );
            return WritePressure(scope, entry, replaced, EventStatus.EnteredInError, Reason(reason));
        });

    private ObservationOutcome WritePressure(
        WriteScope scope,
        BloodPressureEntry entry,
        ObservationId? replaces,
        EventStatus status,
        string? reason
    )
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var course = Course(scope, entry.CourseId);
        CheckTime(entry.MeasuredAt, "measuredAt", scope.Now);
        if (status is EventStatus.Recorded)
            DeathReader.Require(scope, course.PatientId, entry.MeasuredAt, "measuredAt");
        if (!BloodPressureReading.TryRead(entry.SystolicMmHg, entry.DiastolicMmHg, out var reading, out var refusal))
            throw new RefusedException(
                $"blood-pressure.{refusal.Reason}",
                "bloodPressure",
                Number(entry.SystolicMmHg),
                Number(entry.DiastolicMmHg)
            );
        if (entry.InfusionId is { } infusionId && InfusionRows.Head(scope, infusionId)?.CourseId != entry.CourseId)
            throw new RefusedException("adverse-event.infusion-of-another-course", "infusion");
        if (replaces is { } old)
            CheckReplaceable(scope, "blood_pressure", old, entry.CourseId);

        var finding = new PressureFinding(reading, entry.DuringReaction, entry.Baseline, entry.Persistence);
        var id = scope.NewId<ObservationId>();
        Insert(scope, id, finding, entry, course, replaces, status, reason);
        Audit(
            scope,
            "blood-pressure",
            status,
            replaces,
            new
            {
                id,
                entry,
                finding.Baseline,
                replaces,
            },
            reason,
            id,
            course
        );
        scope.Touch(Rooms.AdverseEvents);
        if (scope.Knowledge.RuleSets.ReadsPressure(course.Regimen))
            CourseSettlement.Run(scope, course, Settles.Alerts);
        var compared = finding with
        {
            Baseline = finding.Baseline ?? BaselineOf(scope, entry.CourseId, entry.MeasuredAt)?.Reading,
        };
        return new ObservationOutcome(id, BloodPressureGrading.Propose(scope.Knowledge.Ctcae, compared));
    }

    private static void Insert(
        WriteScope scope,
        ObservationId id,
        PressureFinding finding,
        BloodPressureEntry entry,
        CourseRecord course,
        ObservationId? replaces,
        EventStatus status,
        string? reason
    ) =>
        scope.Execute(
            """
            insert into blood_pressure (id, course_id, patient_id, infusion_id, systolic_mmhg, diastolic_mmhg, during_reaction, baseline_systolic_mmhg, baseline_diastolic_mmhg, persistence, measured_at, status, supersedes_id, reason, recorded_at, recorded_by)
            values (@id, @courseId, @patientId, @infusionId, @systolic, @diastolic, @duringReaction, @baselineSystolic, @baselineDiastolic, @persistence, @measuredAt, @status, @replaces, @reason, @now, @by)
            """,
            new
            {
                id,
                courseId = entry.CourseId,
                patientId = course.PatientId,
                infusionId = entry.InfusionId,
                systolic = entry.SystolicMmHg,
                diastolic = entry.DiastolicMmHg,
                duringReaction = entry.DuringReaction,
                baselineSystolic = finding.Baseline?.SystolicMmHg,
                baselineDiastolic = finding.Baseline?.DiastolicMmHg,
                persistence = finding.Persistence is { } known ? Coded.Text(known) : null,
                measuredAt = entry.MeasuredAt,
                status = Coded.Text(status),
                replaces,
                reason,
                now = scope.Now,
                by = scope.Actor.Name,
            }
        );

    /// <summary>The last reading of a course from before its first infusion; null when there is none.</summary>
    public Task<BloodPressureResult?> BaselineAsync(CourseId courseId) =>
        database.ReadAsync(scope => BaselineOf(scope, courseId, scope.Clock.Now));

    internal static BloodPressureResult? BaselineOf(QueryScope scope, CourseId courseId, DateTimeOffset before) =>
        Baseline(
            [
                .. scope
                    .Query<PressureRow>($"{StandingPressureSql} and b.course_id = @courseId", new { courseId })
                    .Select(row => row.ToResult()),
            ],
            scope.Single<DateTimeOffset?>(
                "select min(started_at) from infusion_state where course_id = @courseId",
                new { courseId }
            ),
            before
        );

    /// <summary>Where nobody named a baseline it is the last reading before treatment as it stands now, whatever was corrected since.</summary>
    private static IReadOnlyList<BloodPressureResult> WithBaseline(
        IReadOnlyList<BloodPressureResult> readings,
        DateTimeOffset? firstStart
    ) =>
        [
            .. readings.Select(reading =>
                reading.Finding.Baseline is not null
                    ? reading
                    : reading with
                    {
                        Finding = reading.Finding with
                        {
                            Baseline = Baseline(readings, firstStart, reading.MeasuredAt)?.Reading,
                        },
                    }
            ),
        ];

    private static BloodPressureResult? Baseline(
        IReadOnlyList<BloodPressureResult> readings,
        DateTimeOffset? firstStart,
        DateTimeOffset before
    ) =>
        BloodPressureResult.BaselineOrder.Latest(
            readings.Where(one => !one.DuringReaction && one.MeasuredAt < before && !(one.MeasuredAt >= firstStart))
        );

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
