using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Qualification.Statistics;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>
/// <c>qualify grading &lt;vectors.csv&gt;</c> grades each row as the product does and compares with what the hospital expects;
/// <c>qualify statistics &lt;oracle.csv&gt;</c> recomputes each expected column of a table of known results.
/// The report goes to standard output, what makes a file unusable to standard error.
/// </summary>
internal sealed class QualifyVerb : Verb
{
    private const string HowToCall =
        "qualify needs what to qualify and one file: qualify grading <vectors.csv> or qualify statistics <oracle.csv>. The formats are described in docs/grading-qualification.md and docs/statistics-qualification.md.";

    private const int ProblemsShown = 20;

    public QualifyVerb(VerbConsole console)
        : base("qualify", "Checks the product's arithmetic against a table of known results.", HowToCall)
    {
        Add(
            new OfOneFile(
                "grading",
                "Checks the grading against your own expected grades.",
                ("vectors.csv", "the table; docs/grading-qualification.md describes the columns"),
                path => GradingAsync(path, console.Output, console.Errors)
            )
        );
        Add(
            new OfOneFile(
                "statistics",
                "Recomputes a table of known statistical results.",
                ("oracle.csv", "the table; docs/statistics-qualification.md describes the columns"),
                path => StatisticsAsync(path, console.Output, console.Errors)
            )
        );
    }

    private sealed class OfOneFile : Verb
    {
        public OfOneFile(
            string name,
            string description,
            (string Name, string Description) of,
            Func<string, Task<int>> runAsync
        )
            : base(name, description, HowToCall)
        {
            var file = this.AddFile(of.Name, of.Description);
            SetAction(parsed => runAsync(parsed.GetValue(file)!));
        }
    }

    private static async Task<int> StatisticsAsync(string path, TextWriter output, TextWriter errors)
    {
        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return ExitCode.NotUnderstood;
        try
        {
            return await StatisticsReport.WriteAsync(OracleTable.Parse(path, text) with { Progress = errors }, output)
                ? ExitCode.Done
                : ExitCode.Failed;
        }
        catch (OracleUnusableException unusable)
        {
            await errors.WriteLineAsync($"{path}: {unusable.Message}");
            return ExitCode.NotUnderstood;
        }
    }

    private static async Task<int> GradingAsync(string path, TextWriter output, TextWriter errors)
    {
        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return ExitCode.NotUnderstood;
        var (vectors, problems) = GradingVectorReader.Read(text);
        if (problems.Count > 0)
        {
            foreach (string problem in problems.Take(ProblemsShown))
                await errors.WriteLineAsync($"{path}: {problem}");
            if (problems.Count > ProblemsShown)
                await errors.WriteLineAsync($"{path}: and {problems.Count - ProblemsShown} more. Nothing was graded.");
            return ExitCode.NotUnderstood;
        }

        return await ReportAsync(vectors, KnowledgeFiles.Load().Library, output);
    }

    private static async Task<int> ReportAsync(
        IReadOnlyList<GradingVector> vectors,
        CtcaeLibrary library,
        TextWriter output
    )
    {
        var graded = vectors.Select(vector => GradedVector.Of(vector, library)).ToList();
        var wrong = graded.Where(row => !row.Matches).ToList();
        await output.WriteLineAsync(GradedVector.Heading);
        foreach (var row in graded)
            await output.WriteLineAsync(row.Line);
        await output.WriteLineAsync();
        if (wrong.Count > 0)
        {
            await output.WriteLineAsync("Mismatches:");
            foreach (var row in wrong)
                await output.WriteLineAsync(row.Line);
            await output.WriteLineAsync();
        }

        await output.WriteLineAsync(
            $"Rows: {graded.Count}. Matches: {graded.Count - wrong.Count}. Mismatches: {wrong.Count}."
        );
        await output.FlushAsync();
        return wrong.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
