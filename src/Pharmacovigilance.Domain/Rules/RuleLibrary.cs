using System.Diagnostics.CodeAnalysis;
using Pharmacovigilance.Domain.Rules.Tiers;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>All rule sets the product brings along, and every local policy the unit has had.</summary>
/// <param name="Sets">In the order of the data, with the shipped policy on top.</param>
/// <param name="Policies">Oldest first; the first is the shipped proposal, the last is in force.</param>
/// <param name="Adopted">Ids of the sets the unit has put in force, oldest first; empty while it works by the default.</param>
public sealed record RuleLibrary(
    IReadOnlyList<RuleSet> Sets,
    IReadOnlyList<LocalPolicy> Policies,
    IReadOnlyList<string> Adopted
)
{
    /// <summary>What a unit works by that has decided nothing.</summary>
    public const string Default = "eu-2023";

    /// <summary>Every signed change of a single rule, oldest first. They hold for whatever set is in force.</summary>
    public IReadOnlyList<TierChange> Changes { get; init; } = [];

    private static readonly string[] Shipped = [Default, "eu-2025", "us-2024", "us-2020"];

    /// <summary>The set of that id with the policy in force on top; null where the product has none of that name.</summary>
    public RuleSet? Find(string id) =>
        Sets.FirstOrDefault(set => string.Equals(set.Id, id, StringComparison.Ordinal))
            ?.With(Changes)
            .With(Policies[^1]);

    /// <summary>The set in force.</summary>
    public RuleSet InForce => Find(Adopted is [.., var last] ? last : Default)!;

    /// <summary>Whether the unit has ever decided about its rules; before that every alert was made by the shipped ones.</summary>
    public bool IsDecided => Adopted.Count > 0 || Policies.Count > 1 || Changes.Count > 0;

    /// <summary>Whether any rule that is in force, or that an alert may have pinned, looks at platelets.</summary>
    public bool ReadsPlatelets => Sets.Any(set => IsOrWasInForce(set) && set.ReadsPlatelets);

    /// <summary>Whether any policy that is in force, or that an alert may have pinned, looks at the blood pressure of such a course.</summary>
    public bool ReadsPressure(Patients.Regimen regimen) => Policies.Any(policy => PressureRule.Reads(regimen, policy));

    private bool IsOrWasInForce(RuleSet set) =>
        string.Equals(set.Id, Default, StringComparison.Ordinal) || Adopted.Contains(set.Id, StringComparer.Ordinal);

    /// <summary>All sets with the policy in force on top.</summary>
    public IReadOnlyList<RuleSet> Standing => [.. Sets.Select(set => set.With(Changes).With(Policies[^1]))];

    /// <summary>
    /// The rules that a stored alert pinned. A version the product no longer brings along is read by the set of the same id:
    /// the stamp shown beside it says which it was.
    /// </summary>
    public bool TryPinned(RuleStamp stamp, [NotNullWhen(true)] out RuleSet? rules)
    {
        var set = Sets.FirstOrDefault(s => string.Equals(s.Id, stamp.SetId, StringComparison.Ordinal));
        var policy = Policies.FirstOrDefault(p =>
            string.Equals(p.Version, stamp.PolicyVersion, StringComparison.Ordinal)
        ) ?? Policies[0];
        rules = set?.With([.. Changes.Take(stamp.Changes)]).With(policy);
        return rules is not null;
    }

    /// <summary>Parses the files of db/reference/rules.</summary>
    /// <param name="read">Gives the text of a file by its path below db/reference.</param>
    /// <exception cref="Reference.DataFormatException">A file is malformed; the message names file and element.</exception>
    public static RuleLibrary Parse(Func<string, string> read)
    {
        const string LocalFile = "rules/local-policy.json";
        var local = LocalRules.Parse(read(LocalFile), LocalFile);
        var sets = Shipped
            .Select(id => $"rules/{id}.json")
            .Select(file => RuleSet.Parse(read(file), file, local))
            .ToList();
        return new RuleLibrary(sets, [local.Policy], []);
    }
}
