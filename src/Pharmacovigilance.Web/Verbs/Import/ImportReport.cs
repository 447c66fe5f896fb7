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

    public static async Task WriteAsync(TextWriter output, ImportPreview seen)
    {
        foreach (string line in Lines(seen))
            await output.WriteLineAsync(line);
    }

    private static IEnumerable<string> Lines(ImportPreview seen)
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
        // Before the first import everything is new; the list would only bury the rest.
        if (seen.Against is not null)
            foreach (var term in preview.Added)
                yield return $"added {term.Llt} {term.Name}";
        foreach (var term in preview.Removed)
            yield return $"removed {term.Llt} {term.Name}";
        foreach (var change in preview.Changed)
        foreach (var (part, before, after) in change.Differences)
            yield return $"changed {change.After.Llt} {change.After.Name}, {EnglishSentences.Of(Texts, $"Part{part}")}: \"{before}\" becomes \"{after}\"";
    }
}
