using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Replay;

/// <summary><c>replay &lt;scenario.json&gt; [--rules &lt;set&gt;]</c>: the report on standard output, everything else on standard error.</summary>
internal static class ReplayVerb
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Malformed = 2;

    /// <param name="args">What follows the verb.</param>
    public static async Task<int> RunAsync(string[] args, Stream output, TextWriter errors)
    {
        if (Understood(args) is not var (path, ruleSet))
        {
            await errors.WriteLineAsync(
                "replay needs exactly one scenario file: replay <scenario.json> [--rules <rule set>]. The format is described in docs/scenario-format.md."
            );
            return Malformed;
        }

        var knowledge = KnowledgeFiles.Load();
        if (ruleSet is not null && knowledge.RuleSets.Find(ruleSet) is null)
        {
            await errors.WriteLineAsync(
                $"--rules: \"{ruleSet}\" is no rule set. Known: {string.Join(", ", knowledge.RuleSets.Sets.Select(set => set.Id))}."
            );
            return Malformed;
        }

        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return Malformed;
        try
        {
            var report = await ReplayAsync(text, knowledge, ruleSet);
            await output.WriteAsync(report);
            await output.FlushAsync();
            return Done;
        }
        catch (ScenarioRefusedException refused)
        {
            foreach (var problem in refused.Problems)
                await errors.WriteLineAsync($"{path}: {problem}");
            return Malformed;
        }
        catch (Exception e)
        {
            // Nothing was printed yet: half a report must not pass for a whole one.
            await errors.WriteLineAsync(
                $"{path}: the replay failed for a reason inside the program; no report was written.{Environment.NewLine}{e}"
            );
            return Failed;
        }
    }

    private static (string Path, string? RuleSet)? Understood(string[] args) =>
        args switch
        {
            ["--rules", [not '-', ..] set, [not '-', ..] path] => (path, set),
            [[not '-', ..] path, "--rules", [not '-', ..] set] => (path, set),
            [[not '-', ..] path] => (path, null),
            _ => null,
        };

    /// <summary>The report of a scenario as UTF-8 JSON: the same bytes for the same text and rule set.</summary>
    /// <param name="ruleSet">Id of a known rule set, in place of the scenario's own; null = as the scenario says.</param>
    /// <exception cref="ScenarioRefusedException">The scenario is malformed or a store refused a step.</exception>
    public static async Task<byte[]> ReplayAsync(string text, Knowledge knowledge, string? ruleSet = null)
    {
        var scenario = ScenarioReader.Read(text, knowledge, ruleSet);
        if ((ruleSet ?? scenario.RuleSet) is { } chosen)
            knowledge = knowledge.Under(knowledge.RuleSets.Find(chosen)!);
        await using var unit = new ReplayUnit(knowledge, scenario.Unit.Zone, ReplayRunner.BeginsAt(scenario));
        await unit.Stores.Tallies.CountAnewIfOutdatedAsync(scenario.Unit.MinimumPatients);
        var journal = await new ReplayRunner(unit, scenario).RunAsync();
        return ReplayReport.Write(await new ReplayReporter(unit, scenario, journal).ReportAsync());
    }
}
