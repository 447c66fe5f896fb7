using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// What a reported grade says where the value behind it is not on record: by the limits of its own CTCAE version the count was
/// below a figure. It stands until a later count shows otherwise.
/// </summary>
internal static class ReportedGrades
{
    /// <summary>Whether the rule also looks at a grade where the value is missing.</summary>
    public static bool Reads(RuleId rule) =>
        rule
            is RuleId.AncHold
                or RuleId.PomalidomideNeutrophils
                or RuleId.PomalidomidePlatelets
                or RuleId.CarfilzomibNeutrophils
                or RuleId.CarfilzomibPlatelets;

    /// <summary>Reports that mean a count below the limit, and beside which no stretch of such counts is on record: then the count speaks.</summary>
    public static IEnumerable<ConditionFacts> WithoutValue(
        IEnumerable<ConditionFacts> conditions,
        ConditionKind kind,
        long belowMicroGigaPerLitre,
        IReadOnlyList<Episode<CellCount>> episodes
    ) =>
        conditions.Where(reported =>
            reported.Kind == kind
            && reported.BelowMicroGigaPerLitre <= belowMicroGigaPerLitre
            && !episodes.Any(episode =>
                episode.MayTouch(reported.Reached.Earliest, reported.ReachedDayEnd ?? reported.Reached.Latest)
            )
        );

    /// <summary>The first count certainly later than the report at which all counts of that instant have recovered; null while there is none.</summary>
    public static CellCount? Release(
        ConditionFacts reported,
        IEnumerable<CellCount> counts,
        long recoveredAtMicroGigaPerLitre
    )
    {
        var first = counts
            .Where(count => count.Collected.IsAfter(reported.Reached))
            .GroupBy(count => count.Collected.Earliest)
            .OrderBy(instant => instant.Key)
            .FirstOrDefault(instant => instant.All(count => count.IsAtLeast(recoveredAtMicroGigaPerLitre)));
        return first is null ? null : CellCount.Order.Worst(first);
    }

    /// <param name="reported">Null where a value speaks.</param>
    public static IEnumerable<Fact> Facts(ConditionFacts? reported) =>
        [
            new(FactNames.ReportedGrade, reported is null ? FactWords.NotRecorded : FactValues.Of(reported.Grade)),
            new(
                FactNames.OnsetAt,
                reported is null ? FactWords.NotRecorded
                    : reported.WorsenedAt is not null ? FactValues.Of(reported.Reached)
                    : FactValues.Of(reported.Onset)
            ),
        ];
}
