using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pharmacovigilance.Web.Tests.Resources;

public sealed partial class ResourceTests
{
    private static readonly string Source = Path.Combine(SourceFiles.Root, "src");

    private static readonly string[] English =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Source, "Pharmacovigilance.Web"), "*.resx", SearchOption.AllDirectories)
            .Where(f =>
                !f.EndsWith(".ru.resx", StringComparison.Ordinal)
                && !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal)
            ),
    ];

    public static TheoryData<string> Files => new(English.Select(f => Path.GetRelativePath(Source, f)));

    [Fact]
    public void Resources_AreFound() => Assert.True(English.Length >= 5);

    [Theory]
    [MemberData(nameof(Files))]
    public void Resource_RussianAndEnglish_HaveTheSameKeysAndPlaceholders(string file)
    {
        var english = Read(Path.Combine(Source, file));
        var russian = Read(Path.Combine(Source, file.Replace(".resx", ".ru.resx", StringComparison.Ordinal)));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), russian.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(text), $"{key} is empty in English");
            Assert.False(string.IsNullOrWhiteSpace(russian[key]), $"{key} is empty in Russian");
            Assert.True(
                Placeholders(text).SetEquals(Placeholders(russian[key])),
                $"{key}: '{text}' and '{russian[key]}' name different values"
            );
        }
    }

    [Fact]
    public void Refusals_EveryCodeInTheSource_HasASentence()
    {
        var sentences = Read(Path.Combine(Source, "Pharmacovigilance.Web", "Shared", "Refusals.resx"));
        var codes = Directory
            .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(codes.Count > 20);
        Assert.Empty(codes.Except(sentences.Keys, StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Read(string file)
    {
        var rows = XDocument
            .Load(file)
            .Root!.Elements("data")
            .Select(d => (Key: d.Attribute("name")!.Value, Text: d.Element("value")!.Value))
            .ToList();
        Assert.Equal(rows.Count, rows.DistinctBy(r => r.Key, StringComparer.Ordinal).Count());
        return rows.ToDictionary(r => r.Key, r => r.Text, StringComparer.Ordinal);
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        """(?:Refusal\.Of|RefusedException)\(\s*"([a-z][a-z0-9.-]*)"\s*[,)]""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Code();
}
