using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A workbook that was read, and which file it was.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
public sealed record NciFile(string Name, string Sha256, NciReading Reading);

/// <summary>Reads NCI's workbooks from xlsx files. Cells are data: macros, formulas and links are never looked at.</summary>
public static class WorkbookFile
{
    public const int LargestFileBytes = 20 * 1024 * 1024;
    public const int MostRows = 20_000;

    /// <summary>NCI's lists have eleven columns; what stands further to the right is not theirs.</summary>
    private const int MostColumns = 64;

    private const int LongestName = 255;

    // The reader asks for the old Windows code page even where it is never used.
    static WorkbookFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="name">The file's name, for the record; a folder in it is cut off.</param>
    /// <exception cref="RefusedException">The file is no such workbook; the reasons name sheet, row and column.</exception>
    public static NciFile Read(string name, byte[] content, CancellationToken cancellationToken = default)
    {
        string file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (file.Length is 0 or > LongestName)
            throw new RefusedException("workbook.file-name", "workbook");
        if (content.Length > LargestFileBytes)
            throw TooLarge();
        WorkbookPackage.Check(content, cancellationToken);
        var reading = NciWorkbook.Read(Sheets(content, cancellationToken));
        return new NciFile(file, Convert.ToHexStringLower(SHA256.HashData(content)), reading);
    }

    /// <summary>The refusal of a file beyond <see cref="LargestFileBytes"/>, also for those who know its size before they read it.</summary>
    public static RefusedException TooLarge() =>
        new(
            "workbook.too-large",
            "workbook",
            (LargestFileBytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)
        );

    private static List<Sheet> Sheets(byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content, writable: false));
            var sheets = new List<Sheet>();
            do
            {
                sheets.Add(new Sheet(reader.Name, Rows(reader, cancellationToken)));
            } while (reader.NextResult());
            return sheets;
        }
        catch (Exception e)
            when (e
                    is ExcelReaderException
                        or InvalidDataException
                        or System.Xml.XmlException
                        or FormatException
                        or OverflowException
                        or KeyNotFoundException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or NullReferenceException
            )
        {
            // A damaged part makes the reader stumble in many ways; all of them mean the same to the person.
            throw new RefusedException("workbook.damaged", "workbook", e.Message);
        }
    }

    private static List<SheetRow> Rows(IExcelDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<SheetRow>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Depth >= MostRows)
                throw new RefusedException(
                    "workbook.too-many-rows",
                    "workbook",
                    reader.Name,
                    MostRows.ToString(CultureInfo.InvariantCulture)
                );
            var cells = new SheetCell[Math.Min(reader.FieldCount, MostColumns)];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = Cell(reader.GetValue(i));
            rows.Add(new SheetRow(reader.Depth + 1, cells));
        }

        return rows;
    }

    private static SheetCell Cell(object? value) =>
        value switch
        {
            null => SheetCell.Nothing,
            string text => new SheetCell(SheetCellKind.Text, text),
            double number => new SheetCell(
                SheetCellKind.Number,
                number.ToString("0.###############", CultureInfo.InvariantCulture)
            ),
            IFormattable other => new SheetCell(
                SheetCellKind.Other,
                other.ToString(null, CultureInfo.InvariantCulture)
            ),
            _ => new SheetCell(SheetCellKind.Other, value.ToString() ?? ""),
        };
}
