using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>
/// Which rules speak for an alert: those it pinned when it was opened. New alerts come from the rules in force, but an
/// open one neither ends nor changes because the unit now works by another set.
/// </summary>
internal sealed class GoverningRules(Knowledge knowledge, CourseFacts facts)
{
    private readonly string stampInForce = knowledge.Rules.Stamp;
    private readonly Dictionary<string, IReadOnlyDictionary<string, Finding>?> byStamp = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> InForce { get; } = knowledge.Findings(facts);

    /// <summary>True also where nothing is known of the pinned version: then only the rules in force can speak for the alert.</summary>
    public bool IsGovernedByRulesInForce(AlertRow row) => Others(row) is null;

    /// <summary>What the rules of an alert that are not in force find now; null when they find it no longer.</summary>
    public Finding? Find(AlertRow row) => Others(row)?.GetValueOrDefault(row.Fingerprint);

    /// <summary>The rules that speak for an alert, and all they find in the course.</summary>
    public (RuleSet Rules, IReadOnlyList<Finding> Findings) Of(AlertRow row) =>
        Others(row) is { } others && knowledge.RuleSets.TryPinned(RuleStamp.Parse(row.RuleSetVersion), out var pinned)
            ? (pinned, [.. others.Values])
            : (knowledge.Rules, InForce);

    /// <summary>All findings of the rules an alert pinned; null where those are the rules in force.</summary>
    private IReadOnlyDictionary<string, Finding>? Others(AlertRow row)
    {
        if (string.Equals(row.RuleSetVersion, stampInForce, StringComparison.Ordinal))
            return null;
        if (byStamp.TryGetValue(row.RuleSetVersion, out var found))
            return found;
        bool isAnother =
            knowledge.RuleSets.TryPinned(RuleStamp.Parse(row.RuleSetVersion), out var rules)
            && !string.Equals(rules.Stamp, stampInForce, StringComparison.Ordinal);
        return byStamp[row.RuleSetVersion] = isAnother
            ? knowledge
                .Under(rules!)
                .Findings(facts)
                .ToDictionary(finding => finding.Fingerprint, StringComparer.Ordinal)
            : null;
    }
}
