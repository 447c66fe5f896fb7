using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Proposals about the partner drug, by its own limits. They hold no infusion: a patient may have to pause pomalidomide and
/// still be given isatuximab, and the other way round.
/// </summary>
internal static class PartnerDrugRules
{
    /// <summary>The rules on the partner drug of a regimen.</summary>
    public static IReadOnlyList<RuleId> Of(Regimen regimen) =>
        regimen switch
        {
            Regimen.IsaPd =>
            [
                RuleId.PomalidomideNeutrophils,
                RuleId.PomalidomidePlatelets,
                RuleId.PomalidomideFever,
                RuleId.PomalidomideCycle,
            ],
            Regimen.IsaKd => [RuleId.CarfilzomibNeutrophils, RuleId.CarfilzomibPlatelets, RuleId.CarfilzomibFever],
        };

    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules) =>
        course.Regimen switch
        {
            Regimen.IsaPd =>
            [
                .. Counts(course, rules, RuleId.PomalidomideNeutrophils, RuleId.PomalidomidePlatelets),
                .. Fevers(course, rules, RuleId.PomalidomideFever),
                .. rules.Active(RuleId.PomalidomideCycle) is { } cycle ? Cycles(course, rules, cycle) : [],
            ],
            Regimen.IsaKd =>
            [
                .. Counts(course, rules, RuleId.CarfilzomibNeutrophils, RuleId.CarfilzomibPlatelets),
                .. Fevers(course, rules, RuleId.CarfilzomibFever),
            ],
        };

    private static IEnumerable<Finding> Counts(
        CourseFacts course,
        RuleSet rules,
        RuleId neutrophils,
        RuleId platelets
    ) =>
        [
            .. rules.Active(neutrophils) is { } anc
                ? Low(
                    course,
                    anc,
                    new(
                        course.NeutrophilCounts,
                        ConditionKind.ReportedNeutropenia,
                        FindingSubject.OfCount,
                        FactNames.AncGigaPerLitre,
                        AncRules.Print
                    )
                )
                : [],
            .. rules.Active(platelets) is { } plt
                ? Low(
                    course,
                    plt,
                    new(
                        course.PlateletCounts,
                        ConditionKind.ReportedThrombocytopenia,
                        FindingSubject.OfPlatelets,
                        FactNames.PlateletsGigaPerLitre,
                        PrintPlatelets
                    )
                )
                : [],
        ];

    /// <summary>A series of counts, and how its findings are named.</summary>
    private sealed record Series(
        IReadOnlyList<CellCount> Counts,
        ConditionKind Reported,
        Func<ObservationId, string> Subject,
        string Name,
        Func<CellCount, string> Print
    );

    private static IEnumerable<Finding> Low(CourseFacts course, Rule rule, Series series)
    {
        long below = rule.Micro(RuleParameters.BelowGigaPerLitre);
        long? recovered = rule.MicroOrNull(RuleParameters.RecoveredAtGigaPerLitre);
        // Without a known limit of restart the stretch ends where it began, but the physician says when the drug comes back.
        var episodes = Episodes.Of(
            series.Counts,
            CellCount.Order,
            c => c.IsBelow(below),
            c => c.IsAtLeast(recovered ?? below),
            _ => null
        );
        foreach (var episode in episodes)
        {
            yield return course.Found(
                rule,
                series.Subject(episode.Opening.ObservationId),
                episode.Opening.Collected,
                Facts(episode.Opening, null),
                end: recovered is null ? null : episode.End(series.Print),
                newest: episode.NewestBeyondAt
            );
        }

        foreach (var reported in ReportedGrades.WithoutValue(course.Conditions, series.Reported, below, episodes))
        {
            var release = ReportedGrades.Release(reported, series.Counts, recovered ?? below);
            yield return course.Found(
                rule,
                FindingSubject.OfEvent(reported.EventId),
                reported.Reached,
                Facts(null, reported),
                end: recovered is null || release is null
                    ? null
                    : new(release.Collected.Earliest, series.Print(release))
            );
        }

        IReadOnlyList<Fact> Facts(CellCount? count, ConditionFacts? reported) =>
            [
                new(series.Name, count is null ? FactWords.Unknown : count.Printed),
                new(FactNames.CollectedAt, FactValues.Of(count?.Collected)),
                .. ReportedGrades.Facts(reported),
                new(FactNames.BelowGigaPerLitre, FactValues.GigaPerLitre(below)),
                new(
                    FactNames.RecoveredAtGigaPerLitre,
                    recovered is { } at ? FactValues.GigaPerLitre(at) : FactWords.Unknown
                ),
                new(FactNames.Regimen, course.Regimen.ToString()),
            ];
    }

    private static string PrintPlatelets(CellCount count) => $"PLT {count.Printed} ×10⁹/L";

    /// <summary>Fires unless a count at that time shows that the drug's own limit was kept; no count shows nothing.</summary>
    private static IEnumerable<Finding> Fevers(CourseFacts course, RuleSet rules, RuleId id)
    {
        if (rules.Active(id) is not { } rule)
            yield break;
        long below = rule.Micro(RuleParameters.BelowGigaPerLitre);
        foreach (var fever in course.Conditions.Where(c => c.Kind == ConditionKind.FebrileNeutropenia))
        {
            var count = ConcurrentCount.Lowest(course, rules, fever.Since);
            if (count?.IsAtLeast(below) == true)
                continue;
            yield return course.Found(
                rule,
                FindingSubject.OfEvent(fever.EventId),
                fever.Since,
                [
                    new(FactNames.OnsetAt, FactValues.Of(fever.Onset)),
                    new(FactNames.Grade, FactValues.Of(fever.Grade)),
                    ConcurrentCount.Value(count),
                    ConcurrentCount.Collected(count),
                    new(FactNames.BelowGigaPerLitre, FactValues.GigaPerLitre(below)),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ]
            );
        }
    }

    /// <summary>A cycle begun without counts that show it may be: too low, too old or not there.</summary>
    private static IEnumerable<Finding> Cycles(CourseFacts course, RuleSet rules, Rule rule)
    {
        long ancNeeded = rule.Micro(RuleParameters.AncAtLeastGigaPerLitre);
        long plateletsNeeded = rule.Micro(RuleParameters.PlateletsAtLeastGigaPerLitre);
        foreach (var infusion in course.Infusions.Where(i => i.BeginsCycle > 1 && AncRules.NeedsCount(i)))
        {
            var reference = infusion.Started ?? PartialTime.At(course.AsOf);
            var anc = Fresh(course.NeutrophilCounts, reference, rules.Limits.AncFreshness);
            var platelets = Fresh(course.PlateletCounts, reference, rules.Limits.AncFreshness);
            if (anc?.IsAtLeast(ancNeeded) == true && platelets?.IsAtLeast(plateletsNeeded) == true)
                continue;
            yield return course.Found(
                rule,
                FindingSubject.OfInfusion(infusion.InfusionId),
                reference,
                [
                    new(FactNames.Cycle, FactValues.Of(infusion.BeginsCycle!.Value)),
                    new(FactNames.InfusionOrdinal, FactValues.Of(infusion.CalendarOrdinal)),
                    new(FactNames.PlannedOn, FactValues.Of(infusion.PlannedOn)),
                    ConcurrentCount.Value(anc),
                    new(FactNames.AncAtLeastGigaPerLitre, FactValues.GigaPerLitre(ancNeeded)),
                    new(FactNames.PlateletsGigaPerLitre, platelets is null ? FactWords.Unknown : platelets.Printed),
                    new(FactNames.PlateletsAtLeastGigaPerLitre, FactValues.GigaPerLitre(plateletsNeeded)),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ]
            );
        }
    }

    /// <summary>A count that may have been before and fresh is taken: that there is none must be certain.</summary>
    private static CellCount? Fresh(IReadOnlyList<CellCount> counts, PartialTime reference, TimeSpan freshness) =>
        CellCount.Order.Latest(
            counts.Where(c => c.Collected.MayBeBy(reference.Latest) && c.Collected.LeastBetween(reference) <= freshness)
        );
}
