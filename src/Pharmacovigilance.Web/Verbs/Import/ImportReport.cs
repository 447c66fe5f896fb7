using System.Resources;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Verbs.Import;

/// <summary>The preview of an import as text.</summary>
internal static class ImportReport
{
    private static readonly ResourceManager Texts = new(typeof(DictionaryText));

    private static readonly string[] Headings = ["", "Code", "Term", "Part", "Before", "After"];

    public static async Task WriteAsync(VerbConsole console, ImportPreview seen)
    {
        foreach (string line in Summary(seen))
            await console.Output.WriteLineAsync(line);
        var differences = Differences(seen).ToList();
        if (console.IsOutputTerminal && differences.Count > 0)
            Terminal.WriteTable(console.Output, Headings, differences.Select(difference => difference.Cells));
        else
            foreach (var difference in differences)
                await console.Output.WriteLineAsync(difference.Line);
    }

    private static IEnumerable<string> Summary(ImportPreview seen)
    {
        var (reading, preview) = (seen.Dictionary.Reading, seen.Dictionary);
        yield return $"{seen.File.Name}: CTCAE v{CtcaeVersions.Format(reading.Dictionary.Version)}, worksheet \"{reading.Sheet}\": {reading.Dictionary.Terms.Count} terms with {reading.Dictionary.GradeCount} grades.";
        yield return $"Rows rejected: {reading.Rejected.Count}; skipped: {reading.Skipped.Headings} headings, {reading.Skipped.Notes} notes, {reading.Skipped.Empty} blank.";
        yield return seen.Against is null
            ? $"No dictionary of this version was imported before; {preview.Added.Count} added."
            : $"Against the dictionary in force: {preview.Added.Count} added, {preview.Changed.Count} changed, {preview.Removed.Count} removed.";
        foreach (var warning in preview.Warnings)
            yield return "warning: "
                + EnglishSentences.Of(
                    Texts,
                    $"Warning{warning.Kind}",
                    warning.Name,
                    warning.Llt,
                    warning.Shipped,
                    warning.InWorkbook
                );
        foreach (var row in reading.Rejected)
            yield return $"rejected row {row.Row} ({row.Named}): {EnglishSentences.Of(row.Reason)}";
    }

    private static IEnumerable<Difference> Differences(ImportPreview seen)
    {
        var preview = seen.Dictionary;
        // Before the first import everything is new; the list would only bury the rest.
        if (seen.Against is not null)
            foreach (var term in preview.Added)
                yield return new("added", term.Llt, term.Name);
        foreach (var term in preview.Removed)
            yield return new("removed", term.Llt, term.Name);
        foreach (var change in preview.Changed)
        foreach (var (part, before, after) in change.Differences)
            yield return new(
                "changed",
                change.After.Llt,
                change.After.Name,
                EnglishSentences.Of(Texts, $"Part{part}"),
                before,
                after
            );
    }

    private sealed record Difference(
        string What,
        string Code,
        string Term,
        string? Part = null,
        string? Before = null,
        string? After = null
    )
    {
        public string Line =>
            Part is null ? $"{What} {Code} {Term}" : $"{What} {Code} {Term}, {Part}: \"{Before}\" becomes \"{After}\"";

        public string[] Cells => [What, Code, Term, Part ?? "", Before ?? "", After ?? ""];
    }
}
