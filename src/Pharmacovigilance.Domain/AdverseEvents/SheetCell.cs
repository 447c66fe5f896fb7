namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What a cell of a worksheet holds.</summary>
public enum SheetCellKind
{
    /// <summary>Nothing.</summary>
    Empty = 0,

    /// <summary>Text, as typed.</summary>
    Text = 1,

    /// <summary>A number; its text is written without a separator or exponent.</summary>
    Number = 2,

    /// <summary>A date or a truth value: what a spreadsheet program makes of text that looks like one.</summary>
    Other = 3,
}

/// <summary>One cell as data; formulas, formats and links are gone.</summary>
public readonly record struct SheetCell(SheetCellKind Kind, string Text)
{
    public static SheetCell Nothing { get; } = new(SheetCellKind.Empty, "");
}

/// <summary>One row of a worksheet.</summary>
/// <param name="Number">As the spreadsheet program numbers it, from 1.</param>
/// <param name="Cells">From column A.</param>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column; nothing beyond the last.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Nothing;
}

/// <summary>One worksheet of a workbook, in the order of its rows.</summary>
public sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows);
