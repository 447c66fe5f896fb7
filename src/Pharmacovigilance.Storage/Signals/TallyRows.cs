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

    private sealed class Row
    {
        public CourseId CourseId { get; init; }
        public PatientId PatientId { get; init; }
        public string Regimen { get; init; } = "";
        public string LltCode { get; init; } = "";
        public string Basis { get; init; } = "";
        public string Band { get; init; } = "";
        public string Route { get; init; } = "";
        public string? Status { get; init; }
        public DateTimeOffset FirstInfusionAt { get; init; }
        public DateTimeOffset? WindowEndsAt { get; init; }
        public DateTimeOffset? FirstEventAt { get; init; }
        public int? Infusions { get; init; }
        public int? EventInfusion { get; init; }

        public CohortEntry ToEntry() =>
            new(
                CourseId,
                PatientId,
                new StreamKey(
                    Coded.Parse<Regimen>(Regimen, "tally_change.regimen"),
                    LltCode,
                    Coded.Parse<EventBasis>(Basis, "tally_change.basis"),
                    Coded.Parse<GradeBand>(Band, "tally_change.band"),
                    Coded.Parse<InfusionRoute>(Route, "tally_change.route")
                ),
                FirstInfusionAt,
                Status is null ? null : Coded.Parse<TallyStatus>(Status, "tally_change.status")
            )
            {
                Times = new TallyTimes(WindowEndsAt, FirstEventAt, Infusions, EventInfusion),
            };
    }
}
