namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What the statement at the end of an infusion is worth beside the reactions on record now. Either may have been corrected since.</summary>
public enum ReactionStanding
{
    /// <summary>Nothing is stated yet.</summary>
    NotStated = 1,

    /// <summary>Statement and record agree.</summary>
    Agrees = 2,

    /// <summary>Stated as not reported, and none is on record.</summary>
    NotReported = 3,

    /// <summary>A reaction was stated, and none is on record any more: whether there was one is open again.</summary>
    Open = 4,

    /// <summary>Stated as none or not reported, and one is on record.</summary>
    Contradicted = 5,
}

public static class ReactionStandings
{
    /// <param name="hasReaction">Whether a reaction of this infusion is on record.</param>
    public static ReactionStanding Of(ReactionStatement? said, bool hasReaction) =>
        (said, hasReaction) switch
        {
            (null, _) => ReactionStanding.NotStated,
            (ReactionStatement.ReactionsRecorded, true) or (ReactionStatement.NoReactionObserved, false) =>
                ReactionStanding.Agrees,
            (ReactionStatement.NotReported, false) => ReactionStanding.NotReported,
            (ReactionStatement.ReactionsRecorded, false) => ReactionStanding.Open,
            (ReactionStatement.NoReactionObserved or ReactionStatement.NotReported, true) =>
                ReactionStanding.Contradicted,
            _ => throw new ArgumentOutOfRangeException(nameof(said), said, "Not a statement about reactions."),
        };

    /// <summary>The statement as far as it still stands: what counts and rules go by.</summary>
    /// <returns>Null where nothing is stated, or what was stated is open again; a reaction on record is a reaction whatever was stated.</returns>
    public static ReactionStatement? Standing(ReactionStatement? said, bool hasReaction) =>
        Of(said, hasReaction) switch
        {
            ReactionStanding.NotStated or ReactionStanding.Open => null,
            ReactionStanding.Contradicted => ReactionStatement.ReactionsRecorded,
            ReactionStanding.Agrees or ReactionStanding.NotReported => said,
        };
}
