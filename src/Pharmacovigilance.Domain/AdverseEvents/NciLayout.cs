using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A column of NCI's term list.</summary>
internal enum NciColumn
{
    Code = 1,
    Soc = 2,
    Name = 3,
    Grade1 = 4,
    Grade2 = 5,
    Grade3 = 6,
    Grade4 = 7,
    Grade5 = 8,
    Definition = 9,
    NavigationalNote = 10,
    Change = 11,
    Errata = 12,
}

/// <summary>
/// Where a worksheet has which column, read from its headings. Three layouts are known: v4.03 ("MedDRA v12.0 Code",
/// "CTCAE v4.0 SOC", …, "CTCAE v4.0 AE Term Definition"), v5.0 ("MedDRA Code", "CTCAE Term", …, "CTCAE v5.0 Change") and
/// v6.0 ("CTCAE v6.0 MedDRA 28.0 LLT Code", …, "CTCAE v6.0 Change").
/// </summary>
internal sealed partial class NciLayout
{
    /// <summary>The headings stand in one of the first rows.</summary>
    private const int HeadingWithin = 20;

    private static readonly NciColumn[] Grades =
    [
        NciColumn.Grade1,
        NciColumn.Grade2,
        NciColumn.Grade3,
        NciColumn.Grade4,
        NciColumn.Grade5,
    ];
    private readonly List<(NciColumn Column, int Index)> found = [];

    private NciLayout(Sheet sheet, SheetRow heading)
    {
        Sheet = sheet;
        HeadingRow = heading.Number;
        var mentioned = Version().Matches(sheet.Name).Select(match => match.Groups["v"].Value).ToList();
        for (int i = 0; i < heading.Cells.Count; i++)
        {
            if (Column(heading.Cells[i].Text) is not var (column, version))
                continue;
            found.Add((column, i));
            if (version is not null)
                mentioned.Add(version);
        }

        foreach (var above in sheet.Rows.Where(row => row.Number < HeadingRow).SelectMany(row => row.Cells))
            mentioned.AddRange(Version().Matches(above.Text).Select(match => match.Groups["v"].Value));
        Mentioned = [.. mentioned.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public Sheet Sheet { get; }

    public int HeadingRow { get; }

    /// <summary>The versions that the sheet's name, its headings and what stands above them speak of.</summary>
    public IReadOnlyList<string> Mentioned { get; }

    /// <summary>NCI's list with its changes marked: it repeats terms that no longer exist, so it is never read.</summary>
    public bool IsTrackedChanges => Sheet.Name.Contains("track", StringComparison.OrdinalIgnoreCase);

    public bool IsCleanCopy => Sheet.Name.Contains("clean", StringComparison.OrdinalIgnoreCase);

    /// <summary>The layout of a worksheet; null where it is no list of terms.</summary>
    public static NciLayout? Of(Sheet sheet) =>
        sheet
            .Rows.Take(HeadingWithin)
            .Select(row => new NciLayout(sheet, row))
            .FirstOrDefault(layout =>
                layout.found.Count >= 4 && layout.found.Count(f => Grades.Contains(f.Column)) >= 2
            );

    public bool Has(NciColumn column) => found.Exists(f => f.Column == column);

    /// <summary>Index of a column the sheet has, from 0.</summary>
    public int this[NciColumn column] => found.Find(f => f.Column == column).Index;

    /// <summary>What is wrong with the columns for a version; empty when each stands there once.</summary>
    public IEnumerable<Refusal> Faults(CtcaeVersion version)
    {
        string row = HeadingRow.ToString(CultureInfo.InvariantCulture);
        foreach (var column in Required(version).Where(column => !Has(column)))
            yield return Refusal.Of("workbook.column-missing", "workbook", Sheet.Name, row, Heading(column, version));
        foreach (var twice in found.GroupBy(f => f.Column).Where(group => group.Count() > 1))
            yield return Refusal.Of(
                "workbook.column-twice",
                "workbook",
                Sheet.Name,
                row,
                Heading(twice.Key, version),
                string.Join(", ", twice.Select(f => Letter(f.Index)))
            );
    }

    /// <summary>Whether a row repeats the headings, as on a printed page.</summary>
    public bool IsHeadingAgain(SheetRow row) =>
        found.TrueForAll(f => Column(row[f.Index].Text) is var (column, _) && column == f.Column);

    /// <summary>"A" for 0, "AA" for 26: as the spreadsheet program names a column.</summary>
    public static string Letter(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Letter((index / 26) - 1) + Letter(index % 26);

    private static IEnumerable<NciColumn> Required(CtcaeVersion version) =>
        Enum.GetValues<NciColumn>()
            .Where(column =>
                column switch
                {
                    NciColumn.Errata => false,
                    NciColumn.NavigationalNote or NciColumn.Change => version is not CtcaeVersion.V403,
                    _ => true,
                }
            );

    /// <summary>The heading as NCI prints it, for the sentence.</summary>
    public static string Heading(NciColumn column, CtcaeVersion version) =>
        (column, version) switch
        {
            (NciColumn.Code, CtcaeVersion.V403 or CtcaeVersion.V50) => "MedDRA Code",
            (NciColumn.Code, CtcaeVersion.V60) => "CTCAE v6.0 MedDRA 28.0 LLT Code",
            (NciColumn.Soc, CtcaeVersion.V403) => "CTCAE v4.0 SOC",
            (NciColumn.Soc, CtcaeVersion.V50) => "MedDRA SOC",
            (NciColumn.Soc, CtcaeVersion.V60) => "CTCAE v6.0 MedDRA 28.0 SOC",
            (NciColumn.Name, CtcaeVersion.V403) => "CTCAE v4.0 Term",
            (NciColumn.Name, CtcaeVersion.V50) => "CTCAE Term",
            (NciColumn.Name, CtcaeVersion.V60) => "CTCAE v6.0 MedDRA 28.0 Term",
            (NciColumn.Definition, CtcaeVersion.V403) => "CTCAE v4.0 AE Term Definition",
            (NciColumn.Definition, _) => "Definition",
            (NciColumn.NavigationalNote, _) => "Navigational Note",
            (NciColumn.Change, _) => $"CTCAE v{CtcaeVersions.Format(version)} Change",
            (NciColumn.Errata, _) => "Errata",
            _ => $"Grade {(int)column - (int)NciColumn.Grade1 + 1}",
        };

    private static (NciColumn, string?)? Column(string heading)
    {
        var match = Known()
            .Match(string.Join(' ', heading.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        if (!match.Success)
            return null;
        var version = match.Groups["v"] is { Success: true, Value: var v } ? v : null;
        if (match.Groups["g"] is { Success: true, Value: var grade })
            return (Grades[grade[0] - '1'], version);
        return (
            match.Groups["code"].Success ? NciColumn.Code
            : match.Groups["soc"].Success ? NciColumn.Soc
            : match.Groups["name"].Success ? NciColumn.Name
            : match.Groups["def"].Success ? NciColumn.Definition
            : match.Groups["note"].Success ? NciColumn.NavigationalNote
            : match.Groups["change"].Success ? NciColumn.Change
            : NciColumn.Errata,
            version
        );
    }

    [GeneratedRegex(
        @"^(?:grade[ ](?<g>[1-5])
        |(?:ctcae[ ]v(?<v>[\d.]+)[ ])?meddra(?:[ ]v?[\d.]+)?(?:[ ]llt)?[ ](?<code>code)
        |(?:ctcae[ ]v(?<v>[\d.]+)[ ])?(?:meddra(?:[ ]v?[\d.]+)?[ ])?(?<soc>soc)
        |ctcae[ ](?:v(?<v>[\d.]+)[ ])?(?:meddra(?:[ ]v?[\d.]+)?[ ])?(?<name>term)
        |(?:ctcae[ ]v(?<v>[\d.]+)[ ]ae[ ]term[ ])?(?<def>definition)
        |navigational[ ](?<note>note)
        |ctcae[ ]v(?<v>[\d.]+)[ ](?<change>change)
        |errata)$",
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Known();

    [GeneratedRegex(
        @"CTCAE[\s_]*v?\.?[\s_]*(?<v>\d+\.\d+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Version();
}
