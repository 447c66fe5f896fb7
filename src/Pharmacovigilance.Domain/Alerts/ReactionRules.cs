using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>Infusion reactions grade 2 (interrupt) and grade 3 or higher, and anaphylaxis (stop).</summary>
internal static class ReactionRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        foreach (var reaction in course.Reactions)
        {
            if (IsStop(reaction)) yield return Stop(course, rules, reaction);
            else if (IsInfusionReaction(reaction) && reaction.Grade is Grade.Grade2) yield return Interrupt(course, rules, reaction);
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
    private static bool IsStop(ReactionFacts reaction) =>
        IsAnaphylaxis(reaction) || (IsInfusionReaction(reaction) && reaction.Grade >= Grade.Grade3);

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

    private static Finding Stop(CourseFacts course, RuleSet rules, ReactionFacts reaction)
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
            new(FactNames.Recurrence, FactWords.NotRecorded),
            new(FactNames.PermanentStop, IsLifeThreatening(reaction) || reaction.Hospitalised ? FactWords.StopByLabel : FactWords.StopByJudgement),
        ], new HoldEpisode(Since(reaction), decided));
    }

    public static DateTimeOffset Since(ReactionFacts reaction) => reaction.OnsetAt ?? reaction.RecordedAt;

    private static InfusionFacts? InfusionOf(CourseFacts course, ReactionFacts reaction) =>
        reaction.InfusionId is { } id ? course.Infusions.FirstOrDefault(i => i.InfusionId == id) : null;

    private static string OrdinalOf(CourseFacts course, ReactionFacts reaction) =>
        InfusionOf(course, reaction) is { } infusion ? FactValues.Of(infusion.CalendarOrdinal) : FactWords.Unknown;
}
