using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Worksheets in NCI's three layouts with invented content.</summary>
internal static class NciSheets
{
    public static readonly string[] Headings403 =
    [
        "MedDRA v12.0 Code",
        "CTCAE v4.0 SOC",
        "CTCAE v4.0 Term",
        "Grade 1 \u00a0\u00a0",
        "Grade 2 \u00a0\u00a0",
        "Grade 3",
        "Grade 4",
        "Grade 5",
        "CTCAE v4.0 AE Term Definition",
    ];

    public static readonly string[] Headings50 =
    [
        "MedDRA Code",
        "MedDRA SOC",
        "CTCAE Term",
        "Grade 1 \u00a0\u00a0",
        "Grade 2",
        "Grade 3",
        "Grade 4",
        "Grade 5",
        "Definition",
        "Navigational Note",
        "CTCAE v5.0 Change",
    ];

    public static readonly string[] Headings60 =
    [
        "CTCAE v6.0 MedDRA 28.0 LLT Code",
        "CTCAE v6.0 MedDRA 28.0 SOC",
        "CTCAE v6.0 MedDRA 28.0 Term",
        "Grade 1",
        "Grade 2",
        "Grade 3",
        "Grade 4",
        "Grade 5",
        "Definition",
        "Navigational Note",
        "CTCAE v6.0 Change",
    ];

    /// <summary>A sheet of v5.0 with its headings in row 1.</summary>
    public static Sheet V50(params object?[][] rows) => Of("CTCAE v5.0 Clean Copy", [Headings50, .. rows]);

    public static Sheet Of(string name, params object?[][] rows) =>
        new(name, [.. rows.Select((cells, i) => new SheetRow(i + 1, [.. cells.Select(Cell)]))]);

    /// <summary>A complete row: grades 1 to 3 exist.</summary>
    public static object?[] Row(object? code, string name, string? first = "mild") =>
        [
            code,
            "Nervous system disorders",
            name,
            first,
            "moderate",
            "severe",
            " -",
            " -",
            "An invented disorder.",
            null,
            null,
        ];

    private static SheetCell Cell(object? value) =>
        value switch
        {
            null => SheetCell.Nothing,
            string text => new SheetCell(SheetCellKind.Text, text),
            int number => new SheetCell(SheetCellKind.Number, $"{number}"),
            _ => new SheetCell(SheetCellKind.Other, $"{value}"),
        };
}
