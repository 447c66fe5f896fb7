namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What the board says about a stream, in the order of severity: the higher the number, the more urgent. None but
/// <see cref="WithinExpectation"/> is ever green.
/// </summary>
public enum StreamState
{
    /// <summary>There is no verified rate to compare with.</summary>
    NoReference = 1,

    /// <summary>There is a rate, and it counts something else.</summary>
    NotComparable = 2,

    /// <summary>Enough patients for a doubling to have shown, and nothing shows.</summary>
    WithinExpectation = 3,

    /// <summary>Too few patients for a doubling to have shown: nothing can be said.</summary>
    TooFew = 4,

    /// <summary>Worth a look: raised by itself, without the promise over all streams.</summary>
    Watch = 5,

    /// <summary>The figures could not be worked out.</summary>
    Error = 6,

    /// <summary>Above the trial, with at most 5 % of units like the trials ever told so, over all streams together.</summary>
    Signal = 7,
}

/// <summary>Why a stream has its state.</summary>
public enum StreamReason
{
    /// <summary>No row of the reference set is fit for the stream.</summary>
    NoRowForStream = 1,

    /// <summary><see cref="ComparabilityGap.CtcaeCriteria"/>, or single patients were graded by a version that does not compare.</summary>
    CtcaeCriteriaDiffer = 2,

    /// <summary><see cref="ComparabilityGap.TermDefinition"/>.</summary>
    TermDefinitionDiffers = 3,

    /// <summary><see cref="ComparabilityGap.Basis"/>.</summary>
    BasisDiffers = 4,

    /// <summary>Nobody treated can be told to have had the event or not: m = 0.</summary>
    NobodyAssessed = 5,

    /// <summary>Fewer patients than the agreed minimum.</summary>
    BelowMinimum = 6,

    /// <summary>With so few patients a doubling would more likely than not have stayed unseen.</summary>
    DoublingWouldNotShow = 7,

    /// <summary>A doubling would more likely than not have shown, and the evidence is low.</summary>
    EvidenceLow = 8,

    /// <summary>The evidence of this stream alone reached 20.</summary>
    AloneAboveThreshold = 9,

    /// <summary>Among the streams to look at: at most 10 % of these are expected to be false (e-BH).</summary>
    AmongFalseDiscoveries = 10,

    /// <summary>The evidence of the stream within the family of all streams reached 20.</summary>
    FamilyAboveThreshold = 11,

    /// <summary>The calculation gave no finite number.</summary>
    NoFiniteNumber = 12,
}

/// <summary>The thresholds of the board, from one error probability: α = 5 %.</summary>
public static class SignalThreshold
{
    /// <summary>Of units like the trials, at most this share is ever told a signal, over all streams and for all time.</summary>
    public const double Alpha = 0.05;

    /// <summary>e = 20.</summary>
    public static double LnE { get; } = Math.Log(1 / Alpha);

    /// <summary>Of the streams to look at, at most this share is expected to be false at one look.</summary>
    public const double FalseDiscoveryRate = 0.10;

    /// <summary>A unit's hazard that ought to show before a stream may be called within expectation.</summary>
    public const double DetectableHazardRatio = 2;
}
