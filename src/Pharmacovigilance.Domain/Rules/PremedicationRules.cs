using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Planned premedication, or what a physician ordered in its place, that was not recorded before the start of an infusion, or was
/// given outside the window of the plan or of local policy.
/// </summary>
internal static class PremedicationRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules, PremedicationPlan plan)
    {
        foreach (var infusion in course.Infusions)
        {
            if (infusion.State.StartedAt is not { } start)
                continue;
            // Another record's silence is no statement that nothing was given; the bedside's silence is.
            // The plan is that of the intravenous product; what the subcutaneous one needs is not known here.
            if (infusion.State.PremedicationUnknown || infusion.State.Route == InfusionRoute.Subcutaneous)
                continue;
            var timing = PremedicationTiming.Of(
                plan.Under(course.PremedicationOrders.At(start)),
                rules.Limits.Policy.PremedicationWindow,
                infusion.Premedication,
                start
            );
            if (timing.Missing.Count > 0)
                yield return Missing(course, rules, infusion, start, timing.Missing);
            if (timing.Outside.Count > 0)
                yield return OutsideWindow(
                    course,
                    rules,
                    infusion,
                    timing.Window,
                    start,
                    [.. timing.Outside.Select(drug => $"{drug.Code} {FactValues.Of(drug.MinutesBefore)}")]
                );
        }
    }

    /// <summary>The drugs recorded as given at or before an instant, each once, by code; "none recorded" if there are none.</summary>
    public static string GivenBy(InfusionFacts infusion, DateTimeOffset start)
    {
        var drugs = infusion
            .Premedication.Where(given => given.GivenAt <= start)
            .Select(given => given.Drug)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return drugs.Count == 0 ? FactWords.NoneRecorded : string.Join(", ", drugs);
    }

    private static Finding Missing(
        CourseFacts course,
        RuleSet rules,
        InfusionFacts infusion,
        DateTimeOffset start,
        IReadOnlyList<string> drugs
    ) =>
        course.Found(
            rules.Of(RuleId.PremedicationMissing),
            FindingSubject.OfInfusion(infusion.InfusionId),
            start,
            [
                new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
                new(FactNames.StartedAt, infusion.StartedFact),
                new(FactNames.MissingDrugs, string.Join(", ", drugs)),
            ]
        );

    private static Finding OutsideWindow(
        CourseFacts course,
        RuleSet rules,
        InfusionFacts infusion,
        PremedicationWindow window,
        DateTimeOffset start,
        IReadOnlyList<string> drugs
    ) =>
        course.Found(
            rules.Of(RuleId.PremedicationOutsideWindow),
            FindingSubject.OfInfusion(infusion.InfusionId),
            start,
            [
                new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
                new(FactNames.StartedAt, infusion.StartedFact),
                new(FactNames.DrugsMinutesBefore, string.Join(", ", drugs)),
                new(FactNames.WindowFromMinutes, FactValues.Of(window.LatestMinutesBefore)),
                new(FactNames.WindowToMinutes, FactValues.Of(window.EarliestMinutesBefore)),
            ]
        );
}
