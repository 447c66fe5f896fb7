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
                .GroupBy(row => row.Test, StringComparer.Ordinal)
                .Select(rows => new LabSeries(
                    Coded.Parse<LabTest>(rows.Key, "laboratory_result.test"),
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

    private sealed class LabRow
    {
        public ObservationId Id { get; init; }
        public CourseId CourseId { get; init; }
        public string Test { get; init; } = "";
        public string ValueEntered { get; init; } = "";
        public string ValueBound { get; init; } = "";
        public string UnitEntered { get; init; } = "";
        public long ValueMicro { get; init; }
        public long? LowerLimitMicro { get; init; }
        public int Total { get; init; }
        public DateTimeOffset CollectedAt { get; init; }
        public bool CollectedTimeKnown { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";

        public LabResult ToResult()
        {
            var test = Coded.Parse<LabTest>(Test, "laboratory_result.test");
            var bound = Coded.Parse<ValueBound>(ValueBound, "laboratory_result.value_bound");
            return new LabResult(
                Id,
                CourseId,
                LabValue.FromCanonicalMicro(test, ValueMicro) with
                {
                    Entered = decimal.Parse(ValueEntered, CultureInfo.InvariantCulture),
                    EnteredUnit = UnitEntered,
                    Bound = bound,
                },
                LowerLimitMicro is { } limit ? LabValue.FromCanonicalMicro(test, limit) : null,
                $"{bound.Sign()}{ValueEntered} {UnitEntered}",
                CollectedAt,
                RecordedAt,
                RecordedBy,
                CollectedTimeKnown
            );
        }
    }

    private sealed class PressureRow
    {
        public ObservationId Id { get; init; }
        public CourseId CourseId { get; init; }
        public InfusionId? InfusionId { get; init; }
        public int SystolicMmhg { get; init; }
        public int DiastolicMmhg { get; init; }
        public bool DuringReaction { get; init; }
        public int? BaselineSystolicMmhg { get; init; }
        public int? BaselineDiastolicMmhg { get; init; }
        public string? Persistence { get; init; }
        public DateTimeOffset MeasuredAt { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";

        public BloodPressureResult ToResult()
        {
            var baseline =
                BaselineSystolicMmhg is { } systolic && BaselineDiastolicMmhg is { } diastolic
                    ? Reading(systolic, diastolic)
                    : null;
            PressurePersistence? persistence = Persistence is null
                ? null
                : Coded.Parse<PressurePersistence>(Persistence, "blood_pressure.persistence");
            return new BloodPressureResult(
                Id,
                CourseId,
                new PressureFinding(Reading(SystolicMmhg, DiastolicMmhg), DuringReaction, baseline, persistence),
                InfusionId,
                MeasuredAt,
                RecordedAt,
                RecordedBy
            );
        }

        private BloodPressureReading Reading(int systolic, int diastolic) =>
            BloodPressureReading.TryRead(systolic, diastolic, out var reading, out _)
                ? reading
                : throw new InvalidDataException(
                    $"blood_pressure {Id} holds an impossible reading {systolic}/{diastolic} mmHg."
                );
    }

    private sealed class ReplacedRow
    {
        public ObservationId Id { get; init; }
        public string? Test { get; init; }
        public string Entered { get; init; } = "";
        public string ValueBound { get; init; } = "";
        public string Status { get; init; } = "";
        public string Reason { get; init; } = "";
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";

        public ReplacedObservation ToReplaced() =>
            new(
                Id,
                Test is null ? null : Coded.Parse<LabTest>(Test, "laboratory_result.test"),
                Coded.Parse<ValueBound>(ValueBound, "laboratory_result.value_bound").Sign() + Entered,
                Coded.Parse<EventStatus>(Status, "status") == EventStatus.EnteredInError,
                Reason,
                RecordedAt,
                RecordedBy
            );
    }
}
