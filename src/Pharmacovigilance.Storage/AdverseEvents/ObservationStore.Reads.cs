using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.AdverseEvents;

public sealed partial class ObservationStore
{
    private const string StandingLabSql = """
        select l.* from laboratory_result l
        where l.status = 'Recorded' and not exists (select 1 from laboratory_result later where later.supersedes_id = l.id)
        """;

    private const string StandingPressureSql = """
        select b.* from blood_pressure b
        where b.status = 'Recorded' and not exists (select 1 from blood_pressure later where later.supersedes_id = b.id)
        """;

    /// <summary>How many values of a series a page shows; the last half year and more of weekly counts.</summary>
    public const int ShownPerSeries = 40;

    private const string ReplacedSql = """
        select old.id, old.test, old.value_entered || ' ' || old.unit_entered as entered, old.value_bound, later.status, later.reason, later.recorded_at, later.recorded_by
        from laboratory_result old join laboratory_result later on later.supersedes_id = old.id
        where old.course_id = @courseId
        union all
        select old.id, null, old.systolic_mmhg || '/' || old.diastolic_mmhg || ' mmHg', 'Exact', later.status, later.reason, later.recorded_at, later.recorded_by
        from blood_pressure old join blood_pressure later on later.supersedes_id = old.id
        where old.course_id = @courseId
        order by 7 desc, 1 desc
        limit @take
        """;

    /// <summary>Laboratory values of a course as they stand, newest first.</summary>
    public Task<IReadOnlyList<LabResult>> LabsAsync(CourseId courseId, int take = 200) =>
        database.ReadAsync<IReadOnlyList<LabResult>>(scope =>
            [.. LabResult.Order(scope.Clock).NewestFirst(Labs(scope, courseId)).Take(take)]
        );

    /// <summary>In no order that means anything: which is the latest, <see cref="LabResult.Order"/> says.</summary>
    internal static IReadOnlyList<LabResult> Labs(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<LabRow>(
                    $"{StandingLabSql} and l.course_id = @courseId order by l.collected_at desc, l.id desc",
                    new { courseId }
                )
                .Select(row => row.ToResult()),
        ];

    /// <summary>Laboratory values of all courses of a regimen as they stand; in no order that means anything.</summary>
    internal static IReadOnlyList<LabResult> LabsOfRegimen(QueryScope scope, Regimen regimen) =>
        [
            .. scope
                .Query<LabRow>(
                    $"{StandingLabSql} and l.course_id in (select c.id from course c where c.regimen = @regimen) order by l.id",
                    new { regimen = Coded.Text(regimen) }
                )
                .Select(row => row.ToResult()),
        ];

    /// <summary>Blood-pressure readings of a course as they stand, newest first.</summary>
    public Task<IReadOnlyList<BloodPressureResult>> BloodPressuresAsync(CourseId courseId, int take = 100) =>
        database.ReadAsync(scope => BloodPressures(scope, courseId, take));

    internal static IReadOnlyList<BloodPressureResult> BloodPressures(
        QueryScope scope,
        CourseId courseId,
        int take = 100
    ) => [.. BloodPressureResult.Order.NewestFirst(Pressures(scope, courseId)).Take(take)];

    /// <summary>All readings of a course as they stand, for the rules; in no order that means anything.</summary>
    internal static IReadOnlyList<BloodPressureResult> Pressures(QueryScope scope, CourseId courseId) =>
        WithBaseline(
            [
                .. scope
                    .Query<PressureRow>($"{StandingPressureSql} and b.course_id = @courseId", new { courseId })
                    .Select(row => row.ToResult()),
            ],
            scope.Single<DateTimeOffset?>(
                "select min(started_at) from infusion_state where course_id = @courseId",
                new { courseId }
            )
        );

    /// <summary>The readings of one infusion as they stand, newest first.</summary>
    internal static IReadOnlyList<BloodPressureResult> PressuresOfInfusion(
        QueryScope scope,
        CourseId courseId,
        InfusionId infusionId
    ) =>
        BloodPressureResult.Order.NewestFirst(
            Pressures(scope, courseId).Where(reading => reading.InfusionId == infusionId)
        );

    // All of the instants that are shown are read, so that what stands of one is decided by the order and not by the cut.
    internal static IReadOnlyList<LabSeries> LabSeries(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<LabRow>(
                    $"""
                    select * from (
                      select s.*, rank() over (partition by s.test order by s.collected_at desc) as place, count(*) over (partition by s.test) as total
                      from ({StandingLabSql} and l.course_id = @courseId) s) numbered
                    where place <= @take
                    order by place
                    """,
                    new { courseId, take = ShownPerSeries }
                )
                .GroupBy(row => row.Test)
                .Select(rows => new LabSeries(
                    rows.Key,
                    [
                        .. LabResult
                            .Order(scope.Clock)
                            .NewestFirst(rows.Select(row => row.ToResult()))
                            .Take(ShownPerSeries),
                    ],
                    rows.First().Total
                ))
                .OrderBy(series => series.Test),
        ];

    internal static PressureSeries PressureSeries(QueryScope scope, CourseId courseId) =>
        new(
            BloodPressures(scope, courseId, ShownPerSeries),
            scope.Single<int>(
                $"select count(*) from ({StandingPressureSql} and b.course_id = @courseId) s",
                new { courseId }
            )
        );

    internal static LabResult? FindLab(QueryScope scope, ObservationId id) =>
        scope.FirstOrDefault<LabRow>($"{StandingLabSql} and l.id = @id", new { id })?.ToResult();

    /// <summary>The row that replaced a laboratory value; null when none did.</summary>
    internal static ObservationId? ReplacedBy(QueryScope scope, ObservationId id) =>
        scope.FirstOrDefault<LabRow>("select l.* from laboratory_result l where l.supersedes_id = @id", new { id })?.Id;

    private static BloodPressureResult? FindPressure(QueryScope scope, ObservationId id) =>
        scope.FirstOrDefault<PressureRow>($"{StandingPressureSql} and b.id = @id", new { id })?.ToResult();

    /// <summary>Values and readings of a course that were corrected or taken back, newest change first.</summary>
    public Task<IReadOnlyList<ReplacedObservation>> ReplacedAsync(CourseId courseId) =>
        database.ReadAsync(scope => Replaced(scope, courseId));

    internal static IReadOnlyList<ReplacedObservation> Replaced(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<ReplacedRow>(ReplacedSql, new { courseId, take = ShownPerSeries })
                .Select(row => row.ToReplaced()),
        ];

    /// <summary>Whether a value or reading of this course, still standing, has the id.</summary>
    internal static bool Exists(QueryScope scope, CourseId courseId, ObservationId id) =>
        scope.Single<int>(
            $"""
            select (select count(*) from ({StandingLabSql} and l.id = @id and l.course_id = @courseId) labs)
                 + (select count(*) from ({StandingPressureSql} and b.id = @id and b.course_id = @courseId) pressures)
            """,
            new { id, courseId }
        ) > 0;

    private sealed record LabRow
    {
        public required ObservationId Id { get; init; }
        public required CourseId CourseId { get; init; }
        public required LabTest Test { get; init; }
        public required string ValueEntered { get; init; }
        public required ValueBound ValueBound { get; init; }
        public required string UnitEntered { get; init; }
        public required long ValueMicro { get; init; }
        public required long? LowerLimitMicro { get; init; }

        /// <summary>Only where the query counts the series.</summary>
        public int Total { get; init; }

        public required DateTimeOffset CollectedAt { get; init; }
        public required bool CollectedTimeKnown { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public LabResult ToResult()
        {
            var test = Test;
            var bound = ValueBound;
            return new LabResult
            {
                Id = Id,
                CourseId = CourseId,
                Value = LabValue.FromCanonicalMicro(test, ValueMicro) with
                {
                    Entered = decimal.Parse(ValueEntered, CultureInfo.InvariantCulture),
                    EnteredUnit = UnitEntered,
                    Bound = bound,
                },
                LowerLimitOfNormal = LowerLimitMicro is { } limit ? LabValue.FromCanonicalMicro(test, limit) : null,
                EnteredValue = $"{bound.Sign()}{ValueEntered} {UnitEntered}",
                CollectedAt = CollectedAt,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                TimeKnown = CollectedTimeKnown,
            };
        }
    }

    private sealed record PressureRow
    {
        public required ObservationId Id { get; init; }
        public required CourseId CourseId { get; init; }
        public required InfusionId? InfusionId { get; init; }
        public required int SystolicMmhg { get; init; }
        public required int DiastolicMmhg { get; init; }
        public required bool DuringReaction { get; init; }
        public required int? BaselineSystolicMmhg { get; init; }
        public required int? BaselineDiastolicMmhg { get; init; }
        public required PressurePersistence? Persistence { get; init; }
        public required DateTimeOffset MeasuredAt { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public BloodPressureResult ToResult()
        {
            var baseline =
                BaselineSystolicMmhg is { } systolic && BaselineDiastolicMmhg is { } diastolic
                    ? Reading(systolic, diastolic)
                    : null;
            PressurePersistence? persistence = Persistence;
            return new BloodPressureResult
            {
                Id = Id,
                CourseId = CourseId,
                Finding = new PressureFinding(
                    Reading(SystolicMmhg, DiastolicMmhg),
                    DuringReaction,
                    baseline,
                    persistence
                ),
                InfusionId = InfusionId,
                MeasuredAt = MeasuredAt,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
            };
        }

        private BloodPressureReading Reading(int systolic, int diastolic) =>
            BloodPressureReading.TryRead(systolic, diastolic, out var reading, out _)
                ? reading
                : throw new InvalidDataException(
                    $"blood_pressure {Id} holds an impossible reading {systolic}/{diastolic} mmHg."
                );
    }

    private sealed record ReplacedRow
    {
        public required ObservationId Id { get; init; }
        public required LabTest? Test { get; init; }
        public required string Entered { get; init; }
        public required ValueBound ValueBound { get; init; }
        public required EventStatus Status { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public ReplacedObservation ToReplaced() =>
            new()
            {
                Id = Id,
                Test = Test,
                Entered = ValueBound.Sign() + Entered,
                TakenBack = Status == EventStatus.EnteredInError,
                Reason = Reason,
                ChangedAt = RecordedAt,
                ChangedBy = RecordedBy,
            };
    }
}
