namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the board says about a stream. None but <see cref="WithinExpectation"/> is ever green. Stored by name; how urgent: <see cref="StreamUrgency"/>.</summary>
public enum StreamState
{
    /// <summary>There is no verified rate to compare with.</summary>
    NoReference = 1,

    /// <summary>There is a rate, and it counts something else.</summary>
    NotComparable = 2,

    /// <summary>Nothing shows, and twice the trial's hazard is excluded; by the method without a spread: a doubling would have shown.</summary>
    WithinExpectation = 3,

    /// <summary>Too few patients: nothing can be said.</summary>
    TooFew = 4,

    /// <summary>Worth a look: raised by itself, without the promise over all streams.</summary>
    Watch = 5,

    /// <summary>The figures could not be worked out.</summary>
    Error = 6,

    /// <summary>Above the trial, with at most 5 % of units like the trials ever told so, over all streams together.</summary>
    Signal = 7,

    /// <summary>Nothing shows, and the patients have not been followed long enough to exclude a doubling.</summary>
    FollowedTooBriefly = 8,

    /// <summary>A doubling is excluded by what is known, and not if what is unknown were events.</summary>
    UnknownOutcomes = 9,

    /// <summary>So few events that missing ones are likelier than a unit this much better than the trial.</summary>
    FewerThanPlausible = 10,

    /// <summary>Nothing shows, and nothing could exclude a doubling: how long the trial's patients were at risk is not verified.</summary>
    NoReassurance = 11,
}

/// <summary>How urgent a state is.</summary>
public static class StreamUrgency
{
    private static readonly StreamState[] Ascending =
    [
        StreamState.NoReference,
        StreamState.NotComparable,
        StreamState.WithinExpectation,
        StreamState.TooFew,
        StreamState.NoReassurance,
        StreamState.FollowedTooBriefly,
        StreamState.UnknownOutcomes,
        StreamState.FewerThanPlausible,
        StreamState.Watch,
        StreamState.Error,
        StreamState.Signal,
    ];

    /// <summary>The higher, the more urgent.</summary>
    public static int Urgency(this StreamState state) => Array.IndexOf(Ascending, state);
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

    /// <summary>The evidence against a doubling is below 5.</summary>
    FollowedTooBriefly = 13,

    /// <summary>Only outcomes that are not known forbid to say that a doubling is excluded.</summary>
    UnknownsCouldHide = 14,

    /// <summary>The evidence against a doubling is 5 or more, with every unknown outcome as an event.</summary>
    DoublingExcluded = 15,

    /// <summary>See <see cref="Signals.FewerThanPlausible"/>.</summary>
    FewerThanPlausible = 16,

    /// <summary>No verified time at risk of the trial's patients.</summary>
    NoTreatmentTime = 17,
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
