using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Replay;

/// <summary><c>replay &lt;scenario.json&gt;</c>: the report on standard output, everything else on standard error.</summary>
internal static class ReplayVerb
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Malformed = 2;

    /// <param name="args">What follows the verb.</param>
    public static async Task<int> RunAsync(string[] args, Stream output, TextWriter errors)
    {
        if (args is not [var path] || path.StartsWith('-'))
        {
            await errors.WriteLineAsync("replay needs exactly one scenario file: replay <scenario.json>. The format is described in docs/scenario-format.md.");
            return Malformed;
        }

        if (await VerbFile.ReadAsync(path, errors) is not { } text) return Malformed;
        try
        {
            var report = await ReplayAsync(text, KnowledgeFiles.Load());
            await output.WriteAsync(report);
            await output.FlushAsync();
            return Done;
        }
        catch (ScenarioRefusedException refused)
        {
            foreach (var problem in refused.Problems) await errors.WriteLineAsync($"{path}: {problem}");
            return Malformed;
        }
        catch (Exception e)
        {
            // Nothing was printed yet: half a report must not pass for a whole one.
            await errors.WriteLineAsync($"{path}: the replay failed for a reason inside the program; no report was written.{Environment.NewLine}{e}");
            return Failed;
        }
    }

    /// <summary>The report of a scenario as UTF-8 JSON: the same bytes for the same text.</summary>
    /// <exception cref="ScenarioRefusedException">The scenario is malformed or a store refused a step.</exception>
    public static async Task<byte[]> ReplayAsync(string text, Knowledge knowledge)
    {
        var scenario = ScenarioReader.Read(text, knowledge);
        await using var unit = new ReplayUnit(knowledge, scenario.Unit.Zone, ReplayRunner.BeginsAt(scenario));
        var journal = await new ReplayRunner(unit, scenario).RunAsync();
        return ReplayReport.Write(await new ReplayReporter(unit, scenario, journal).ReportAsync());
    }
}
