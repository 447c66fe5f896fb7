using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary><c>replay &lt;scenario.json&gt; [--rules &lt;set&gt;]</c>: the report on standard output, everything else on standard error.</summary>
internal sealed class ReplayVerb : Verb
{
    public ReplayVerb(VerbConsole console)
        : base(
            "replay",
            "Runs a scenario and prints what follows from it as JSON.",
            "replay needs exactly one scenario file: replay <scenario.json> [--rules <rule set>]. The format is described in docs/scenario-format.md."
        )
    {
        var file = this.AddFile("scenario.json", "what happens; the format is described in docs/scenario-format.md");
        var rules = this.AddText("--rules", "rule set", "under these rules in place of the scenario's own");
        SetAction(async parsed =>
        {
            await using var output = console.OpenBytes();
            return await RunAsync(parsed.GetValue(file)!, parsed.GetValue(rules), output, console.Errors);
        });
    }

    internal static async Task<int> RunAsync(string path, string? ruleSet, Stream output, TextWriter errors)
    {
        var knowledge = KnowledgeFiles.Load();
        if (ruleSet is not null && knowledge.RuleSets.Find(ruleSet) is null)
        {
            await errors.WriteLineAsync(
                $"--rules: \"{ruleSet}\" is no rule set. Known: {string.Join(", ", knowledge.RuleSets.Sets.Select(set => set.Id))}."
            );
            return ExitCode.NotUnderstood;
        }

        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return ExitCode.NotUnderstood;
        try
        {
            var report = await ReplayAsync(text, knowledge, ruleSet);
            await output.WriteAsync(report);
            await output.FlushAsync();
            return ExitCode.Done;
        }
        catch (ScenarioRefusedException refused)
        {
            foreach (var problem in refused.Problems)
                await errors.WriteLineAsync($"{path}: {problem}");
            return ExitCode.NotUnderstood;
        }
        catch (Exception e)
        {
            // Nothing was printed yet: half a report must not pass for a whole one.
            await errors.WriteLineAsync(
                $"{path}: the replay failed for a reason inside the program; no report was written.{Environment.NewLine}{e}"
            );
            return ExitCode.Failed;
        }
    }

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
