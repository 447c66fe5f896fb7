using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Verbs.Import;

/// <summary><c>import ctcae &lt;workbook.xlsx&gt;</c>: the preview on standard output, everything else on standard error.</summary>
internal static class ImportVerb
{
    public const int Done = 0;
    public const int Refused = 2;
    private const string PreviewOnly = "--preview";
    private const string AcceptRejected = "--accept-rejected";

    /// <param name="args">What follows the verb; what is not the import's own is a setting of the unit.</param>
    /// <exception cref="StartRefusedException">The settings cannot be used.</exception>
    /// <exception cref="DatabaseRefusedException">The unit's data cannot be opened.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, bool isTerminal)
    {
        if (args is not ["ctcae", var path, ..] || path.StartsWith('-'))
        {
            await errors.WriteLineAsync(
                "import needs one of NCI's workbooks: import ctcae <workbook.xlsx> [--preview] [--accept-rejected] [--Unit:DataFolder <folder>]."
            );
            return Refused;
        }

        string[] own = [PreviewOnly, AcceptRejected];
        string[] settings = [.. args.Skip(2).Where(arg => !own.Contains(arg, StringComparer.Ordinal))];
        try
        {
            // The file first: a damaged one must not make a unit.
            var file = await ReadAsync(path, errors, isTerminal);
            await using var app = UnitProgram.Build(UnitMode.Real, settings, folder: null);
            await OpenAsync(app.Services);
            var imports = app.Services.GetRequiredService<CtcaeImportStore>();
            await StepAsync(errors, isTerminal, "Comparing it with the dictionary in force…");
            var seen = await imports.PreviewAsync(file);
            await ImportReport.WriteAsync(output, seen);
            if (args.Contains(PreviewOnly, StringComparer.Ordinal))
            {
                await output.WriteLineAsync("Preview only: nothing was written.");
                return Done;
            }

            await StepAsync(errors, isTerminal, "Importing…");
            var outcome = await imports.ImportAsync(
                Actor.Product,
                seen,
                args.Contains(AcceptRejected, StringComparer.Ordinal),
                $"{Actor.Product.Name} (command line, {Environment.UserName})"
            );
            await output.WriteLineAsync(
                outcome is ImportOutcome.Imported
                    ? "Imported."
                    : "Nothing was changed: the dictionary in force says the same already."
            );
            return Done;
        }
        catch (RefusedException refused)
        {
            foreach (var refusal in refused.Refusals)
                await errors.WriteLineAsync($"{path}: {Sentence(refusal)}");
            return Refused;
        }
    }

    private static async Task<NciFile> ReadAsync(string path, TextWriter errors, bool isTerminal)
    {
        await StepAsync(errors, isTerminal, $"Reading {path}…");
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > WorkbookFile.LargestFileBytes })
                throw WorkbookFile.TooLarge();
            return WorkbookFile.Read(Path.GetFileName(path), await File.ReadAllBytesAsync(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("workbook.unreadable", "workbook", e.Message);
        }
    }

    private static async Task OpenAsync(IServiceProvider services)
    {
        try
        {
            await services.OpenUnitAsync();
        }
        catch (DatabaseRefusedException e) when (e.InnerException is IOException)
        {
            throw new DatabaseRefusedException(
                $"{e.Message} A running unit imports on its own page: sign in as an administrator and open /dictionary.",
                e
            );
        }
    }

    private static string Sentence(Refusal refusal) =>
        refusal.Code == "dictionary.rejected-rows"
            ? $"{EnglishSentences.Of(refusal)} To import without them, repeat with {AcceptRejected}."
            : EnglishSentences.Of(refusal);

    private static Task StepAsync(TextWriter errors, bool isTerminal, string what) =>
        isTerminal ? errors.WriteLineAsync(what) : Task.CompletedTask;
}
