using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Rules.Tiers;

/// <summary>What the unit decided about one rule. Stored by name.</summary>
public enum TierChangeKind
{
    /// <summary>Shown in context instead of paging.</summary>
    Demote = 1,

    /// <summary>As the data say again.</summary>
    Restore = 2,

    /// <summary>Raises nothing any more.</summary>
    Retire = 3,
}

/// <summary>A signed change of one rule; the newest of a rule counts.</summary>
public sealed record TierChange(RuleId Rule, TierChangeKind Kind);

public static class TierChanges
{
    /// <summary>Why a change cannot be made to a rule as it stands; null when it can.</summary>
    /// <param name="shipped">The rule as the data say.</param>
    /// <param name="standing">The rule as it stands.</param>
    public static Refusal? Refuse(Rule shipped, Rule standing, TierChangeKind change)
    {
        if (RuleDuties.Holds(shipped.Id) || shipped.Tier == AlertTier.Interruptive)
            return Refusal.Of("rule-tier.holds", "rule", shipped.Id.Code());
        bool changesNothing = change switch
        {
            TierChangeKind.Demote => !standing.IsRetired && standing.Tier == AlertTier.Passive,
            TierChangeKind.Restore => !standing.IsRetired && standing.Tier == shipped.Tier,
            TierChangeKind.Retire => standing.IsRetired,
        };
        return changesNothing ? Refusal.Of("rule-tier.unchanged", "rule", shipped.Id.Code()) : null;
    }

    /// <summary>Rules as changed, each by its newest change.</summary>
    internal static IReadOnlyDictionary<RuleId, Rule> Apply(
        IReadOnlyDictionary<RuleId, Rule> shipped,
        IEnumerable<TierChange> changes
    )
    {
        var newest = new Dictionary<RuleId, TierChangeKind>();
        foreach (var change in changes)
            newest[change.Rule] = change.Kind;
        return shipped.ToDictionary(
            pair => pair.Key,
            pair => newest.TryGetValue(pair.Key, out var kind) ? Apply(pair.Value, kind) : pair.Value
        );
    }

    private static Rule Apply(Rule shipped, TierChangeKind kind) =>
        kind switch
        {
            TierChangeKind.Demote => shipped with { Tier = AlertTier.Passive },
            TierChangeKind.Restore => shipped,
            TierChangeKind.Retire => shipped with { IsRetired = true },
        };
}
