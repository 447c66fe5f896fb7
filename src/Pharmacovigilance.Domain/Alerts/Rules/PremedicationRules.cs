using System.Globalization;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>Planned premedication that was not recorded before the start of an infusion, or was given outside the window of the plan or of local policy.</summary>
internal static class PremedicationRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules, PremedicationPlan plan)
    {
        var local = rules.Limits.Policy.PremedicationWindow;
        var window = local ?? new PremedicationWindow(plan.LatestMinutesBefore, plan.EarliestMinutesBefore);
        foreach (var infusion in course.Infusions)
        {
            if (infusion.State.StartedAt is not { } start) continue;
            // Another record's silence is no statement that nothing was given; the bedside's silence is.
            // The plan is that of the intravenous product; what the subcutaneous one needs is not known here.
            if (infusion.State.PremedicationUnknown || infusion.State.Route == InfusionRoute.Subcutaneous) continue;
            var given = plan.Drugs.Select(drug => (drug.Code, Before: LatestBefore(infusion, drug.Code, start))).ToList();

            var missing = given.Where(drug => drug.Before is null).Select(drug => drug.Code).ToList();
            if (missing.Count > 0) yield return Missing(course, rules, infusion, start, missing);

            var outside = given.Where(drug => drug.Before is { } before && !(local?.Covers(before) ?? plan.IsInTime(before)))
                .Select(drug => $"{drug.Code} {Minutes(drug.Before!.Value, window)}").ToList();
            if (outside.Count > 0) yield return OutsideWindow(course, rules, infusion, window, start, outside);
        }
    }

    /// <summary>The drugs recorded as given at or before an instant, each once, by code; "none recorded" if there are none.</summary>
    public static string GivenBy(InfusionFacts infusion, DateTimeOffset start)
    {
        var drugs = infusion.Premedication.Where(given => given.GivenAt <= start).Select(given => given.Drug)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return drugs.Count == 0 ? FactWords.NoneRecorded : string.Join(", ", drugs);
    }

    private static TimeSpan? LatestBefore(InfusionFacts infusion, string drug, DateTimeOffset start) =>
        infusion.Premedication
            .Where(given => string.Equals(given.Drug, drug, StringComparison.Ordinal) && given.GivenAt <= start)
            .Select(given => (TimeSpan?)(start - given.GivenAt))
            .Min();

    /// <summary>Rounded away from the window, so that a time outside it never reads as its edge.</summary>
    private static string Minutes(TimeSpan before, PremedicationWindow window)
    {
        double minutes = before.TotalMinutes;
        return (minutes < window.LatestMinutesBefore ? Math.Floor(minutes) : Math.Ceiling(minutes)).ToString("0", CultureInfo.InvariantCulture);
    }

    private static Finding Missing(
        CourseFacts course, RuleSet rules, InfusionFacts infusion, DateTimeOffset start, IReadOnlyList<string> drugs) =>
        course.Found(rules.Of(RuleId.PremedicationMissing), FindingSubject.OfInfusion(infusion.InfusionId), start,
        [
            new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
            new(FactNames.StartedAt, infusion.StartedFact),
            new(FactNames.MissingDrugs, string.Join(", ", drugs)),
        ]);

    private static Finding OutsideWindow(
        CourseFacts course, RuleSet rules, InfusionFacts infusion, PremedicationWindow window, DateTimeOffset start, IReadOnlyList<string> drugs) =>
        course.Found(rules.Of(RuleId.PremedicationOutsideWindow), FindingSubject.OfInfusion(infusion.InfusionId), start,
        [
            new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
            new(FactNames.StartedAt, infusion.StartedFact),
            new(FactNames.DrugsMinutesBefore, string.Join(", ", drugs)),
            new(FactNames.WindowFromMinutes, FactValues.Of(window.LatestMinutesBefore)),
            new(FactNames.WindowToMinutes, FactValues.Of(window.EarliestMinutesBefore)),
        ]);
}
