using System.Text.RegularExpressions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Puts the codes themselves in place of <c>code of AlertStatus</c>, so that a CHECK and its enum cannot disagree. Some of an
/// enum's codes are written <c>code of GradeBand ('Any', 'GradeAtLeast3')</c>, codes without an enum <c>code ('Send', 'Suppress')</c>.
/// </summary>
internal static partial class SchemaCodes
{
    /// <summary>What is not stored by the names of its enum.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Named = new(StringComparer.Ordinal)
    {
        ["Channel"] = ChannelNames.All,
        [nameof(CtcaeVersion)] = [.. Enum.GetValues<CtcaeVersion>().Select(CtcaeVersions.Format)],
        [nameof(RuleId)] = [.. Enum.GetValues<RuleId>().Select(RuleCodes.Code)],
    };

    private static readonly ILookup<string, Type> Enums = new[] { typeof(Actor).Assembly, typeof(SchemaCodes).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsEnum)
        .ToLookup(type => type.Name, StringComparer.Ordinal);

    public static string Resolve(string text) => CodeOf().Replace(text, match => $"code ({List(match)})");

    /// <summary>The codes that are stored for an enum, by its name.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        if (Named.TryGetValue(name, out var codes))
            return codes;
        var types = Enums[name].ToList();
        return types.Count == 1
            ? Enum.GetNames(types[0])
            : throw new InvalidOperationException(
                $"The schema says 'code of {name}', but {(types.Count == 0 ? "no enum has" : "several enums have")} this name."
            );
    }

    private static string List(Match match)
    {
        string name = match.Groups["name"].Value;
        var all = Of(name);
        if (!match.Groups["some"].Success)
            return string.Join(", ", all.Select(code => $"'{code}'"));
        string some = match.Groups["some"].Value;
        string? unknown = some.Split(", ")
            .Select(code => code.Trim('\''))
            .FirstOrDefault(code => !all.Contains(code, StringComparer.Ordinal));
        return unknown is null
            ? some
            : throw new InvalidOperationException($"The schema allows '{unknown}', which is no code of {name}.");
    }

    [GeneratedRegex(
        @"\bcode of (?<name>\w+)(?: \((?<some>'[^)]*')\))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex CodeOf();
}
