namespace Pharmacovigilance.Domain.Rules;

/// <summary>How two rule sets stand to one finding.</summary>
public enum FindingAgreement
{
    /// <summary>Both say the same.</summary>
    Same = 1,

    /// <summary>Only the set in force says it.</summary>
    OnlyInForce = 2,

    /// <summary>Only the other set says it.</summary>
    OnlyOther = 3,

    /// <summary>Both find it and propose something else.</summary>
    OtherProposal = 4,
}

/// <summary>One finding under two rule sets.</summary>
/// <param name="InForce">What the set in force finds; null where it finds nothing.</param>
/// <param name="Other">What the other set finds; null where it finds nothing.</param>
public sealed record ComparedFinding(FindingAgreement Agreement, Finding? InForce, Finding? Other)
{
    /// <summary>The finding to show: the other set's where there are two.</summary>
    public Finding Shown => Other ?? InForce!;
}

/// <summary>What two rule sets say about the same facts, finding by finding.</summary>
public static class RuleComparison
{
    /// <param name="inForce">Findings of <paramref name="rulesInForce"/>.</param>
    /// <param name="other">Findings of <paramref name="otherRules"/> over the same facts.</param>
    /// <returns>Newest first; every finding of either side exactly once.</returns>
    public static IReadOnlyList<ComparedFinding> Between(
        IReadOnlyList<Finding> inForce,
        RuleSet rulesInForce,
        IReadOnlyList<Finding> other,
        RuleSet otherRules
    )
    {
        var others = other.ToDictionary(finding => finding.Fingerprint, StringComparer.Ordinal);
        var compared = new List<ComparedFinding>();
        foreach (var finding in inForce)
        {
            compared.Add(
                others.Remove(finding.Fingerprint, out var match)
                    ? new(
                        SaysTheSame(finding, rulesInForce, match, otherRules)
                            ? FindingAgreement.Same
                            : FindingAgreement.OtherProposal,
                        finding,
                        match
                    )
                    : new(FindingAgreement.OnlyInForce, finding, null)
            );
        }

        compared.AddRange(
            others.Values.Select(finding => new ComparedFinding(FindingAgreement.OnlyOther, null, finding))
        );
        return
        [
            .. compared
                .OrderByDescending(c => c.Shown.Since)
                .ThenBy(c => c.Shown.Rule)
                .ThenBy(c => c.Shown.Subject, StringComparer.Ordinal),
        ];
    }

    private static bool SaysTheSame(Finding inForce, RuleSet rulesInForce, Finding other, RuleSet otherRules) =>
        inForce.Tier == other.Tier
        && inForce.Hold == other.Hold
        && string.Equals(rulesInForce.TextOf(inForce, "en"), otherRules.TextOf(other, "en"), StringComparison.Ordinal);
}
