using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Reactions to infusions, by whatever term of the family: at some grades the label interrupts, at others it stops.
/// Anaphylaxis always stops, and so does what came back or did not settle: the criterion makes it at least grade 3. One
/// reaction gets one proposal. Every stop holds until a physician has decided, whatever the label leaves open.
/// </summary>
internal static class ReactionRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        var limits = rules.Limits.Reactions;
        foreach (var reaction in course.Reactions.Where(one => ReactionFamily.Includes(one.LltCode)))
        {
            var turn = TurnOf(course, limits, reaction);
            bool stopsForGood = IsPermanent(limits, reaction, turn);
            if (stopsForGood || IsStop(limits, reaction))
                yield return Stop(course, rules, reaction, turn, stopsForGood);
            else if (IsInterrupt(limits, reaction))
                yield return Interrupt(course, rules, reaction);
        }
    }

    /// <summary>Grade 4 or 5, or anaphylaxis whatever grade was given: the label leaves no way back to the drug.</summary>
    public static bool IsLifeThreatening(ReactionFacts reaction) =>
        IsAnaphylaxis(reaction) || (ReactionFamily.Includes(reaction.LltCode) && reaction.Grade >= Grade.Grade4);

    private static bool IsAnaphylaxis(ReactionFacts reaction) =>
        string.Equals(reaction.LltCode, CtcaeTerms.Anaphylaxis, StringComparison.Ordinal);

    // An infusion reaction of unknown grade is listed to be completed, so no rule guesses one.
    private static bool IsInterrupt(ReactionLimits limits, ReactionFacts reaction) =>
        reaction.Grade >= limits.InterruptFrom && reaction.Grade <= limits.InterruptTo;

    /// <summary>Where a label both restarts and stops at one grade, the need of hospital care decides: there is no restart from a ward.</summary>
    private static bool IsStop(ReactionLimits limits, ReactionFacts reaction) =>
        reaction.Grade >= limits.StopFrom && (reaction.Hospitalised || !IsInterrupt(limits, reaction));

    /// <remarks>Every label ends the treatment where a reaction recurs or does not come down (UK-DOSE, US-DM); by grade the one of 2020.</remarks>
    private static bool IsPermanent(ReactionLimits limits, ReactionFacts reaction, ReactionTurn turn) =>
        IsLifeThreatening(reaction)
        || reaction.Grade >= limits.PermanentFrom
        || turn is not ReactionTurn.None
        || (limits.PermanentByCourse && reaction.Hospitalised);

    private static ReactionTurn TurnOf(CourseFacts course, ReactionLimits limits, ReactionFacts reaction) =>
        reaction.InfusionId is not { } infusion
            ? ReactionTurn.None
            : ReactionRecurrence.Of(
                reaction,
                course.Reactions.Where(other => other.InfusionId == infusion),
                InfusionOf(course, reaction)?.Pauses ?? [],
                limits.SettlesWithin
            );

    private static Finding Interrupt(CourseFacts course, RuleSet rules, ReactionFacts reaction)
    {
        decimal? initial = InfusionOf(course, reaction)?.State.InitialRateMicrolitresPerHour;
        return course.Found(
            rules.Of(RuleId.ReactionInterrupt),
            FindingSubject.OfEvent(reaction.EventId),
            Since(reaction),
            [
                new(FactNames.Grade, FactValues.Of(reaction.Grade)),
                new(FactNames.OnsetAt, FactValues.Of(reaction.OnsetAt)),
                new(FactNames.InfusionOrdinal, OrdinalOf(course, reaction)),
                new(FactNames.InitialRateMillilitresPerHour, FactValues.MillilitresPerHour(initial)),
                new(
                    FactNames.RestartRateMillilitresPerHour,
                    FactValues.MillilitresPerHour(initial * rules.Limits.RestartFactor)
                ),
                new(FactNames.RestartAtMostGrade, FactValues.Of(rules.Limits.RestartAtMost)),
            ]
        );
    }

    private static Finding Stop(
        CourseFacts course,
        RuleSet rules,
        ReactionFacts reaction,
        ReactionTurn turn,
        bool forGood
    )
    {
        string subject = IsLifeThreatening(reaction)
            ? FindingSubject.OfLifeThreateningEvent(reaction.EventId)
            : FindingSubject.OfTurn(reaction.EventId, turn);
        DateTimeOffset? decided = course.OverriddenHolds.TryGetValue(subject, out var at) ? at : null;
        return course.Found(
            rules.Of(RuleId.ReactionStop),
            subject,
            Since(reaction),
            [
                new(FactNames.Reaction, WordOf(reaction)),
                new(FactNames.Grade, FactValues.Of(reaction.Grade)),
                new(FactNames.OnsetAt, FactValues.Of(reaction.OnsetAt)),
                new(FactNames.InfusionOrdinal, OrdinalOf(course, reaction)),
                new(FactNames.Hospitalised, reaction.Hospitalised ? FactWords.Yes : FactWords.NotRecorded),
                new(FactNames.Recurrence, turn is ReactionTurn.None ? FactWords.NotRecorded : FactWords.Yes),
                new(
                    FactNames.GradeByCriterion,
                    turn is not ReactionTurn.None && reaction.Grade < Grade.Grade3
                        ? FactWords.AtLeastGrade3
                        : FactWords.AsRecorded
                ),
                new(FactNames.PermanentStop, forGood ? FactWords.StopByLabel : FactWords.StopByJudgement),
            ],
            new HoldEpisode(Since(reaction), decided)
        );
    }

    private static string WordOf(ReactionFacts reaction) =>
        reaction.LltCode switch
        {
            CtcaeTerms.Anaphylaxis => FactWords.Anaphylaxis,
            CtcaeTerms.AllergicReaction => FactWords.AllergicReaction,
            CtcaeTerms.CytokineReleaseSyndrome => FactWords.CytokineRelease,
            _ => FactWords.InfusionReaction,
        };

    public static DateTimeOffset Since(ReactionFacts reaction) => reaction.Since;

    private static InfusionFacts? InfusionOf(CourseFacts course, ReactionFacts reaction) =>
        reaction.InfusionId is { } id ? course.Infusions.FirstOrDefault(i => i.InfusionId == id) : null;

    private static string OrdinalOf(CourseFacts course, ReactionFacts reaction) =>
        InfusionOf(course, reaction) is { } infusion ? FactValues.Of(infusion.CalendarOrdinal) : FactWords.Unknown;
}
