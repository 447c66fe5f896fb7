using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>What the neutrophil counts say about starting an infusion at an instant. Only <see cref="Ready"/> is good news.</summary>
public abstract record AncReadiness
{
    private AncReadiness() { }

    /// <summary>Whether the latest count was counted, or is only a bound.</summary>
    public ValueBound Bound { get; init; }

    /// <summary>A fresh count and no hold.</summary>
    /// <param name="MicroGigaPerLitre">Millionths of 10⁹/L.</param>
    public sealed record Ready(long MicroGigaPerLitre, TimeSpan Age) : AncReadiness;

    /// <summary>The latest count is older than the rule set allows.</summary>
    /// <param name="Limit">The age the rule set allows.</param>
    public sealed record Stale(long MicroGigaPerLitre, TimeSpan Age, TimeSpan Limit) : AncReadiness;

    /// <summary>No count was collected by then: unknown, which is not "ready".</summary>
    public sealed record Missing : AncReadiness;

    /// <summary>A hold is open.</summary>
    /// <param name="Since">When the count that opened it was collected.</param>
    /// <param name="MicroGigaPerLitre">The latest count, millionths of 10⁹/L.</param>
    public sealed record OnHold(DateTimeOffset Since, long MicroGigaPerLitre, TimeSpan Age) : AncReadiness;

    /// <summary>The count has recovered, but no physician has released the hold: a start is still stopped.</summary>
    /// <param name="MicroGigaPerLitre">The latest count, millionths of 10⁹/L.</param>
    public sealed record AwaitingRelease(long MicroGigaPerLitre, TimeSpan Age) : AncReadiness;

    /// <summary>The count has not recovered, but a physician has decided against the hold. Not to be shown as ready.</summary>
    public sealed record HoldOverridden(DateTimeOffset OverriddenAt, long MicroGigaPerLitre, TimeSpan Age) : AncReadiness;

    /// <summary>The latest count is only a bound, such as &lt;1.5, and does not tell on which side of the hold's limit it lies: unknown.</summary>
    public sealed record Undecided(long MicroGigaPerLitre, TimeSpan Age) : AncReadiness;

    /// <summary>Readiness at an instant, from the counts collected by then.</summary>
    /// <param name="counts">All counts of one course, in any order.</param>
    /// <param name="overriddenHolds">Hold subjects a physician has overridden, with the instant.</param>
    /// <param name="isHeld">Whether a hold on the count is on record that nobody has released.</param>
    public static AncReadiness Of(
        IReadOnlyList<CellCount> counts, IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds, RuleSet rules, DateTimeOffset at, bool isHeld = false)
    {
        var known = Episodes.InOrder(counts.Where(count => count.CollectedAt <= at));
        if (known is not [.., var latest]) return new Missing();
        var open = AncEpisodes.Of(known, overriddenHolds, rules.Limits) is [.., { Closed: false } last] ? last : null;
        return By(latest, at - latest.CollectedAt, open, rules.Limits, isHeld) with { Bound = latest.Bound };
    }

    private static AncReadiness By(CellCount latest, TimeSpan age, Episode<CellCount>? open, RuleLimits limits, bool isHeld)
    {
        if (open is { OverriddenAt: null }) return new OnHold(open.Opening.CollectedAt, latest.MicroGigaPerLitre, age);
        if (isHeld) return new AwaitingRelease(latest.MicroGigaPerLitre, age);
        if (age > limits.AncFreshness) return new Stale(latest.MicroGigaPerLitre, age, limits.AncFreshness);
        if (open is { OverriddenAt: { } overridden }) return new HoldOverridden(overridden, latest.MicroGigaPerLitre, age);
        return latest.IsAtLeast(limits.HoldBelowMicroGigaPerLitre) ? new Ready(latest.MicroGigaPerLitre, age) : new Undecided(latest.MicroGigaPerLitre, age);
    }
}
