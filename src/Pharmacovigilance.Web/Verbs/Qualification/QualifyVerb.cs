using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Qualification.Statistics;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>
/// <c>qualify grading &lt;vectors.csv&gt;</c> grades each row as the product does and compares with what the hospital expects;
/// <c>qualify statistics &lt;oracle.csv&gt;</c> recomputes each expected column of a table of known results.
/// The report goes to standard output, what makes a file unusable to standard error.
/// </summary>
internal static class QualifyVerb
{
    public const int AllMatch = 0;
    public const int Mismatch = 1;
    public const int Unusable = 2;

    private const int ProblemsShown = 20;

    /// <param name="args">What follows the verb.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        switch (args)
        {
            case ["grading", [not '-', ..] path]:
                return await GradingAsync(path, output, errors);
            case ["statistics", [not '-', ..] path]:
                return await StatisticsAsync(path, output, errors);
            default:
                await errors.WriteLineAsync(
                    "qualify needs what to qualify and one file: qualify grading <vectors.csv> or qualify statistics <oracle.csv>. The formats are described in docs/grading-qualification.md and docs/statistics-qualification.md."
                );
                return Unusable;
        }
    }

    private static async Task<int> StatisticsAsync(string path, TextWriter output, TextWriter errors)
    {
        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return Unusable;
        try
        {
            return await StatisticsReport.WriteAsync(OracleTable.Parse(path, text) with { Progress = errors }, output)
                ? AllMatch
                : Mismatch;
        }
        catch (OracleUnusableException unusable)
        {
            await errors.WriteLineAsync($"{path}: {unusable.Message}");
            return Unusable;
        }
    }

    private static async Task<int> GradingAsync(string path, TextWriter output, TextWriter errors)
    {
        if (await VerbFile.ReadAsync(path, errors) is not { } text)
            return Unusable;
        var (vectors, problems) = GradingVectorReader.Read(text);
        if (problems.Count > 0)
        {
            foreach (string problem in problems.Take(ProblemsShown))
                await errors.WriteLineAsync($"{path}: {problem}");
            if (problems.Count > ProblemsShown)
                await errors.WriteLineAsync($"{path}: and {problems.Count - ProblemsShown} more. Nothing was graded.");
            return Unusable;
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
        return wrong.Count == 0 ? AllMatch : Mismatch;
    }
}
