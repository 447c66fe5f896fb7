using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What somebody at the bedside says about the reactions of a running infusion. Stored by name.</summary>
/// <remarks>Nothing above grade 2 can be said here: a reaction that gets worse belongs into its event, where the rules see it.</remarks>
public enum ReactionNow
{
    /// <summary>No sign of it any more.</summary>
    Resolved = 1,

    /// <summary>Still there, grade 1 at most.</summary>
    AtMostGrade1 = 2,

    /// <summary>Still there, grade 2 or higher.</summary>
    AboveGrade1 = 3,
}

/// <summary>How far the reactions of an infusion stand in the way.</summary>
public enum ReactionLevel
{
    /// <summary>There is none, or all are over.</summary>
    None = 0,

    /// <summary>Going on, low enough for a restart; too much for a higher rate.</summary>
    RestartPossible = 1,

    /// <summary>Going on above the restart grade, or nobody has said how severe.</summary>
    TooSevere = 2,
}

/// <summary>A reaction to an infusion, as recorded.</summary>
/// <param name="From">Onset; the time of recording where the onset is unknown.</param>
/// <param name="Grade">Null = unknown, which is never low enough.</param>
/// <param name="Course">What the event's own course says of it later: its dated grades, and its end.</param>
public sealed record InfusionReaction(DateTimeOffset From, Grade? Grade, IReadOnlyList<ReactionStatementAt> Course)
{
    /// <param name="firstRecorded">Stands in for an onset that is not known.</param>
    public static InfusionReaction Of(AdverseEventContent content, DateTimeOffset firstRecorded, EventCourse course) =>
        new(
            content.OnsetAt ?? firstRecorded,
            content.Grade,
            [
                .. course
                    .Entries.Select(entry => entry.Content)
                    .Where(said => said.Resolves || said.Grade is not null)
                    .Select(said => new ReactionStatementAt(said.At, Now(said))),
            ]
        );

    private static ReactionNow Now(EventCourseContent said) =>
        said.Resolves ? ReactionNow.Resolved
        : said.Grade <= AdverseEvents.Grade.Grade1 ? ReactionNow.AtMostGrade1
        : ReactionNow.AboveGrade1;
}

/// <summary>A statement at the bedside; it speaks for every reaction that had begun.</summary>
public sealed record ReactionStatementAt(DateTimeOffset At, ReactionNow Now);

/// <summary>The reactions of one infusion through time. The order in which they were entered does not matter.</summary>
/// <param name="restartAtMost">The grade a reaction must have come down to before a restart.</param>
public sealed class InfusionReactions(
    IEnumerable<InfusionReaction> reactions,
    IEnumerable<ReactionStatementAt> statements,
    Grade restartAtMost
)
{
    private readonly IReadOnlyList<InfusionReaction> reactions = [.. reactions];
    private readonly IReadOnlyList<ReactionStatementAt> statements = [.. statements.OrderBy(said => said.At)];

    /// <summary>No reaction at all.</summary>
    public static InfusionReactions None { get; } = new([], [], Grade.Grade1);

    /// <summary>How they stand at an instant: the worst of those that have begun.</summary>
    public ReactionLevel At(DateTimeOffset instant) =>
        reactions
            .Where(reaction => reaction.From <= instant)
            .Select(reaction => LevelOf(reaction, instant))
            .DefaultIfEmpty(ReactionLevel.None)
            .Max();

    /// <summary>The last instant up to this one at which a reaction began or something was said about one; null where there is none.</summary>
    public DateTimeOffset? ChangedBy(DateTimeOffset instant) =>
        reactions
            .Where(reaction => reaction.From <= instant)
            .Select(reaction => (DateTimeOffset?)(LastSaid(reaction, instant)?.At ?? reaction.From))
            .Max();

    /// <summary>Whether one began in this time, both ends included.</summary>
    public bool BeganBetween(DateTimeOffset from, DateTimeOffset to) =>
        reactions.Any(reaction => reaction.From >= from && reaction.From <= to);

    private ReactionLevel LevelOf(InfusionReaction reaction, DateTimeOffset instant) =>
        LastSaid(reaction, instant) is not { } said ? AtOnset(reaction)
        // Nothing can have become milder in the instant it began.
        : said.At == reaction.From && AtOnset(reaction) > Level(said.Now) ? AtOnset(reaction)
        : Level(said.Now);

    private ReactionLevel AtOnset(InfusionReaction reaction) =>
        reaction.Grade <= restartAtMost ? ReactionLevel.RestartPossible : ReactionLevel.TooSevere;

    private static ReactionLevel Level(ReactionNow said) =>
        said switch
        {
            ReactionNow.Resolved => ReactionLevel.None,
            ReactionNow.AtMostGrade1 => ReactionLevel.RestartPossible,
            ReactionNow.AboveGrade1 => ReactionLevel.TooSevere,
        };

    /// <summary>At the bedside or in the event's course, whichever is later; of two at one instant, the worse.</summary>
    private ReactionStatementAt? LastSaid(InfusionReaction reaction, DateTimeOffset instant) =>
        reaction
            .Course.Concat(statements)
            .Where(said => said.At >= reaction.From && said.At <= instant)
            .OrderBy(said => said.At)
            .ThenBy(said => Level(said.Now))
            .LastOrDefault();
}
