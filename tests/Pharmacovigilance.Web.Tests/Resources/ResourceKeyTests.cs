using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pharmacovigilance.Web.Tests.Resources;

/// <summary>Whatever a page asks its resource for is there: a missing key shows the key to a person.</summary>
public sealed partial class ResourceKeyTests
{
    private static readonly IReadOnlyDictionary<string, HashSet<string>> Keys = SourceFiles
        .Of("Pharmacovigilance.Web", "*.resx")
        .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
        .ToDictionary(
            both => both.Key,
            both => both.Select(Read).Aggregate((one, other) => [.. one.Intersect(other, StringComparer.Ordinal)]),
            StringComparer.Ordinal
        );

    private static readonly Type[] Enums =
    [
        .. new[] { typeof(Domain.Role), typeof(Storage.Database.WriteQueue), typeof(Web.Shared.RefusalSentences) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsEnum),
    ];

    /// <summary>Values that are said in other words before the key is made.</summary>
    private static readonly string[] NeverAsked =
    [
        "StateWords.cs: SignalsText lacks ReasonCtcaeCriteriaDiffer (StreamReason)",
        "StepForm.razor: InfusionText lacks WhenPremedicated (InfusionStepKind)",
    ];

    [Fact]
    public void LiteralKeys_OfEveryPageAndClass_AreInBothLanguages()
    {
        var asked = Asked().Where(key => !key.IsBuilt).ToList();

        Assert.True(
            asked.Count > 1000,
            $"only {asked.Count} keys were found: the scan does not see the source any more"
        );
        Assert.DoesNotContain(asked, key => !Keys[key.Resource].Contains(key.Text));
    }

    /// <summary>A key made of a value: where its type can be told, all its values; at the least one key of the pattern.</summary>
    [Fact]
    public void BuiltKeys_OfEveryPageAndClass_HaveAKeyForEachValue()
    {
        var asked = Asked().Where(key => key.IsBuilt).ToList();

        Assert.True(asked.Count > 50);
        Assert.Empty(
            asked
                .SelectMany(Missing)
                .Except(NeverAsked, StringComparer.Ordinal)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The enum is told by the end of the expression: <c>{alert.Status}</c> or <c>{status}</c> is one whose name ends in Status and shares most values with the keys.</summary>
    private static IEnumerable<string> Missing(Key key)
    {
        var parts = Hole().Match(key.Text);
        (string before, string value, string after) = (
            parts.Groups[1].Value,
            parts.Groups[2].Value,
            parts.Groups[3].Value
        );
        var pattern = new Regex(
            $"^{Regex.Escape(before)}.+{(after.Contains('{', StringComparison.Ordinal) ? ".*" : Regex.Escape(after))}$",
            RegexOptions.NonBacktracking
        );
        if (!Keys[key.Resource].Any(pattern.IsMatch))
            return [$"{key.File}: no key of {key.Resource} is like {key.Text}"];
        if (after.Contains('{', StringComparison.Ordinal))
            return [];
        string name = LastName().Match(value).Value;
        var type = Enums
            .Where(one => name.Length > 2 && one.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            .MaxBy(one =>
                (double)Enum.GetNames(one).Count(member => Keys[key.Resource].Contains(before + member + after))
                / Enum.GetNames(one).Length
            );
        // Fewer in common, and it is another enum, or one of which not all values come here.
        return
            type is null
            || Enum.GetNames(type).Count(member => Keys[key.Resource].Contains(before + member + after))
                < 0.8 * Enum.GetNames(type).Length
            ? []
            : Enum.GetNames(type)
                .Select(member => before + member + after)
                .Where(wanted => !Keys[key.Resource].Contains(wanted))
                .Select(wanted => $"{key.File}: {key.Resource} lacks {wanted} ({type.Name})");
    }

    private static IEnumerable<Key> Asked()
    {
        var sources = SourceFiles
            .Of("Pharmacovigilance.Web", "*.razor")
            .Concat(SourceFiles.Of("Pharmacovigilance.Web", "*.cs"))
            .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file))).ToList(),
                StringComparer.Ordinal
            );
        foreach (var (name, files) in sources)
        {
            var localizers = Localizers(sources, name);
            foreach (var (file, text) in files)
            {
                foreach (Match use in Use().Matches(text).Where(use => localizers.ContainsKey(use.Groups[1].Value)))
                {
                    foreach (string key in Literals(text, use.Index + use.Length))
                        yield return new Key(file, localizers[use.Groups[1].Value], key);
                }
            }
        }
    }

    /// <summary>Names under which a class and the classes it inherits from hold a resource.</summary>
    private static Dictionary<string, string> Localizers(
        Dictionary<string, List<(string Name, string Text)>> sources,
        string name
    )
    {
        string all = string.Concat(sources[name].Select(file => file.Text));
        var found = Inherits()
            .Matches(all)
            .Select(match => match.Groups[1].Value)
            .Where(parent => parent != name && sources.ContainsKey(parent))
            .SelectMany(parent => Localizers(sources, parent))
            .DistinctBy(pair => pair.Key)
            .ToDictionary(StringComparer.Ordinal);
        foreach (Match declared in Declaration().Matches(all))
        {
            string resource = declared.Groups[1].Value.Split('.')[^1];
            if (Keys.ContainsKey(resource))
                found[declared.Groups[2].Value] = resource;
        }

        return found;
    }

    /// <summary>The text literals of the first argument of an indexer.</summary>
    private static IEnumerable<string> Literals(string text, int from)
    {
        int depth = 0,
            at = from;
        for (bool quoted = false; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"')
                quoted = !quoted;
            if (quoted)
                continue;
            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or '}')
                depth--;
            else if ((c == ']' && depth-- == 0) || (c == ',' && depth == 0))
                break;
        }

        // "fact:" + name is a built key like $"fact:{name}".
        return Literal()
            .Matches(text[from..at])
            .Select(match =>
                match.Groups[2].Success ? $"{match.Groups[1].Value}{{{match.Groups[2].Value}}}" : match.Groups[1].Value
            )
            .Where(key => key.Length > 0);
    }

    private static HashSet<string> Read(string file) =>
        [
            .. XDocument
                .Load(file)
                .Root!.Elements("data")
                .Where(row => !string.IsNullOrWhiteSpace(row.Element("value")?.Value))
                .Select(row => row.Attribute("name")!.Value),
        ];

    private sealed record Key(string File, string Resource, string Text)
    {
        public bool IsBuilt => Text.Contains('{', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"IStringLocalizer<([\w.]+)>\s+(\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"(?:@inherits\s+|class\s+\w+(?:\([^)]*\))?\s*:\s*)(\w+)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Inherits();

    [GeneratedRegex(@"(?<![\w.])(\w+)\[", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();

    [GeneratedRegex(
        """
            "([^"]*)"(?:\s*\+\s*(\([^"]*"[^"]*"\)|[\w.()]+))?
            """,
        RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Literal();

    [GeneratedRegex(@"^([^{]*)\{([^}]*)\}(.*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\w+(?=\W*$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastName();
}
