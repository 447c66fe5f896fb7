namespace Pharmacovigilance.Domain.Alerts;

/// <summary>What an alert pins: rule set with version, and the local policy's version beside it; printed <c>us-2024/1+local/2</c>.</summary>
/// <param name="PolicyVersion">Null in what was stored before the local policy had versions of its own.</param>
public sealed record RuleStamp(string SetId, string SetVersion, string? PolicyVersion)
{
    private const string PolicyPrefix = "local/";

    /// <exception cref="FormatException">Not in the printed form.</exception>
    public static RuleStamp Parse(string text)
    {
        string[] parts = text.Split('+');
        string[] set = parts[0].Split('/');
        bool understood = set.Length == 2 && parts.Length <= 2 && (parts.Length == 1 || parts[1].StartsWith(PolicyPrefix, StringComparison.Ordinal));
        return understood
            ? new RuleStamp(set[0], set[1], parts.Length == 1 ? null : parts[1][PolicyPrefix.Length..])
            : throw new FormatException($"'{text}' does not name a rule set and its version, such as eu-2023/1+local/1.");
    }

    /// <summary>The rule set without the local policy, e.g. <c>eu-2023/1</c>.</summary>
    public string Set => $"{SetId}/{SetVersion}";

    public override string ToString() => PolicyVersion is null ? Set : $"{Set}+{PolicyPrefix}{PolicyVersion}";
}
