namespace Pharmacovigilance.Domain.Signals;

/// <summary>Why a stream began anew. Stored by name.</summary>
public enum EpochCause
{
    /// <summary>Its signal was closed with an action.</summary>
    SignalClosed = 1,

    /// <summary>The unit changed how evidence is gathered: all lines began anew, as a family of their own.</summary>
    Method = 2,

    /// <summary>The unit changed τ of the line. What it had gathered before stays a hypothesis of the family.</summary>
    Spread = 3,

    /// <summary>The unit changed τ of all lines: they began anew, as a family of their own.</summary>
    SpreadOfAllLines = 4,

    /// <summary>The unit named other lines that may raise a signal: all lines began anew, as a family of their own.</summary>
    PrimaryLines = 5,
}

/// <summary>One beginning anew of a stream: who is first treated from then on is counted in the next epoch.</summary>
/// <param name="Ended">
/// What the epochs before it were worked out by, and go on being worked out by; null where a signal was closed, which changes no
/// definition: they go on by the one that stands.
/// </param>
/// <param name="IsOfFamily">
/// All lines began anew at once. What came before is no hypothesis beside what came after, and has a promise of its own.
/// </param>
public sealed record EpochBeginning(DateTimeOffset At, StreamDefinition? Ended = null, bool IsOfFamily = false);

/// <summary>An epoch that is over, by what was in force in it.</summary>
/// <param name="Until">Who was first treated from then on is not in it.</param>
/// <param name="Evidence">By what is known of its patients today; null where nothing is compared.</param>
public sealed record EndedEpoch(
    int Number,
    DateTimeOffset Until,
    StreamDefinition Definition,
    StreamEvidence? Evidence
);

/// <summary>The beginnings of one stream, the earliest first; a stream without any is in its first epoch, number 0.</summary>
public static class EpochBeginnings
{
    /// <summary>No stream has begun anew.</summary>
    public static IReadOnlyDictionary<StreamKey, IReadOnlyList<EpochBeginning>> None { get; } =
        new Dictionary<StreamKey, IReadOnlyList<EpochBeginning>>();

    /// <summary>What an epoch is worked out by.</summary>
    /// <param name="standing">The definition that stands now.</param>
    public static StreamDefinition DefinitionOf(
        this IReadOnlyList<EpochBeginning> beginnings,
        int epoch,
        StreamDefinition standing
    )
    {
        var ended = beginnings.Skip(epoch).FirstOrDefault(beginning => beginning.Ended is not null)?.Ended;
        if (ended is null)
            return standing;
        // Patients are counted as they are counted today, and by other criteria nothing is compared, whenever the epoch ended.
        return standing.Gap is ComparabilityGap.CtcaeCriteria && ended.Gap is null
            ? ended with
            {
                Gap = standing.Gap,
            }
            : ended;
    }

    /// <summary>How many times all lines have begun anew since an epoch; 0 for those of the present family.</summary>
    public static int FamiliesSince(this IReadOnlyList<EpochBeginning> beginnings, int epoch) =>
        beginnings.Skip(epoch).Count(beginning => beginning.IsOfFamily);

    /// <summary>When the patients of an epoch begin; null = with the first.</summary>
    public static DateTimeOffset? From(this IReadOnlyList<EpochBeginning> beginnings, int epoch) =>
        epoch == 0 ? null : beginnings[epoch - 1].At;

    /// <summary>When they end; null = they go on.</summary>
    public static DateTimeOffset? Until(this IReadOnlyList<EpochBeginning> beginnings, int epoch) =>
        epoch < beginnings.Count ? beginnings[epoch].At : null;
}
