using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Counts of one stream: k of m patients, and how many treated patients could not be told.</summary>
/// <param name="LltCode">MedDRA LLT code of the term in the trials' CTCAE version.</param>
/// <param name="NotAssessed">In neither k nor m.</param>
/// <param name="NotComparable">In neither k nor m: graded by a CTCAE version whose criteria differ from those of the scale the stream is counted on.</param>
public sealed record StreamCounts(
    Regimen Regimen, string LltCode, EventBasis Basis, GradeBand Band, int PatientsWithEvent, int PatientsAssessed, int NotAssessed, int NotComparable);

/// <summary>One line of the board: the counts, and how they compare with the trial.</summary>
/// <param name="Candidate">The unverified row that would be the reference; named as such, never compared with.</param>
public sealed record BoardRow(StreamCounts Counts, DescriptiveComparison Comparison, ReferenceRate? Candidate = null);

/// <summary>Reads the board from the tallies; its cost grows with the courses, not with what was recorded about them.</summary>
public sealed class BoardStore(UnitDatabase database, KnowledgeInForce known)
{
    /// <summary>Every stream of every regimen, treated patients or not, in the order of the dictionary.</summary>
    public Task<IReadOnlyList<BoardRow>> ReadAsync(int minimumPatients) => database.ReadAsync(scope => Read(scope, minimumPatients));

    internal IReadOnlyList<BoardRow> Read(QueryScope scope, int minimumPatients) => Compare(known.At(scope), Counts(scope), minimumPatients);

    internal static IReadOnlyList<BoardRow> Compare(Knowledge knowledge, IEnumerable<StreamCounts> counted, int minimumPatients)
    {
        var counts = counted.ToDictionary(c => (c.Regimen, c.LltCode, c.Basis, c.Band));
        return
        [
            .. from regimen in Enum.GetValues<Regimen>()
               from series in BoardSeries.Of(knowledge.TrialCtcae)
               from band in CourseTally.Bands
               let count = counts.GetValueOrDefault((regimen, series.LltCode, series.Basis, band))
                   ?? new StreamCounts(regimen, series.LltCode, series.Basis, band, 0, 0, 0, 0)
               let reference = knowledge.Rates.ForBoard(regimen, series.LltCode, series.Basis, band)
               select new BoardRow(count, DescriptiveComparison.Of(
                   count.PatientsWithEvent, count.PatientsAssessed, reference, minimumPatients, IsOnTrialsScale(knowledge, count)),
                   knowledge.Rates.CandidateFor(regimen, series.LltCode, series.Basis, band)),
        ];
    }

    /// <summary>Laboratory series are always graded by the trials' version: the value is stored.</summary>
    private static bool IsOnTrialsScale(Knowledge knowledge, StreamCounts counts) =>
        counts.Basis is EventBasis.Laboratory || (counts.NotComparable == 0 && knowledge.Scale.WithTrials(counts.LltCode, counts.Band).IsComparable);

    internal static IEnumerable<StreamCounts> Counts(QueryScope scope) => scope.Query<Row>(
        """
        select regimen, llt_code, basis, band,
               sum(had_event) as with_event,
               sum(case when had_event > 0 or (had_none > 0 and had_foreign = 0) then 1 else 0 end) as assessed,
               sum(case when had_event + had_none + had_foreign > 0 then 0 else 1 end) as not_assessed,
               sum(case when had_event = 0 and had_foreign > 0 then 1 else 0 end) as not_comparable
        from (
          select regimen, llt_code, basis, band, patient_id,
                 max(case when status = 'Event' then 1 else 0 end) as had_event,
                 max(case when status = 'NoEvent' then 1 else 0 end) as had_none,
                 max(case when status = 'NotComparable' then 1 else 0 end) as had_foreign
          from course_tally group by regimen, llt_code, basis, band, patient_id
        ) patients
        group by regimen, llt_code, basis, band
        """).Select(row => new StreamCounts(
            Coded.Parse<Regimen>(row.Regimen, "course_tally.regimen"), row.LltCode, Coded.Parse<EventBasis>(row.Basis, "course_tally.basis"),
            Coded.Parse<GradeBand>(row.Band, "course_tally.band"), (int)row.WithEvent, (int)row.Assessed, (int)row.NotAssessed,
            (int)row.NotComparable));

    private sealed class Row
    {
        public string Regimen { get; init; } = "";
        public string LltCode { get; init; } = "";
        public string Basis { get; init; } = "";
        public string Band { get; init; } = "";
        public long WithEvent { get; init; }
        public long Assessed { get; init; }
        public long NotAssessed { get; init; }
        public long NotComparable { get; init; }
    }
}
