using System.Globalization;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What a row of the term list turned out to be. Exactly one is set, or none for a skipped row.</summary>
internal readonly record struct NciRow(NciTerm? Term, Refusal? Rejected, NciRowKind Kind);

/// <summary>Kinds of rows.</summary>
internal enum NciRowKind
{
    Term = 1,
    Rejected = 2,
    Heading = 3,
    Note = 4,
    Empty = 5,
}

/// <summary>Reads the rows below the headings. A row is a term as soon as it has anything that only terms have.</summary>
internal sealed class NciRowReader(NciLayout layout)
{
    private static readonly NciColumn[] TextColumns =
    [
        NciColumn.Soc,
        NciColumn.Name,
        NciColumn.Grade1,
        NciColumn.Grade2,
        NciColumn.Grade3,
        NciColumn.Grade4,
        NciColumn.Grade5,
        NciColumn.Definition,
        NciColumn.NavigationalNote,
        NciColumn.Change,
    ];

    public NciRow Read(SheetRow row)
    {
        if (row.Cells.All(cell => Printed(cell.Text).Length == 0))
            return new(null, null, NciRowKind.Empty);
        string code = Text(row, NciColumn.Code) ?? "";
        string? name = Text(row, NciColumn.Name);
        bool isTermLike =
            name is not null
            || code.Any(char.IsAsciiDigit) && code.All(c => char.IsAsciiDigit(c) || c is '.' or ' ')
            || GradesOf(row).Count > 0
            || Text(row, NciColumn.Definition) is not null;
        if (!isTermLike)
            return new(null, null, Text(row, NciColumn.Soc) is not null ? NciRowKind.Heading : NciRowKind.Note);
        if (layout.IsHeadingAgain(row))
            return new(null, null, NciRowKind.Heading);
        return Fault(row, code, name) is { } fault
            ? new(null, fault, NciRowKind.Rejected)
            : new(Term(row, code, name!), null, NciRowKind.Term);
    }

    /// <summary>What a person finds the row by.</summary>
    public string Named(SheetRow row) =>
        Text(row, NciColumn.Name) ?? Text(row, NciColumn.Code) ?? Text(row, NciColumn.Soc) ?? "";

    private Refusal? Fault(SheetRow row, string code, string? name)
    {
        if (code.Length == 0)
            return Refuse("workbook.row-code-missing", row, NciColumn.Code);
        if (code.Length != 8 || !code.All(char.IsAsciiDigit))
            return Refuse("workbook.row-code-invalid", row, NciColumn.Code, code);
        if (name is null)
            return Refuse("workbook.row-name-missing", row, NciColumn.Name);
        if (Text(row, NciColumn.Soc) is null)
            return Refuse("workbook.row-soc-missing", row, NciColumn.Soc);
        // A number, a date or a truth value is what a spreadsheet program made of a text: the exact wording is lost.
        foreach (var column in TextColumns.Where(layout.Has))
            if (row[layout[column]].Kind is not (SheetCellKind.Text or SheetCellKind.Empty))
                return Refuse("workbook.row-not-text", row, column, row[layout[column]].Text);
        return GradesOf(row).Count == 0 ? Refuse("workbook.row-without-grade", row, NciColumn.Grade1) : null;
    }

    private Refusal Refuse(string code, SheetRow row, NciColumn column, params string[] more) =>
        new(
            code,
            "workbook",
            [
                layout.Sheet.Name,
                row.Number.ToString(CultureInfo.InvariantCulture),
                NciLayout.Letter(layout[column]),
                .. more,
            ]
        );

    private NciTerm Term(SheetRow row, string code, string name) =>
        new()
        {
            Llt = code,
            Soc = Text(row, NciColumn.Soc)!,
            Name = name,
            Grades = GradesOf(row),
            Definition = Text(row, NciColumn.Definition),
            NavigationalNote = Text(row, NciColumn.NavigationalNote),
            Change = Text(row, NciColumn.Change),
        };

    private Dictionary<Grade, string> GradesOf(SheetRow row)
    {
        var grades = new Dictionary<Grade, string>();
        foreach (var grade in Enum.GetValues<Grade>())
            if (Text(row, NciColumn.Grade1 + ((int)grade - 1)) is { } text)
                grades.Add(grade, text);
        return grades;
    }

    /// <summary>The text of a column; null where the sheet has no such column, or nothing or a dash is printed.</summary>
    private string? Text(SheetRow row, NciColumn column) =>
        layout.Has(column) && Printed(row[layout[column]].Text) is { Length: > 0 } text ? text : null;

    /// <summary>As printed, without the blanks around it; a lone dash says that there is nothing.</summary>
    private static string Printed(string text) =>
        text.ReplaceLineEndings("\n").Trim() is var printed and not ("-" or "–" or "—") ? printed : "";
}
