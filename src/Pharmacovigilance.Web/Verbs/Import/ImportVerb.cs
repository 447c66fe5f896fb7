using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Verbs.Import;

/// <summary><c>import ctcae &lt;workbook.xlsx&gt;</c>: the preview on standard output, everything else on standard error.</summary>
internal sealed class ImportVerb : Verb
{
    private const string AcceptRejected = "--accept-rejected";

    private const string HowToCall =
        "import needs one of NCI's workbooks: import ctcae <workbook.xlsx> [--preview] [--accept-rejected] [--Unit:DataFolder <folder>].";

    public ImportVerb(string[] settings, VerbConsole console)
        : base("import", "Loads a dictionary into the unit.", HowToCall) => Add(new CtcaeVerb(settings, console));

    private sealed class CtcaeVerb : Verb
    {
        public CtcaeVerb(string[] settings, VerbConsole console)
            : base("ctcae", "Loads NCI's full CTCAE dictionary into the unit.", HowToCall)
        {
            var file = this.AddFile("workbook.xlsx", "NCI's workbook of v4.03, v5.0 or v6.0");
            var preview = this.AddFlag("--preview", "only show what would change");
            var accept = this.AddFlag(AcceptRejected, "import without the rows that cannot be read");
            this.ShowSetting("--Unit:DataFolder", "folder", "the unit's data, as it was started with");
            SetAction(parsed =>
                RunAsync(
                    new CtcaeImport(parsed.GetValue(file)!, parsed.GetValue(preview), parsed.GetValue(accept)),
                    settings,
                    console
                )
            );
        }
    }

    private sealed record CtcaeImport(string Path, bool IsPreview, bool AcceptsRejected);

    /// <exception cref="StartRefusedException">The settings cannot be used.</exception>
    /// <exception cref="DatabaseRefusedException">The unit's data cannot be opened.</exception>
    private static async Task<int> RunAsync(CtcaeImport asked, string[] settings, VerbConsole console)
    {
        var (output, errors, isTerminal) = (console.Output, console.Errors, console.IsErrorTerminal);
        try
        {
            // The file first: a damaged one must not make a unit.
            var file = await ReadAsync(asked.Path, errors, isTerminal);
            await using var app = UnitProgram.Build(UnitMode.Real, settings, folder: null);
            await OpenAsync(app.Services);
            var imports = app.Services.GetRequiredService<CtcaeImportStore>();
            await StepAsync(errors, isTerminal, "Comparing it with the dictionary in force…");
            var seen = await imports.PreviewAsync(file);
            await ImportReport.WriteAsync(console, seen);
            if (asked.IsPreview)
            {
                await output.WriteLineAsync("Preview only: nothing was written.");
                return ExitCode.Done;
            }

            await StepAsync(errors, isTerminal, "Importing…");
            var outcome = await imports.ImportAsync(
                Actor.Product,
                seen,
                asked.AcceptsRejected,
                $"{Actor.Product.Name} (command line, {Environment.UserName})"
            );
            await output.WriteLineAsync(
                outcome is ImportOutcome.Imported
                    ? "Imported."
                    : "Nothing was changed: the dictionary in force says the same already."
            );
            return ExitCode.Done;
        }
        catch (RefusedException refused)
        {
            foreach (var refusal in refused.Refusals)
                await errors.WriteLineAsync($"{asked.Path}: {Sentence(refusal)}");
            return ExitCode.NotUnderstood;
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
