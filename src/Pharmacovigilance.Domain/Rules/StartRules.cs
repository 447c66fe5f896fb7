namespace Pharmacovigilance.Domain.Rules;

/// <summary>Infusions too soon after each other, and rates above the table. Local policy on the figures of the labels.</summary>
internal static class StartRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules) =>
        course
            .TooSoon.Select(found => TooSoon(course, rules, found))
            .Concat(course.RatesAbove.Select(found => RateAbove(course, rules, found)));

    /// <summary>Only what was stopped is held: of an infusion that ran already there is nothing to stop any more.</summary>
    private static Finding TooSoon(CourseFacts course, RuleSet rules, TooSoonFacts found)
    {
        string subject = FindingSubject.OfInfusion(found.Infusion.InfusionId);
        DateTimeOffset? decided = course.OverriddenHolds.TryGetValue(subject, out var at) ? at : null;
        var other = found.Gap.Other;
        return course.Found(
            rules.Of(RuleId.TooSoon),
            subject,
            found.AttemptedAt ?? found.At,
            [
                new(FactNames.InfusionOrdinal, FactValues.Of(found.Infusion.CalendarOrdinal)),
                new(
                    FactNames.StartedAt,
                    found.Infusion.State.StartedAt is null ? FactValues.Of(found.At) : found.Infusion.StartedFact
                ),
                new(FactNames.PreviousInfusionOrdinal, FactValues.Of(other.CalendarOrdinal)),
                new(
                    FactNames.PreviousStartedAt,
                    other.StartInstant is { } start ? FactValues.Of(start) : FactValues.Of(other.StartedOn!.Value)
                ),
                new(FactNames.DaysBetween, FactValues.Of(found.Gap.DaysBetween)),
                new(FactNames.IntervalDays, FactValues.Of(found.Gap.IntervalDays)),
                new(FactNames.EarliestOn, FactValues.Of(found.Gap.EarliestOn)),
                new(FactNames.Regimen, course.Regimen.ToString()),
            ],
            found.AttemptedAt is { } attempted ? new HoldEpisode(attempted, decided) : null
        );
    }

    private static Finding RateAbove(CourseFacts course, RuleSet rules, RateFacts found) =>
        course.Found(
            rules.Of(RuleId.RateAboveTable),
            FindingSubject.OfInfusion(found.Infusion.InfusionId),
            found.Excess.At,
            [
                new(FactNames.InfusionOrdinal, FactValues.Of(found.Infusion.CalendarOrdinal)),
                new(FactNames.SetAt, FactValues.Of(found.Excess.At)),
                new(
                    FactNames.RateMillilitresPerHour,
                    FactValues.MillilitresPerHour(found.Excess.RateMicrolitresPerHour)
                ),
                new(
                    FactNames.AllowedRateMillilitresPerHour,
                    FactValues.MillilitresPerHour(found.Excess.AllowedMicrolitresPerHour)
                ),
                new(FactNames.AfterReaction, found.Excess.Restart ? FactWords.Yes : FactWords.No),
            ]
        );
}
