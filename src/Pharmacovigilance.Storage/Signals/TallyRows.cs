using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The rows of tally_change: what each course adds to each stream, and what it added before.</summary>
internal static class TallyRows
{
    private const string Columns =
        "course_id, patient_id, regimen, llt_code, basis, band, route, status, first_infusion_at, window_ends_at, first_event_at, infusions, event_infusion";

    /// <summary>What each course adds now.</summary>
    public static IReadOnlyList<CohortEntry> Standing(QueryScope scope) =>
        [.. scope.Query<Row>($"select {Columns} from course_tally").Select(row => row.ToEntry())];

    /// <summary>What has changed after a number, oldest first.</summary>
    public static IReadOnlyList<CohortEntry> After(QueryScope scope, long seq) =>
        [
            .. scope
                .Query<Row>($"select {Columns} from tally_change where seq > @seq order by seq", new { seq })
                .Select(row => row.ToEntry()),
        ];

    /// <summary>Everything recorded up to and including an instant, oldest first.</summary>
    public static IReadOnlyList<CohortEntry> Until(QueryScope scope, DateTimeOffset at) =>
        [
            .. scope
                .Query<Row>($"select {Columns} from tally_change where recorded_at <= @at order by seq", new { at })
                .Select(row => row.ToEntry()),
        ];

    public static void Insert(WriteScope scope, CohortEntry entry) =>
        scope.Execute(
            $"""
            insert into tally_change ({Columns}, recorded_at)
            values (@CourseId, @PatientId, @Regimen, @LltCode, @Basis, @Band, @Route, @Status, @FirstInfusionAt, @WindowEnds, @FirstEventAt, @Infusions, @EventInfusion, @Now)
            """,
            new
            {
                entry.CourseId,
                entry.PatientId,
                Regimen = Coded.Text(entry.Stream.Regimen),
                entry.Stream.LltCode,
                Basis = Coded.Text(entry.Stream.Basis),
                Band = Coded.Text(entry.Stream.Band),
                Route = Coded.Text(entry.Stream.Route),
                Status = entry.Status is { } status ? Coded.Text(status) : null,
                entry.FirstInfusionAt,
                entry.Times.WindowEnds,
                entry.Times.FirstEventAt,
                entry.Times.Infusions,
                entry.Times.EventInfusion,
                scope.Now,
            }
        );

    private sealed record Row
    {
        public required CourseId CourseId { get; init; }
        public required PatientId PatientId { get; init; }
        public required Regimen Regimen { get; init; }
        public required string LltCode { get; init; }
        public required EventBasis Basis { get; init; }
        public required GradeBand Band { get; init; }
        public required InfusionRoute Route { get; init; }
        public required TallyStatus? Status { get; init; }
        public required DateTimeOffset FirstInfusionAt { get; init; }
        public required DateTimeOffset? WindowEndsAt { get; init; }
        public required DateTimeOffset? FirstEventAt { get; init; }
        public required int? Infusions { get; init; }
        public required int? EventInfusion { get; init; }

        public CohortEntry ToEntry() =>
            new()
            {
                CourseId = CourseId,
                PatientId = PatientId,
                Stream = new StreamKey
                {
                    Regimen = Regimen,
                    LltCode = LltCode,
                    Basis = Basis,
                    Band = Band,
                    Route = Route,
                },
                FirstInfusionAt = FirstInfusionAt,
                Status = Status,

                Times = new TallyTimes(WindowEndsAt, FirstEventAt, Infusions, EventInfusion),
            };
    }
}
