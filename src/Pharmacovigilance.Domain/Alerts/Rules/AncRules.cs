using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>
/// Hold on a low neutrophil count, and infusions without a fresh one. Looks at values only: a reported grade is no value,
/// and CTCAE 6.0 moved the grades by one.
/// </summary>
internal static class AncRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules) =>
        AncEpisodes.Of(course.NeutrophilCounts, course.OverriddenHolds, rules.Limits).Select(episode => Hold(course, rules, episode))
            .Concat(course.Infusions.Where(NeedsCount).Select(infusion => Before(course, rules, infusion)).OfType<Finding>());

    private static Finding Hold(CourseFacts course, RuleSet rules, Episode<CellCount> episode) =>
        course.Found(rules.Of(RuleId.AncHold), FindingSubject.OfCount(episode.Opening.ObservationId), episode.Opening.CollectedAt,
        [
            new(FactNames.AncGigaPerLitre, episode.Opening.Printed),
            new(FactNames.CollectedAt, FactValues.Of(episode.Opening.CollectedAt)),
            new(FactNames.HoldBelowGigaPerLitre, FactValues.GigaPerLitre(rules.Limits.HoldBelowMicroGigaPerLitre)),
            new(FactNames.ReleaseAtGigaPerLitre, FactValues.GigaPerLitre(rules.Limits.ReleaseAtMicroGigaPerLitre)),
            new(FactNames.Regimen, course.Regimen.ToString()),
        ], episode.Hold(Print), newest: episode.NewestBeyondAt);

    public static string Print(CellCount count) => $"ANC {count.Printed} ×10⁹/L";

    /// <summary>Whether it has got so far that counts must be known; one not given, or not yet prepared, needs none.</summary>
    public static bool NeedsCount(InfusionFacts infusion) => infusion.State.Status switch
    {
        InfusionStatus.Premedicated or InfusionStatus.Running or InfusionStatus.Interrupted or InfusionStatus.Ended => true,
        InfusionStatus.Planned or InfusionStatus.NotGiven => false,
    };

    private static Finding? Before(CourseFacts course, RuleSet rules, InfusionFacts infusion)
    {
        // Once started, the start is what counts, so that the answer is the same a year later.
        var reference = infusion.State.StartedAt ?? course.AsOf;
        var latest = Episodes.InOrder(course.NeutrophilCounts.Where(c => c.CollectedAt <= reference)).LastOrDefault();
        if (latest is null) return Missing(course, rules, infusion, reference);
        var age = reference - latest.CollectedAt;
        return age > rules.Limits.AncFreshness ? Stale(course, rules, infusion, reference, latest, age) : null;
    }

    private static Finding Missing(CourseFacts course, RuleSet rules, InfusionFacts infusion, DateTimeOffset reference) =>
        course.Found(rules.Of(RuleId.AncMissing), FindingSubject.OfInfusion(infusion.InfusionId), reference,
            [.. About(infusion), new(FactNames.Regimen, course.Regimen.ToString())]);

    private static Finding Stale(
        CourseFacts course, RuleSet rules, InfusionFacts infusion, DateTimeOffset reference, CellCount latest, TimeSpan age) =>
        course.Found(rules.Of(RuleId.AncStale), FindingSubject.OfInfusion(infusion.InfusionId), reference,
        [
            .. About(infusion),
            new(FactNames.AncGigaPerLitre, latest.Printed),
            new(FactNames.CollectedAt, FactValues.Of(latest.CollectedAt)),
            new(FactNames.AgeHoursMinutes, FactValues.HoursMinutes(age)),
            new(FactNames.FreshnessHours, FactValues.Of((int)rules.Limits.AncFreshness.TotalHours)),
            new(FactNames.Regimen, course.Regimen.ToString()),
        ]);

    private static IEnumerable<Fact> About(InfusionFacts infusion) =>
    [
        new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
        new(FactNames.PlannedOn, FactValues.Of(infusion.PlannedOn)),
        new(FactNames.StartedAt, infusion.StartedFact),
    ];
}
