using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Tests;

/// <summary>That each of the failures in docs/peer-failures.md has a test with its number.</summary>
public partial class PeerFailureTests
{
    [Fact]
    public void EveryNumberOfTheList_HasATest()
    {
        string list = File.ReadAllText(Path.Combine(Root(), "docs", "peer-failures.md"));
        var numbers = ListedNumber().Matches(list).Select(match => match.Groups[1].Value).ToList();
        var tested = Directory
            .EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestedNumber().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(24, numbers.Count);
        Assert.DoesNotContain(numbers, number => !tested.Contains(number));
    }

    [GeneratedRegex(@"(?m)^\| ([0-9]{2}) \|", RegexOptions.None, 1000)]
    private static partial Regex ListedNumber();

    [GeneratedRegex("Trait\\(\"peer-failure\", \"([0-9]{2})\"\\)", RegexOptions.None, 1000)]
    private static partial Regex TestedNumber();

    private static string Root([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..");
}
