using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The row of the ledger a stream is compared with, as it stood.</summary>
/// <param name="RowId">Of the reference row.</param>
/// <param name="LedgerVersion">Of the reference set that held it.</param>
/// <param name="PatientsWithEvent">x.</param>
/// <param name="Patients">n.</param>
/// <param name="FollowUpMonths">Median follow-up of the data cut; events later than this are not counted. Null = not known, no limit.</param>
public sealed record StreamReference(string RowId, string LedgerVersion, int PatientsWithEvent, int Patients, decimal? FollowUpMonths)
{
    /// <summary>As the evidence wants it.</summary>
    public ReferenceCount ToCount() => new(PatientsWithEvent, Patients);
}

/// <summary>Why a rate exists and must not be compared with.</summary>
public enum ComparabilityGap
{
    /// <summary>The CTCAE version in force grades this band otherwise than the trial's.</summary>
    CtcaeCriteria = 1,

    /// <summary>The trial pooled several terms where the unit counts one.</summary>
    TermDefinition = 2,

    /// <summary>The trial published laboratory findings where the unit counts reported events, or the other way round.</summary>
    Basis = 3,
}

/// <summary>What a stream is compared with and how: all that its state follows from, besides the patients.</summary>
/// <param name="Reference">Null where there is no verified row with a count.</param>
/// <param name="Gap">Null where nothing keeps unit and trial apart.</param>
/// <param name="Margin">ρ₀, the hazard ratio that still counts as "the same"; 1 unless the unit has decided otherwise.</param>
/// <param name="MinimumPatients">Below this many no comparison is shown.</param>
public sealed record StreamDefinition(StreamKey Key, StreamReference? Reference, ComparabilityGap? Gap, double Margin, int MinimumPatients)
{
    /// <summary>The agreed minimum where a unit has not set its own.</summary>
    public const int DefaultMinimumPatients = 10;

    /// <summary>Whether evidence is gathered at all.</summary>
    public bool IsCompared => Reference is not null && Gap is null;
}

/// <summary>The streams of the board and what each is compared with, by what is known now.</summary>
public static class BoardStreams
{
    /// <summary>Every stream of every regimen, in the order of the dictionary.</summary>
    /// <param name="margins">ρ₀ of the streams that have their own.</param>
    public static IReadOnlyList<StreamDefinition> Of(Knowledge knowledge, int minimumPatients, IReadOnlyDictionary<StreamKey, double> margins) =>
    [
        .. from regimen in Enum.GetValues<Patients.Regimen>()
           from series in BoardSeries.Of(knowledge.TrialCtcae)
           from band in CourseTally.Bands
           let key = new StreamKey(regimen, series.LltCode, series.Basis, band)
           select Of(knowledge, key, minimumPatients, margins.GetValueOrDefault(key, 1)),
    ];

    /// <summary>One of them.</summary>
    public static StreamDefinition Of(Knowledge knowledge, StreamKey key, int minimumPatients, double margin)
    {
        var row = knowledge.Rates.ForBoard(key.Regimen, key.LltCode, key.Basis, key.Band);
        var reference = row is { PatientsWithEvent: { } x } ? new StreamReference(row.Id, knowledge.Rates.Version, x, row.Patients, row.Cut.MedianFollowUpMonths) : null;
        return new StreamDefinition(key, reference, Gap(knowledge, key, row), margin, minimumPatients);
    }

    /// <summary>
    /// How long the trial of a stream was followed. The window of the row that is to be the reference holds even before
    /// somebody has verified it, and a recalled follow-up too: a window can only keep events out that a trial could not have seen.
    /// </summary>
    public static TimeSpan? FollowUp(Knowledge knowledge, StreamKey key)
    {
        var row = knowledge.Rates.ForBoard(key.Regimen, key.LltCode, key.Basis, key.Band) ?? knowledge.Rates.CandidateFor(key.Regimen, key.LltCode, key.Basis, key.Band);
        return row?.Cut.MedianFollowUpMonths is { } months ? StreamTime.Of((double)months) : null;
    }

    private static ComparabilityGap? Gap(Knowledge knowledge, StreamKey key, ReferenceRate? row)
    {
        if (row is null)
        {
            var other = key.Basis is EventBasis.AdverseEvent ? EventBasis.Laboratory : EventBasis.AdverseEvent;
            // A row of the right basis that nobody has verified yet is what is missing then.
            bool isAwaited = knowledge.Rates.CandidateFor(key.Regimen, key.LltCode, key.Basis, key.Band) is not null;
            return isAwaited || knowledge.Rates.ForBoard(key.Regimen, key.LltCode, other, key.Band) is null ? null : ComparabilityGap.Basis;
        }

        if (row.TermKind is TermKind.Grouped) return ComparabilityGap.TermDefinition;
        // Laboratory series are always graded by the trials' version: the value is stored.
        return key.Basis is EventBasis.Laboratory || knowledge.Scale.WithTrials(key.LltCode, key.Band).IsComparable ? null : ComparabilityGap.CtcaeCriteria;
    }
}
