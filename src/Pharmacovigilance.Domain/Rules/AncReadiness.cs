using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>A neutrophil count as readiness states it.</summary>
/// <param name="MicroGigaPerLitre">Millionths of 10⁹/L.</param>
/// <param name="Age">The most it can be where only the day of collection is known.</param>
public sealed record CountAndAge(long MicroGigaPerLitre, TimeSpan Age)
{
    /// <summary>Whether it was counted, or is only a bound.</summary>
    public ValueBound Bound { get; init; }
}

/// <summary>What the neutrophil counts say about starting an infusion at an instant. Only <see cref="Ready"/> is good news.</summary>
public abstract record AncReadiness
{
    private AncReadiness() { }

    /// <summary>A fresh count and no hold.</summary>
    public sealed record Ready(CountAndAge Count) : AncReadiness;

    /// <summary>The latest count is older than the rule set allows, or may be.</summary>
    /// <param name="Limit">The age the rule set allows.</param>
    public sealed record Stale(CountAndAge Count, TimeSpan Limit) : AncReadiness;

    /// <summary>No count was collected by then: unknown, which is not "ready".</summary>
    public sealed record Missing : AncReadiness;

    /// <summary>A hold is open.</summary>
    /// <param name="Since">When the count that opened it was collected.</param>
    /// <param name="Count">The latest.</param>
    public sealed record OnHold(PartialTime Since, CountAndAge Count) : AncReadiness;

    /// <summary>A hold is open on a reported grade whose value is not on record, and no later count shows that it is over.</summary>
    /// <param name="Since">When the grade was reached.</param>
    /// <param name="Latest">The latest count, which is not later than the report or has not recovered; null where there is none.</param>
    public sealed record OnReportedHold(PartialTime Since, Grade? Grade, CountAndAge? Latest) : AncReadiness;

    /// <summary>The count has recovered, but no physician has released the hold: a start is still stopped.</summary>
    /// <param name="Count">The latest.</param>
    public sealed record AwaitingRelease(CountAndAge Count) : AncReadiness;

    /// <summary>The count has not recovered, but a physician has decided against the hold. Not to be shown as ready.</summary>
    public sealed record HoldOverridden(DateTimeOffset OverriddenAt, CountAndAge Count) : AncReadiness;

    /// <summary>The latest count is only a bound, such as &lt;1.5, and does not tell on which side of the hold's limit it lies: unknown.</summary>
    public sealed record Undecided(CountAndAge Count) : AncReadiness;

    /// <summary>Readiness at an instant, from the counts collected by then.</summary>
    /// <param name="counts">All counts of one course, in any order.</param>
    /// <param name="reports">Neutropenia reported as events of the course.</param>
    /// <param name="overriddenHolds">Hold subjects a physician has overridden, with the instant.</param>
    /// <param name="isHeld">Whether a hold on the count is on record that nobody has released.</param>
    public static AncReadiness Of(
        IReadOnlyList<CellCount> counts,
        IReadOnlyList<ConditionFacts> reports,
        IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds,
        RuleSet rules,
        DateTimeOffset at,
        bool isHeld = false
    )
    {
        var known = counts.Where(count => count.Collected.MayBeBy(at)).ToList();
        var latest = CellCount.Order.Latest(known);
        var stated = latest is null
            ? null
            : new CountAndAge(latest.MicroGigaPerLitre, at - latest.Collected.Earliest) { Bound = latest.Bound };
        var episodes = AncEpisodes.Of(known, overriddenHolds, rules.Limits);
        if (
            Reported(known, reports, overriddenHolds, rules, at, episodes) is { } report
            && episodes is not [.., { Closed: false, OverriddenAt: null }]
        )
            return new OnReportedHold(report.Reached, report.Grade, stated);
        if (latest is null || stated is null)
            return new Missing();

        var open = episodes is [.., { Closed: false } last] ? last : null;
        if (open is { OverriddenAt: null })
            return new OnHold(open.Opening.Collected, stated);
        if (isHeld)
            return new AwaitingRelease(stated);
        if (stated.Age > rules.Limits.AncFreshness)
            return new Stale(stated, rules.Limits.AncFreshness);
        if (open is { OverriddenAt: { } overridden })
            return new HoldOverridden(overridden, stated);
        return latest.IsAtLeast(rules.Limits.HoldBelowMicroGigaPerLitre) ? new Ready(stated) : new Undecided(stated);
    }

    private static ConditionFacts? Reported(
        IReadOnlyList<CellCount> known,
        IReadOnlyList<ConditionFacts> reports,
        IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds,
        RuleSet rules,
        DateTimeOffset at,
        IReadOnlyList<Episode<CellCount>> episodes
    ) =>
        AncReports
            .Of(
                [.. reports.Where(report => report.Reached.MayBeBy(at))],
                known,
                overriddenHolds,
                rules.Limits,
                episodes
            )
            .Where(report => report.Hold.EndedAt is null)
            .OrderBy(report => report.Hold.StartedAt)
            .Select(report => report.Reported)
            .LastOrDefault();
}
