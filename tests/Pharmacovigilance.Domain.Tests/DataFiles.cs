using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests;

/// <summary>The shipped data files, as copied beside the tests.</summary>
internal static class DataFiles
{
    public static string Text(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", file));

    public static IEnumerable<string[]> Oracle(string room, string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, room, "oracle", file))
            .Skip(1)
            .Select(line => line.Split(','));

    public static CtcaeDictionary Ctcae50 { get; } = CtcaeDictionary.Parse(Text("ctcae-5.0.json"), "ctcae-5.0.json");

    public static CtcaeLibrary Library { get; } = CtcaeLibrary.Parse(Text);

    public static ReferenceSet Rates { get; } = ReferenceSet.Parse(Text("rates.json"), "rates.json");
}
