using System.Globalization;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// What an alert pins: rule set with version, beside it the local policy's version, and how many changes of single rules
/// were signed; printed <c>us-2024/1+local/2</c> or <c>us-2024/1+local/2+rules/3</c>.
/// </summary>
/// <param name="PolicyVersion">Null in what was stored before the local policy had versions of its own.</param>
/// <param name="Changes">The first so many changes were in force; 0 in what was stored before there were any.</param>
public sealed record RuleStamp(string SetId, string SetVersion, string? PolicyVersion, int Changes = 0)
{
    private const string PolicyPrefix = "local/";
    private const string ChangesPrefix = "rules/";

    /// <exception cref="FormatException">Not in the printed form.</exception>
    public static RuleStamp Parse(string text)
    {
        string[] parts = text.Split('+');
        string[] set = parts[0].Split('/');
        int changes = 0;
        bool understood =
            set.Length == 2
            && parts.Length <= 3
            && (parts.Length == 1 || parts[1].StartsWith(PolicyPrefix, StringComparison.Ordinal))
            && (
                parts.Length <= 2
                || (
                    parts[2].StartsWith(ChangesPrefix, StringComparison.Ordinal)
                    && int.TryParse(
                        parts[2][ChangesPrefix.Length..],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out changes
                    )
                )
            );
        return understood
            ? new RuleStamp(set[0], set[1], parts.Length == 1 ? null : parts[1][PolicyPrefix.Length..], changes)
            : throw new FormatException(
                $"'{text}' does not name a rule set and its version, such as eu-2023/1+local/1."
            );
    }

    /// <summary>The rule set without the local policy, e.g. <c>eu-2023/1</c>.</summary>
    public string Set => $"{SetId}/{SetVersion}";

    public override string ToString() =>
        (PolicyVersion is null ? Set : $"{Set}+{PolicyPrefix}{PolicyVersion}")
        + (Changes == 0 ? "" : $"+{ChangesPrefix}{Changes}");
}
