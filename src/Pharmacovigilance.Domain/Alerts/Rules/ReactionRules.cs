using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>
/// Infusion reactions of the grades at which the label interrupts, and those at which it stops. Anaphylaxis always stops.
/// Every stop holds until a physician has decided, whatever the label leaves open.
/// </summary>
internal static class ReactionRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        var limits = rules.Limits.Reactions;
        foreach (var reaction in course.Reactions)
        {
            bool stopsForGood = IsPermanent(course, limits, reaction);
            if (stopsForGood || IsStop(limits, reaction)) yield return Stop(course, rules, reaction, stopsForGood);
            // A drug that must not come back has no restart rate.
            if (!stopsForGood && IsInfusionReaction(reaction) && reaction.Grade >= limits.InterruptFrom && reaction.Grade <= limits.InterruptTo)
                yield return Interrupt(course, rules, reaction);
        }
    }

    public static bool IsInfusionReaction(ReactionFacts reaction) =>
        string.Equals(reaction.LltCode, CtcaeTerms.InfusionRelatedReaction, StringComparison.Ordinal);

    /// <summary>Grade 4 or 5, or anaphylaxis whatever grade was given: the label leaves no way back to the drug.</summary>
    public static bool IsLifeThreatening(ReactionFacts reaction) =>
        IsAnaphylaxis(reaction) || (IsInfusionReaction(reaction) && reaction.Grade >= Grade.Grade4);

    private static bool IsAnaphylaxis(ReactionFacts reaction) =>
        string.Equals(reaction.LltCode, CtcaeTerms.Anaphylaxis, StringComparison.Ordinal);

    // An infusion reaction of unknown grade is listed to be completed, so no rule guesses one.
    private static bool IsStop(ReactionLimits limits, ReactionFacts reaction) =>
        IsAnaphylaxis(reaction) || (IsInfusionReaction(reaction) && reaction.Grade >= limits.StopFrom);

    private static bool IsPermanent(CourseFacts course, ReactionLimits limits, ReactionFacts reaction) =>
        IsLifeThreatening(reaction)
        || (IsInfusionReaction(reaction) && (reaction.Grade >= limits.PermanentFrom || (limits.PermanentByCourse && HasSevereCourse(course, limits, reaction))));

    private static bool HasSevereCourse(CourseFacts course, ReactionLimits limits, ReactionFacts reaction) =>
        reaction.Hospitalised || (reaction.Grade >= limits.StopFrom && HasRecurred(course, reaction));

    private static Finding Interrupt(CourseFacts course, RuleSet rules, ReactionFacts reaction)
    {
        decimal? initial = InfusionOf(course, reaction)?.State.InitialRateMicrolitresPerHour;
        return course.Found(rules.Of(RuleId.ReactionInterrupt), FindingSubject.OfEvent(reaction.EventId), Since(reaction),
        [
            new(FactNames.Grade, FactValues.Of(reaction.Grade)),
            new(FactNames.OnsetAt, FactValues.Of(reaction.OnsetAt)),
            new(FactNames.InfusionOrdinal, OrdinalOf(course, reaction)),
            new(FactNames.InitialRateMillilitresPerHour, FactValues.MillilitresPerHour(initial)),
            new(FactNames.RestartRateMillilitresPerHour, FactValues.MillilitresPerHour(initial * rules.Limits.RestartFactor)),
            new(FactNames.RestartAtMostGrade, FactValues.Of(rules.Limits.RestartAtMost)),
        ]);
    }

    private static Finding Stop(CourseFacts course, RuleSet rules, ReactionFacts reaction, bool forGood)
    {
        string subject = IsLifeThreatening(reaction)
            ? FindingSubject.OfLifeThreateningEvent(reaction.EventId)
            : FindingSubject.OfEvent(reaction.EventId);
        DateTimeOffset? decided = course.OverriddenHolds.TryGetValue(subject, out var at) ? at : null;
        return course.Found(rules.Of(RuleId.ReactionStop), subject, Since(reaction),
        [
            new(FactNames.Reaction, IsAnaphylaxis(reaction) ? FactWords.Anaphylaxis : FactWords.InfusionReaction),
            new(FactNames.Grade, FactValues.Of(reaction.Grade)),
            new(FactNames.OnsetAt, FactValues.Of(reaction.OnsetAt)),
            new(FactNames.InfusionOrdinal, OrdinalOf(course, reaction)),
            new(FactNames.Hospitalised, reaction.Hospitalised ? FactWords.Yes : FactWords.NotRecorded),
            new(FactNames.Recurrence, HasRecurred(course, reaction) ? FactWords.Yes : FactWords.NotRecorded),
            new(FactNames.PermanentStop, forGood ? FactWords.StopByLabel : FactWords.StopByJudgement),
        ], new HoldEpisode(Since(reaction), decided));
    }

    public static DateTimeOffset Since(ReactionFacts reaction) => reaction.OnsetAt ?? reaction.RecordedAt;

    /// <summary>Whether a reaction that asks for interruption stands before this one in the same infusion.</summary>
    private static bool HasRecurred(CourseFacts course, ReactionFacts reaction) =>
        reaction.InfusionId is { } infusion && course.Reactions.Any(earlier =>
            earlier.EventId != reaction.EventId && earlier.InfusionId == infusion && IsInfusionReaction(earlier) && earlier.Grade >= Grade.Grade2
            && earlier.OnsetAt < reaction.OnsetAt);

    private static InfusionFacts? InfusionOf(CourseFacts course, ReactionFacts reaction) =>
        reaction.InfusionId is { } id ? course.Infusions.FirstOrDefault(i => i.InfusionId == id) : null;

    private static string OrdinalOf(CourseFacts course, ReactionFacts reaction) =>
        InfusionOf(course, reaction) is { } infusion ? FactValues.Of(infusion.CalendarOrdinal) : FactWords.Unknown;
}
