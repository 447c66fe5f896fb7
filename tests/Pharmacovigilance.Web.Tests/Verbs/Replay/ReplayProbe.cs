using System.Text.Json;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Harness;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>Runs scenarios in this process as the verb does.</summary>
internal static class ReplayProbe
{
    private static readonly Lazy<Knowledge> Loaded = new(KnowledgeFiles.Load);

    public static Knowledge Knowledge => Loaded.Value;

    public static string Shipped(string name) =>
        Path.Combine(AppContext.BaseDirectory, "reference", "scenarios", name + ".json");

    public static async Task<JsonElement> OfFileAsync(string name) =>
        await OfTextAsync(await File.ReadAllTextAsync(Shipped(name)));

    public static async Task<JsonElement> OfTextAsync(string scenario) =>
        Parse(await ReplayVerb.ReplayAsync(scenario, Knowledge));

    public static JsonElement Parse(byte[] report)
    {
        using var document = JsonDocument.Parse(report);
        return document.RootElement.Clone();
    }

    /// <summary>A scenario of one patient on IsaPd from 2026-01-05 (UTC), 70 kg.</summary>
    /// <param name="steps">The steps, separated by commas.</param>
    public static string OnePatient(string steps) =>
        $$"""
            {
              "format": "pharmacovigilance-scenario/1",
              "patients": [ { "id": "P1", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70 } ],
              "steps": [ {{steps}} ]
            }
            """;

    /// <summary>What the verb answers to a scenario that it must refuse: every line of standard error.</summary>
    public static async Task<(int Exit, string Errors, string Output)> RefusalOfAsync(string scenario)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("replay-test-").FullName, "scenario.json");
        try
        {
            await File.WriteAllTextAsync(file, scenario);
            var (exit, output, errors) = await VerbRun.RunAsync("replay", file);
            return (exit, errors.Replace(file + ": ", "", StringComparison.Ordinal), output);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    public static IEnumerable<JsonElement> List(this JsonElement report, string name) =>
        report.GetProperty(name).EnumerateArray();

    public static string Text(this JsonElement line, string name) => line.GetProperty(name).ToString();

    public static bool IsNull(this JsonElement line, string name) =>
        line.GetProperty(name).ValueKind == JsonValueKind.Null;
}
