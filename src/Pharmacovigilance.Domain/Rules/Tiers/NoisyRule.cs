using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;

namespace Pharmacovigilance.Domain.Rules.Tiers;

/// <summary>Which rules page so often in vain that showing them in context is proposed.</summary>
public static class NoisyRule
{
    /// <summary>Long enough for a rule to show its manner, short enough to be this year's; the unit's own proposal.</summary>
    public const int Weeks = 13;

    /// <summary>With fewer, a few days decide; Wilson's interval of 16 of 20 still reaches from 58 to 92 %.</summary>
    public const int LeastFired = 20;

    /// <summary>
    /// Overridden per cent of those fired. Published drug alerts are overridden in 49 to 96 % (van der Sijs, JAMIA 2006,
    /// doi 10.1197/jamia.M1809); from 80 % on a rule is among the worst of them.
    /// </summary>
    public const int LeastOverriddenPercent = 80;

    /// <param name="rule">As it stands.</param>
    /// <param name="quality">Its alerts of <see cref="Weeks"/> weeks.</param>
    public static bool IsProposed(Rule rule, AlertQuality quality) =>
        !RuleDuties.Holds(rule.Id)
        && rule is { IsRetired: false, Tier: AlertTier.Page }
        && quality.Fired >= LeastFired
        && quality.OverriddenInAll * 100 >= LeastOverriddenPercent * quality.Fired;
}
