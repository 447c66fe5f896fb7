using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// The prompts of newer labels: neutropenia above the limit of the hold, febrile neutropenia, infection in neutropenia.
/// They ask for a decision and hold nothing.
/// </summary>
internal static class NeutropeniaRules
{
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules) =>
        [
            .. rules.Active(RuleId.NeutropeniaPrompt) is { } prompt ? Prompts(course, rules, prompt) : [],
            .. rules.Active(RuleId.FebrileNeutropenia) is { } fever ? Fevers(course, rules, fever) : [],
            .. rules.Active(RuleId.NeutropenicInfection) is { } infection ? Infections(course, rules, infection) : [],
        ];

    private static IEnumerable<Finding> Prompts(CourseFacts course, RuleSet rules, Rule rule)
    {
        long below = rule.Micro(RuleParameters.BelowGigaPerLitre);
        var episodes = Episodes.Of(
            course.NeutrophilCounts,
            CellCount.Order,
            count => count.IsBelow(below),
            count => count.IsAtLeast(rule.Micro(RuleParameters.RecoveredAtGigaPerLitre)),
            _ => null
        );
        // One that begins below the limit of the hold is the hold's: two calls about one count are one too many.
        foreach (var episode in episodes.Where(e => !e.Opening.IsBelow(rules.Limits.HoldBelowMicroGigaPerLitre)))
        {
            yield return course.Found(
                rule,
                FindingSubject.OfCount(episode.Opening.ObservationId),
                episode.Opening.Collected,
                PromptFacts(course, rule, episode.Opening, null),
                end: episode.End(AncRules.Print),
                newest: episode.NewestBeyondAt
            );
        }

        foreach (
            var reported in course.Conditions.Where(c =>
                c.Kind == ConditionKind.ReportedNeutropenia
                && c.BelowMicroGigaPerLitre <= below
                && c.BelowMicroGigaPerLitre > rules.Limits.HoldBelowMicroGigaPerLitre
            )
        )
        {
            yield return course.Found(
                rule,
                FindingSubject.OfEvent(reported.EventId),
                reported.Reached,
                PromptFacts(course, rule, null, reported)
            );
        }
    }

    private static IReadOnlyList<Fact> PromptFacts(
        CourseFacts course,
        Rule rule,
        CellCount? count,
        ConditionFacts? reported
    ) =>
        [
            ConcurrentCount.Value(count),
            ConcurrentCount.Collected(count),
            new(FactNames.BelowGigaPerLitre, FactValues.GigaPerLitre(rule.Micro(RuleParameters.BelowGigaPerLitre))),
            new(FactNames.ReportedGrade, reported is null ? FactWords.NotRecorded : FactValues.Of(reported.Grade)),
            new(FactNames.Regimen, course.Regimen.ToString()),
        ];

    private static IEnumerable<Finding> Fevers(CourseFacts course, RuleSet rules, Rule rule)
    {
        foreach (var fever in course.Conditions.Where(c => c.Kind == ConditionKind.FebrileNeutropenia))
        {
            var count = ConcurrentCount.Lowest(course, rules, fever.Since);
            yield return course.Found(
                rule,
                FindingSubject.OfEvent(fever.EventId),
                fever.Since,
                [
                    new(FactNames.OnsetAt, FactValues.Of(fever.Onset)),
                    new(FactNames.Grade, FactValues.Of(fever.Grade)),
                    ConcurrentCount.Value(count),
                    ConcurrentCount.Collected(count),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ]
            );
        }
    }

    /// <summary>Without a count near its onset an infection is an infection: that it was neutropenic is then not known.</summary>
    private static IEnumerable<Finding> Infections(CourseFacts course, RuleSet rules, Rule rule)
    {
        long below = rule.Micro(RuleParameters.BelowGigaPerLitre);
        foreach (var infection in course.Conditions.Where(c => c.Kind == ConditionKind.Infection))
        {
            if (ConcurrentCount.Lowest(course, rules, infection.Since) is not { } count || !count.IsBelow(below))
                continue;
            yield return course.Found(
                rule,
                FindingSubject.OfEvent(infection.EventId),
                infection.Since,
                [
                    new(FactNames.Term, infection.LltCode),
                    new(FactNames.OnsetAt, FactValues.Of(infection.Onset)),
                    new(FactNames.Grade, FactValues.Of(infection.Grade)),
                    ConcurrentCount.Value(count),
                    ConcurrentCount.Collected(count),
                    new(FactNames.BelowGigaPerLitre, FactValues.GigaPerLitre(below)),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ]
            );
        }
    }
}

/// <summary>The count that stands beside an event: the lowest within the freshness of local policy before or after it.</summary>
internal static class ConcurrentCount
{
    public static CellCount? Lowest(CourseFacts course, RuleSet rules, PartialTime at) =>
        CellCount.Order.Worst(
            course.NeutrophilCounts.Where(count => count.Collected.LeastBetween(at) <= rules.Limits.AncFreshness)
        );

    public static Fact Value(CellCount? count) =>
        new(FactNames.AncGigaPerLitre, count is null ? FactWords.Unknown : count.Printed);

    public static Fact Collected(CellCount? count) => new(FactNames.CollectedAt, FactValues.Of(count?.Collected));
}
