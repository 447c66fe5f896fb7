using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the board says about one stream. None but <see cref="WithinExpectation"/> may ever be green.</summary>
public enum ComparisonState
{
    /// <summary>There is no verified rate to compare with.</summary>
    NoReference = 1,

    /// <summary>Too few patients were treated to say anything.</summary>
    TooFewPatients = 2,

    /// <summary>The two intervals overlap, or the unit's lies lower.</summary>
    WithinExpectation = 3,

    /// <summary>The unit's whole interval lies above the reference's.</summary>
    AboveReference = 4,

    /// <summary>The unit's grades and the trial's do not mean the same.</summary>
    NotComparable = 5,
}

/// <summary>Why a stream has its state; the numbers are in <see cref="DescriptiveComparison"/>.</summary>
public enum ComparisonReason
{
    /// <summary>No row of the reference set is fit for this stream.</summary>
    NoRowForStream = 1,

    /// <summary>Nobody has been treated yet: m = 0.</summary>
    NobodyTreated = 2,

    /// <summary>Fewer patients treated than the agreed minimum.</summary>
    BelowMinimum = 3,

    /// <summary>The intervals overlap.</summary>
    IntervalsOverlap = 4,

    /// <summary>The unit's upper limit lies below the reference's lower limit; this may also be under-reporting.</summary>
    IntervalBelowReference = 5,

    /// <summary>The unit's lower limit lies above the reference's upper limit.</summary>
    IntervalAboveReference = 6,

    /// <summary>Patients were graded by a CTCAE version whose criteria for this band differ from the trial's.</summary>
    CtcaeCriteriaDiffer = 7,
}

/// <summary>
/// A unit's stream (regimen × term × basis × band) beside its trial: descriptive, not a signal. It makes no promise
/// about false alarms when looked at repeatedly, and the screen must say "descriptive" next to it.
/// </summary>
/// <remarks>
/// "Above" asks that the unit's 95 % Wilson interval lies wholly above the reference's. Between groups of like size that
/// corresponds to a two-sided level of about half a percent, and for a small unit beside a large trial to one or two, not
/// five. This stricter rule was chosen because the board is read after every event and over many streams at once: asking only that the reference's point lies outside the
/// unit's interval would ignore the trial's own uncertainty and colour a large share of units that are like the trials.
/// </remarks>
/// <param name="K">Patients with at least one such event.</param>
/// <param name="M">Patients treated and assessed for it.</param>
/// <param name="MinimumPatients">Below this many no comparison is made.</param>
/// <param name="Unit">95 % Wilson interval of k of m; null where m = 0.</param>
/// <param name="Reference">The row compared with; null where there is none.</param>
/// <param name="ReferenceInterval">95 % Wilson interval of x of n; null where there is no reference.</param>
public sealed record DescriptiveComparison(
    ComparisonState State,
    ComparisonReason Reason,
    int K,
    int M,
    int MinimumPatients,
    Interval? Unit,
    ReferenceRate? Reference,
    Interval? ReferenceInterval)
{
    /// <summary>The agreed minimum where a unit has not set its own.</summary>
    public const int DefaultMinimumPatients = 10;

    /// <exception cref="ArgumentOutOfRangeException">k or m negative, k above m, or the minimum below 1.</exception>
    /// <exception cref="ArgumentException">The row is not verified or has no count: it must never colour anything.</exception>
    /// <param name="sameScale">False where the unit's grades, or those of a single patient, do not mean what the trial's mean: then nothing is compared.</param>
    public static DescriptiveComparison Of(
        int k, int m, ReferenceRate? reference, int minimumPatients = DefaultMinimumPatients, bool sameScale = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumPatients, 1);
        var unit = BinomialInterval.Wilson(k, m);
        DescriptiveComparison Is(ComparisonState state, ComparisonReason reason, Interval? referenceInterval) =>
            new(state, reason, k, m, minimumPatients, unit, reference, referenceInterval);

        if (reference is null) return Is(ComparisonState.NoReference, ComparisonReason.NoRowForStream, null);
        if (reference.Status != RowStatus.Verified || reference.PatientsWithEvent is not { } x)
            throw new ArgumentException($"The reference row {reference.Id} is not verified or has no count.", nameof(reference));

        var trial = BinomialInterval.Wilson(x, reference.Patients)!.Value;
        if (!sameScale) return Is(ComparisonState.NotComparable, ComparisonReason.CtcaeCriteriaDiffer, trial);
        if (unit is not { } mine) return Is(ComparisonState.TooFewPatients, ComparisonReason.NobodyTreated, trial);
        if (m < minimumPatients) return Is(ComparisonState.TooFewPatients, ComparisonReason.BelowMinimum, trial);
        if (mine.Lower > trial.Upper) return Is(ComparisonState.AboveReference, ComparisonReason.IntervalAboveReference, trial);
        return Is(
            ComparisonState.WithinExpectation,
            mine.Upper < trial.Lower ? ComparisonReason.IntervalBelowReference : ComparisonReason.IntervalsOverlap,
            trial);
    }
}
