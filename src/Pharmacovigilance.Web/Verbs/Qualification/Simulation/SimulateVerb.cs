using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>
/// <c>simulate --null|--hazard &lt;multiple&gt;|--ratio &lt;hazard ratio&gt;</c> watches simulated units for years and prints how often,
/// and how soon, each rule gives a signal or calls a line within expectation. The table goes to standard output, progress and what was not understood to standard error.
/// </summary>
internal static class SimulateVerb
{
    public const int Kept = 0;
    public const int Broken = 1;
    public const int NotUnderstood = 2;

    private const int ProgressLines = 20;

    /// <param name="args">What follows the verb.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var (options, problem) = SimulateOptions.Parse(args);
        if (options is null)
        {
            await errors.WriteLineAsync(problem);
            return NotUnderstood;
        }

        var table = new SimulationTable(
            options,
            MonitoringSimulation.Run(options.Plan, Progress(options.Plan.Units, errors))
        );
        foreach (string line in table.Lines())
            await output.WriteLineAsync(line);
        await output.FlushAsync();
        return table.IsKept ? Kept : Broken;
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
