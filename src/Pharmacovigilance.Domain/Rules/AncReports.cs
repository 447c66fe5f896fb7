namespace Pharmacovigilance.Domain.Rules;

/// <summary>A hold on a reported grade of neutropenia whose value is not on record.</summary>
internal sealed record AncReport(ConditionFacts Reported, HoldEpisode Hold)
{
    public string Subject => FindingSubject.OfEvent(Reported.EventId);
}

/// <summary>
/// Neutropenia reported at a grade that means a count below the limit of the hold: grade 4 by CTCAE 4.03 and 5.0, grades 3 and 4 by
/// 6.0. It holds until a later count is at the release limit or a physician has decided; a count of the same instant or day does not end it.
/// </summary>
internal static class AncReports
{
    /// <param name="episodes">The holds that counts of the course have opened.</param>
    public static IReadOnlyList<AncReport> Of(
        CourseFacts course,
        RuleSet rules,
        IReadOnlyList<Episode<CellCount>> episodes
    ) => Of(course.Conditions, course.NeutrophilCounts, course.OverriddenHolds, rules.Limits, episodes);

    public static IReadOnlyList<AncReport> Of(
        IReadOnlyList<ConditionFacts> conditions,
        IReadOnlyList<CellCount> counts,
        IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds,
        RuleLimits limits,
        IReadOnlyList<Episode<CellCount>> episodes
    ) =>
        [
            .. ReportedGrades
                .WithoutValue(
                    conditions,
                    ConditionKind.ReportedNeutropenia,
                    limits.HoldBelowMicroGigaPerLitre,
                    episodes
                )
                .Select(reported => new AncReport(
                    reported,
                    Episodes.Hold(
                        reported.Reached,
                        overriddenHolds.TryGetValue(FindingSubject.OfEvent(reported.EventId), out var at) ? at : null,
                        ReportedGrades.Release(reported, counts, limits.ReleaseAtMicroGigaPerLitre),
                        AncRules.Print
                    )
                )),
        ];
}
