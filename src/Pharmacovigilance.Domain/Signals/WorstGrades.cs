using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Patients by their worst grade.</summary>
/// <param name="Grade">Null: at least one event of the patient has no known grade.</param>
/// <param name="Trial">The trial's row of exactly this worst grade, of the reference's analysis and kind of term; null where there is no verified one with a count.</param>
public sealed record WorstGradeCount(Grade? Grade, int Patients, ReferenceRate? Trial);

/// <summary>How severe the worst event of each patient was.</summary>
public static class WorstGrades
{
    private static readonly Dictionary<Grade, GradeBand> Bands = new()
    {
        [Grade.Grade1] = GradeBand.Grade1,
        [Grade.Grade2] = GradeBand.Grade2,
        [Grade.Grade3] = GradeBand.Grade3,
        [Grade.Grade4] = GradeBand.Grade4,
        [Grade.Grade5] = GradeBand.Grade5,
    };

    /// <param name="patients">Of the series in any grade.</param>
    /// <param name="key">Its stream.</param>
    /// <param name="reference">The row the stream is compared with; without one no row of a grade is taken.</param>
    /// <param name="rows">Rows of the ledger.</param>
    /// <param name="scale">A single grade may differ between versions where any grade does not.</param>
    /// <returns>Grades 1 to 5, then the patients with an unknown one.</returns>
    public static IReadOnlyList<WorstGradeCount> Of(
        IReadOnlyCollection<StreamPatient> patients,
        StreamKey key,
        ReferenceRate? reference,
        IEnumerable<ReferenceRate> rows,
        TallyScale scale
    )
    {
        // Of the same analysis and the same kind of term: grades of two of them are never mixed.
        var graded = rows.Where(row =>
                reference is not null
                && row is { Status: RowStatus.Verified, PatientsWithEvent: not null, InfusionOrdinal: null }
                && row.Regimen == key.Regimen
                && row.Route == key.Route
                && row.Basis == key.Basis
                && string.Equals(row.Llt, key.LltCode, StringComparison.Ordinal)
                && row.Cut == reference.Cut
                && row.TermKind == reference.TermKind
            )
            .ToList();
        ReferenceRate? Row(Grade grade) =>
            Bands.TryGetValue(grade, out var band)
            && (key.Basis is EventBasis.Laboratory || scale.WithTrials(key.LltCode, band).IsComparable)
                ? graded.FirstOrDefault(row => row.Band == band)
                : null;
        var events = patients.Where(patient => patient.HasEvent).ToList();
        return
        [
            .. Enum.GetValues<Grade>()
                .Select(grade => new WorstGradeCount(
                    grade,
                    events.Count(patient => patient.Worst == grade),
                    Row(grade)
                )),
            new WorstGradeCount(null, events.Count(patient => patient.Worst is null), null),
        ];
    }
}
