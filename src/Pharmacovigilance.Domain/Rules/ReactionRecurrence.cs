using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>The turn a reaction took that makes it at least grade 3 by the criterion, whatever grade was recorded.</summary>
public enum ReactionTurn
{
    /// <summary>None is known.</summary>
    None = 0,

    /// <summary>Still above grade 1 although the infusion had stood still long enough.</summary>
    NotSettled = 1,

    /// <summary>It came back, at grade 2 or higher, after it had improved.</summary>
    Recurred = 2,
}

/// <summary>Whether a reaction came back or did not settle. Pure, and the order of entry does not matter.</summary>
/// <remarks>
/// CTCAE 4.03, 5.0 and 6.0, Infusion related reaction grade 3: "Prolonged (e.g., not rapidly responsive to symptomatic medication
/// and/or brief interruption of infusion); recurrence of symptoms following initial improvement". Symptoms of grade 1 after an
/// improvement are no recurrence here: at grade 1 every label lets the infusion go on.
/// </remarks>
public static class ReactionRecurrence
{
    /// <param name="ofInfusion">All reactions of the same infusion; the reaction itself may be among them.</param>
    /// <param name="pauses">Of that infusion.</param>
    /// <param name="settlesWithin">After so long an interruption a reaction above grade 1 has not settled.</param>
    public static ReactionTurn Of(
        ReactionFacts reaction,
        IEnumerable<ReactionFacts> ofInfusion,
        IReadOnlyList<InfusionPause> pauses,
        TimeSpan settlesWithin
    ) =>
        HasRecurred(reaction, ofInfusion, pauses) ? ReactionTurn.Recurred
        : HasNotSettled(reaction, pauses, settlesWithin) ? ReactionTurn.NotSettled
        : ReactionTurn.None;

    /// <inheritdoc cref="Of"/>
    public static bool HasRecurred(
        ReactionFacts reaction,
        IEnumerable<ReactionFacts> ofInfusion,
        IReadOnlyList<InfusionPause> pauses
    ) =>
        CameBack(reaction, pauses)
        || ofInfusion.Any(earlier => earlier.EventId != reaction.EventId && Follows(earlier, reaction, pauses));

    /// <summary>Whether a reaction of grade 2 or higher that began at an instant would be a recurrence: what a form says before it is saved.</summary>
    public static bool WouldRecur(
        DateTimeOffset onset,
        IEnumerable<ReactionFacts> ofInfusion,
        IReadOnlyList<InfusionPause> pauses
    ) => ofInfusion.Any(earlier => Precedes(earlier, onset, pauses));

    /// <summary>Whether a grade of 2 or higher said of this reaction at an instant would be a recurrence.</summary>
    public static bool WouldComeBack(ReactionFacts reaction, DateTimeOffset at, IReadOnlyList<InfusionPause> pauses) =>
        CameBack(
            reaction with
            {
                Said =
                [
                    .. reaction.Said.Where(said => said.At < at),
                    new ReactionStatementAt(at, ReactionNow.AboveGrade1),
                ],
            },
            pauses
        );

    /// <summary>Within one event: better, or restarted, and then above grade 1 again.</summary>
    private static bool CameBack(ReactionFacts reaction, IReadOnlyList<InfusionPause> pauses)
    {
        bool improved = false;
        ReactionNow? before = null;
        foreach (var said in InOrder(reaction.Said))
        {
            if (said.Now is ReactionNow.AboveGrade1 && (improved || RestartedBetween(pauses, reaction.Since, said.At)))
                return true;
            improved |= Improves(before, said.Now);
            before = said.Now;
        }

        return false;
    }

    /// <summary>A second event: an earlier one of grade 2 or higher had improved, the infusion had been restarted, or it had never stood still.</summary>
    private static bool Follows(ReactionFacts earlier, ReactionFacts reaction, IReadOnlyList<InfusionPause> pauses) =>
        reaction.Grade >= Grade.Grade2 && reaction.OnsetAt is { } onset && Precedes(earlier, onset, pauses);

    private static bool Precedes(ReactionFacts earlier, DateTimeOffset onset, IReadOnlyList<InfusionPause> pauses)
    {
        if (earlier.Grade is null or < Grade.Grade2 || !(earlier.OnsetAt < onset))
            return false;
        bool sameStop = pauses.Any(pause =>
            pause.From >= earlier.OnsetAt && pause.From < onset && !(pause.ResumedAt <= onset)
        );
        return !sameStop || HadImproved(earlier, onset) || RestartedBetween(pauses, earlier.Since, onset);
    }

    private static bool HadImproved(ReactionFacts reaction, DateTimeOffset by)
    {
        ReactionNow? before = null;
        foreach (var said in InOrder(reaction.Said).Where(said => said.At <= by))
        {
            if (Improves(before, said.Now))
                return true;
            before = said.Now;
        }

        return false;
    }

    private static bool Improves(ReactionNow? before, ReactionNow now) =>
        now is ReactionNow.Resolved || (now is ReactionNow.AtMostGrade1 && before is ReactionNow.AboveGrade1);

    /// <summary>A restart says that the reaction had come down: the label allows it only then.</summary>
    private static bool RestartedBetween(
        IReadOnlyList<InfusionPause> pauses,
        DateTimeOffset onset,
        DateTimeOffset at
    ) => pauses.Any(pause => pause.ResumedAt > onset && pause.ResumedAt < at);

    private static bool HasNotSettled(
        ReactionFacts reaction,
        IReadOnlyList<InfusionPause> pauses,
        TimeSpan settlesWithin
    ) =>
        pauses.Any(pause =>
            reaction.Said.Any(said =>
                said.Now is ReactionNow.AboveGrade1
                && said.At >= Later(pause.From, reaction.Since) + settlesWithin
                && !(said.At > pause.Until)
            )
        );

    /// <summary>Of one instant the worse comes first: better and worse in the same minute is no recurrence.</summary>
    private static IEnumerable<ReactionStatementAt> InOrder(IEnumerable<ReactionStatementAt> said) =>
        said.OrderBy(one => one.At).ThenByDescending(one => one.Now);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
