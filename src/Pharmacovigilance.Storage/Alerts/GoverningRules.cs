using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// Which rules speak for an alert: those it pinned when it was opened. New alerts come from the rules in force, but an
/// open one neither ends nor changes because the unit now works by another set.
/// </summary>
internal sealed class GoverningRules(Knowledge knowledge, CourseFacts facts)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, Finding>> byStamp = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> InForce { get; } = knowledge.Findings(facts);

    /// <summary>True also where the pinned version is no longer known: then nothing but the rules in force can speak for it.</summary>
    public bool IsGovernedByRulesInForce(AlertRow row) => string.Equals(StampOf(row), knowledge.Rules.Stamp, StringComparison.Ordinal);

    /// <summary>What the alert's own rules find now; null when they find it no longer.</summary>
    public Finding? Find(AlertRow row)
    {
        string stamp = StampOf(row);
        if (!byStamp.TryGetValue(stamp, out var findings)) byStamp[stamp] = findings = FindingsOf(stamp).ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        return findings.GetValueOrDefault(row.Fingerprint);
    }

    private string StampOf(AlertRow row) => knowledge.RuleSets.TryPinned(RuleStamp.Parse(row.RuleSetVersion), out var rules) ? rules.Stamp : knowledge.Rules.Stamp;

    private IReadOnlyList<Finding> FindingsOf(string stamp)
    {
        if (string.Equals(stamp, knowledge.Rules.Stamp, StringComparison.Ordinal)) return InForce;
        knowledge.RuleSets.TryPinned(RuleStamp.Parse(stamp), out var rules);
        return knowledge.Under(rules!).Findings(facts);
    }
}
