using System.Globalization;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Finds NCI's list of terms in a workbook and reads it whole, or says why it cannot be read at all.</summary>
public static class NciWorkbook
{
    /// <param name="sheets">All worksheets; those that are no list of terms are left aside.</param>
    /// <exception cref="RefusedException">The workbook as a whole cannot be used; the reasons name sheet, row and column.</exception>
    public static NciReading Read(IReadOnlyList<Sheet> sheets)
    {
        var layouts = sheets.Select(NciLayout.Of).OfType<NciLayout>().ToList();
        var version = VersionOf(sheets, layouts);
        var layout = Chosen(sheets, layouts);
        RefusedException.ThrowIfAny([.. layout.Faults(version)]);
        return ReadRows(layout, version);
    }

    /// <summary>Every list of terms in the workbook must speak of one version, the tracked changes included.</summary>
    private static CtcaeVersion VersionOf(IReadOnlyList<Sheet> sheets, List<NciLayout> layouts)
    {
        if (layouts.Count == 0)
            throw NoSheet("workbook.no-sheet", sheets);
        var spoken = layouts
            .SelectMany(layout => layout.Mentioned.Select(version => (layout.Sheet.Name, Version: version)))
            .ToList();
        var versions = spoken.Select(s => s.Version).ToHashSet(StringComparer.Ordinal);
        // NCI's list of v4.03 still heads its columns "v4.0". What tells it apart is its errata column, or that it says so.
        if (
            versions.Contains("4.0")
            && layouts.TrueForAll(layout =>
                layout.Has(NciColumn.Errata) || layout.Mentioned.Contains("4.03", StringComparer.Ordinal)
            )
        )
        {
            versions.Remove("4.0");
            versions.Add("4.03");
        }

        if (versions.Count > 1)
            throw new RefusedException(
                "workbook.versions-mixed",
                "workbook",
                string.Join("; ", layouts.Select(l => $"{l.Sheet.Name}: v{string.Join(", v", l.Mentioned)}"))
            );
        if (versions.SingleOrDefault() is not { } only)
            throw new RefusedException("workbook.version-missing", "workbook", layouts[0].Sheet.Name);
        return CtcaeVersions.TryParse(only, out var version) ? version
            : only == "4.0" ? throw new RefusedException("workbook.version-4.0", "workbook", layouts[0].Sheet.Name)
            : throw new RefusedException("workbook.version-unknown", "workbook", layouts[0].Sheet.Name, only);
    }

    private static NciLayout Chosen(IReadOnlyList<Sheet> sheets, List<NciLayout> layouts)
    {
        var clean = layouts.Where(layout => !layout.IsTrackedChanges).ToList();
        if (clean.Count > 1 && clean.Exists(layout => layout.IsCleanCopy))
            clean = [.. clean.Where(layout => layout.IsCleanCopy)];
        return clean switch
        {
            [var only] => only,
            [] => throw NoSheet("workbook.only-tracked-changes", sheets),
            _ => throw new RefusedException(
                "workbook.several-sheets",
                "workbook",
                string.Join("; ", clean.Select(layout => layout.Sheet.Name))
            ),
        };
    }

    private static NciReading ReadRows(NciLayout layout, CtcaeVersion version)
    {
        var reader = new NciRowReader(layout);
        var terms = new List<(SheetRow Row, NciTerm Term)>();
        var rejected = new List<RejectedRow>();
        var kinds = new List<NciRowKind>();
        foreach (var row in layout.Sheet.Rows.Where(row => row.Number > layout.HeadingRow))
        {
            var read = reader.Read(row);
            kinds.Add(read.Kind);
            if (read.Term is { } term)
                terms.Add((row, term));
            if (read.Rejected is { } reason)
                rejected.Add(new RejectedRow(row.Number, reader.Named(row), reason));
        }

        rejected.AddRange(Repeated(layout, terms));
        var taken = terms.Where(t => !rejected.Exists(r => r.Row == t.Row.Number)).Select(t => t.Term).ToList();
        if (taken.Count == 0)
            throw new RefusedException([
                Refusal.Of("workbook.no-terms", "workbook", layout.Sheet.Name),
                .. rejected.Take(10).Select(r => r.Reason),
            ]);
        // Blank rows below the last row say nothing and are not worth a count.
        int last = kinds.FindLastIndex(kind => kind is not NciRowKind.Empty);
        return new NciReading(
            new NciDictionary(version, taken),
            layout.Sheet.Name,
            [.. rejected.OrderBy(r => r.Row)],
            new SkippedRows(
                Count(NciRowKind.Heading),
                Count(NciRowKind.Note),
                kinds.Take(last + 1).Count(kind => kind is NciRowKind.Empty)
            )
        );

        int Count(NciRowKind kind) => kinds.Count(k => k == kind);
    }

    /// <summary>Of a code that stands there more than once no row is taken: nobody can know which one is right.</summary>
    private static IEnumerable<RejectedRow> Repeated(NciLayout layout, List<(SheetRow Row, NciTerm Term)> terms) =>
        from code in terms.GroupBy(t => t.Term.Llt, StringComparer.Ordinal)
        where code.Count() > 1
        from one in code
        select new RejectedRow(
            one.Row.Number,
            one.Term.Name,
            Refusal.Of(
                "workbook.row-code-repeated",
                "workbook",
                layout.Sheet.Name,
                Number(one.Row),
                NciLayout.Letter(layout[NciColumn.Code]),
                one.Term.Llt,
                string.Join(
                    ", ",
                    code.Where(other => other.Row.Number != one.Row.Number).Select(other => Number(other.Row))
                )
            )
        );

    private static string Number(SheetRow row) => row.Number.ToString(CultureInfo.InvariantCulture);

    private static RefusedException NoSheet(string code, IReadOnlyList<Sheet> sheets) =>
        new(code, "workbook", string.Join("; ", sheets.Select(sheet => sheet.Name)));
}
