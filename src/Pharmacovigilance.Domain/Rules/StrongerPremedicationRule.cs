using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>Stronger premedication for the infusion that follows one with a reaction of grade 2 or 3.</summary>
internal static class StrongerPremedicationRule
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        foreach (var (previous, infusion) in Consecutive(course.Infusions))
        {
            var reactions = course.Reactions.Where(reaction => reaction.InfusionId == previous.InfusionId).ToList();
            // After a life-threatening reaction the proposal is to stop for good, and a next infusion is not prepared for.
            if (reactions.Exists(ReactionRules.IsLifeThreatening))
                continue;
            var worst = reactions
                .Where(reaction => ReactionFamily.Includes(reaction.LltCode) && reaction.Grade >= Grade.Grade2)
                .OrderByDescending(reaction => reaction.Grade)
                .ThenBy(ReactionRules.Since)
                .FirstOrDefault();
            if (worst is not null)
                yield return Found(course, rules, previous, infusion, worst);
        }
    }

    /// <summary>Each started infusion with the one started before it, and the next one on the calendar with the last started.</summary>
    private static IEnumerable<(InfusionFacts Previous, InfusionFacts Infusion)> Consecutive(
        IReadOnlyList<InfusionFacts> infusions
    )
    {
        var started = infusions
            .Where(i => i.State.StartedAt is not null)
            .OrderBy(i => i.State.StartedAt)
            .ThenBy(i => i.CalendarOrdinal)
            .ToList();
        if (started.Count == 0)
            return [];
        var pairs = started.Zip(started.Skip(1));
        var next = infusions
            .Where(i =>
                i.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated
                && i.CalendarOrdinal > started[^1].CalendarOrdinal
            )
            .MinBy(i => i.CalendarOrdinal);
        return next is null ? pairs : pairs.Append((started[^1], next));
    }

    private static Finding Found(
        CourseFacts course,
        RuleSet rules,
        InfusionFacts previous,
        InfusionFacts infusion,
        ReactionFacts worst
    )
    {
        var previousStart = previous.State.StartedAt!.Value;
        return course.Found(
            rules.Of(RuleId.PremedicationStronger),
            FindingSubject.OfInfusion(infusion.InfusionId),
            ReactionRules.Since(worst),
            [
                new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
                new(FactNames.PlannedOn, FactValues.Of(infusion.PlannedOn)),
                new(FactNames.PreviousInfusionOrdinal, FactValues.Of(previous.CalendarOrdinal)),
                new(FactNames.PreviousStartedAt, previous.StartedFact),
                new(FactNames.PreviousGrade, FactValues.Of(worst.Grade)),
                new(
                    FactNames.PreviousPremedication,
                    previous.State.PremedicationUnknown
                        ? FactWords.Unknown
                        : PremedicationRules.GivenBy(previous, previousStart)
                ),
            ]
        );
    }
}
