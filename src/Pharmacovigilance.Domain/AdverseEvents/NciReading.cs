namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A row that looks like a term and cannot be taken.</summary>
/// <param name="Row">As the spreadsheet program numbers it.</param>
/// <param name="Named">The term's name, or its code where it has no name; what a person finds it by.</param>
public sealed record RejectedRow(int Row, string Named, Refusal Reason);

/// <summary>Rows that are no terms; they are counted and nothing is lost by leaving them out.</summary>
/// <param name="Headings">The headings repeated further down, and rows that name a system organ class only.</param>
/// <param name="Notes">Footnotes: text in the first columns and nothing else.</param>
/// <param name="Empty">Rows without any text between others.</param>
public sealed record SkippedRows(int Headings, int Notes, int Empty);

/// <summary>What a workbook says.</summary>
/// <param name="Sheet">The worksheet that was read.</param>
/// <param name="Rejected">In the order of the sheet.</param>
public sealed record NciReading(
    NciDictionary Dictionary,
    string Sheet,
    IReadOnlyList<RejectedRow> Rejected,
    SkippedRows Skipped
);
