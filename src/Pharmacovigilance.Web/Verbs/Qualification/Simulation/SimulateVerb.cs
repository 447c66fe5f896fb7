using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>
/// <c>simulate --null|--hazard &lt;multiple&gt;|--ratio &lt;hazard ratio&gt;</c> watches simulated units for years and prints how often,
/// and how soon, each rule gives a signal or calls a line within expectation. The table goes to standard output, progress and what was not understood to standard error.
/// </summary>
internal sealed class SimulateVerb : Verb
{
    private const int ProgressLines = 20;

    public SimulateVerb(VerbConsole console)
        : base(
            "simulate",
            "Measures in simulated units how often they are called worse or within expectation, and how soon.",
            "simulate --help lists what it takes; docs/simulation.md says what it means."
        )
    {
        var arguments = new SimulateArguments(this);
        SetAction(async parsed =>
        {
            var (options, problem) = SimulateOptions.Of(arguments, parsed);
            if (options is not null)
                return await RunAsync(options, console);
            await console.Errors.WriteLineAsync(problem);
            return ExitCode.NotUnderstood;
        });
    }

    private static async Task<int> RunAsync(SimulateOptions options, VerbConsole console)
    {
        var output = console.Output;
        var plan = options.Plan;
        var result = console.IsErrorTerminal
            ? Terminal.WithProgress(console.Errors, "simulate", plan.Units, step =>
                MonitoringSimulation.Run(plan, step)
            )
            : MonitoringSimulation.Run(plan, Progress(plan.Units, console.Errors));
        var table = new SimulationTable(options, result);
        foreach (string line in table.Lines())
            await output.WriteLineAsync(line);
        await output.FlushAsync();
        return table.IsKept ? ExitCode.Done : ExitCode.Failed;
    }

    private static Action Progress(int units, TextWriter errors)
    {
        var writing = new Lock();
        int done = 0,
            lines = 0;
        return () =>
        {
            lock (writing)
            {
                done++;
                if ((long)done * ProgressLines / units == lines)
                    return;
                lines = (int)((long)done * ProgressLines / units);
                errors.WriteLine(FormattableString.Invariant($"simulate: {done} of {units} units"));
            }
        };
    }
}
