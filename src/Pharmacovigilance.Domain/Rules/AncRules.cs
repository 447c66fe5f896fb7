using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Hold on a low neutrophil count, and infusions without a fresh one. The value decides, and CTCAE 6.0 moved the grades by one: a
/// reported grade is read by its own version, and only where the value behind it is not on record.
/// </summary>
internal static class AncRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        var episodes = AncEpisodes.Of(course.NeutrophilCounts, course.OverriddenHolds, rules.Limits);
        return episodes
            .Select(episode =>
                course.Found(
                    rules.Of(RuleId.AncHold),
                    FindingSubject.OfCount(episode.Opening.ObservationId),
                    episode.Opening.Collected,
                    Facts(course, rules, episode.Opening, null),
                    episode.Hold(Print),
                    newest: episode.NewestBeyondAt
                )
            )
            .Concat(
                AncReports
                    .Of(course, rules, episodes)
                    .Select(report =>
                        course.Found(
                            rules.Of(RuleId.AncHold),
                            report.Subject,
                            report.Reported.Reached,
                            Facts(course, rules, null, report.Reported),
                            report.Hold
                        )
                    )
            )
            .Concat(
                course.Infusions.Where(NeedsCount).Select(infusion => Before(course, rules, infusion)).OfType<Finding>()
            );
    }

    private static IReadOnlyList<Fact> Facts(
        CourseFacts course,
        RuleSet rules,
        CellCount? count,
        ConditionFacts? reported
    ) =>
        [
            ConcurrentCount.Value(count),
            ConcurrentCount.Collected(count),
            .. ReportedGrades.Facts(reported),
            new(FactNames.HoldBelowGigaPerLitre, FactValues.GigaPerLitre(rules.Limits.HoldBelowMicroGigaPerLitre)),
            new(FactNames.ReleaseAtGigaPerLitre, FactValues.GigaPerLitre(rules.Limits.ReleaseAtMicroGigaPerLitre)),
            new(FactNames.Regimen, course.Regimen.ToString()),
        ];

    public static string Print(CellCount count) => $"ANC {count.Printed} ×10⁹/L";

    /// <summary>Whether it has got so far that counts must be known; one not given, or not yet prepared, needs none.</summary>
    public static bool NeedsCount(InfusionFacts infusion) =>
        infusion.State.Status switch
        {
            InfusionStatus.Premedicated
            or InfusionStatus.Running
            or InfusionStatus.Interrupted
            or InfusionStatus.Ended => true,
            InfusionStatus.Planned or InfusionStatus.NotGiven => false,
        };

    private static Finding? Before(CourseFacts course, RuleSet rules, InfusionFacts infusion)
    {
        var before = CountBefore.Of(infusion, course.NeutrophilCounts, course.AsOf, rules.Limits.AncFreshness);
        return before.Standing switch
        {
            CountStanding.Missing => course.Found(
                rules.Of(RuleId.AncMissing),
                FindingSubject.OfInfusion(infusion.InfusionId),
                before.Reference,
                [.. About(infusion), new(FactNames.Regimen, course.Regimen.ToString())]
            ),
            CountStanding.Stale => Stale(course, rules, infusion, before),
            // What is not known is asked for and listed; an alert would assert it.
            CountStanding.Fresh or CountStanding.NotKnown => null,
        };
    }

    private static Finding Stale(CourseFacts course, RuleSet rules, InfusionFacts infusion, CountBefore before) =>
        course.Found(
            rules.Of(RuleId.AncStale),
            FindingSubject.OfInfusion(infusion.InfusionId),
            before.Reference,
            [
                .. About(infusion),
                ConcurrentCount.Value(before.Latest),
                ConcurrentCount.Collected(before.Latest),
                new(
                    FactNames.AgeHoursMinutes,
                    FactValues.HoursMinutes(
                        before.Reference.LeastBetween(before.Latest!.Collected),
                        before.Reference.MostBetween(before.Latest.Collected)
                    )
                ),
                new(FactNames.FreshnessHours, FactValues.Of((int)rules.Limits.AncFreshness.TotalHours)),
                new(FactNames.Regimen, course.Regimen.ToString()),
            ]
        );

    private static IEnumerable<Fact> About(InfusionFacts infusion) =>
        [
            new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
            new(FactNames.PlannedOn, FactValues.Of(infusion.PlannedOn)),
            new(FactNames.StartedAt, infusion.StartedFact),
        ];
}
