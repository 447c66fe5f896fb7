using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>
/// Progress and tables for a person at a terminal. Only verbs that found a terminal come here: what goes to a file stays plain
/// lines, and a unit that is served never loads the library.
/// </summary>
internal static class Terminal
{
    /// <summary>Runs <paramref name="work"/> under a bar that moves with each call of what it is given.</summary>
    public static T WithProgress<T>(TextWriter errors, string what, int steps, Func<Action, T> work) =>
        On(errors)
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(progress =>
            {
                var task = progress.AddTask(what, maxValue: steps);
                return work(() => task.Increment(1));
            });

    public static void WriteTable(TextWriter output, string[] headings, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string heading in headings)
            table.AddColumn(new TableColumn(new Text(heading)));
        foreach (string[] row in rows)
            table.AddRow(row.Select(IRenderable (cell) => new Text(cell)));
        On(output).Write(table);
    }

    private static IAnsiConsole On(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
