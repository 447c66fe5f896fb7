using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pharmacovigilance.Tests.Nci;

/// <summary>NCI's workbooks, copies of them that were damaged on purpose, and small ones with invented terms.</summary>
internal static class NciWorkbooks
{
    public const string V50 = "CTCAE_v5.0_2017-11-27.xlsx";
    public const string V60 = "ctcae-v6.0.xlsx";

    public static string PathOf(string name) => Path.Combine(Folder(), name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>A workbook with one part changed; it remains a whole package.</summary>
    /// <exception cref="InvalidOperationException">The change changed nothing: the test would prove nothing.</exception>
    public static byte[] Edited(string name, string part, Func<string, string> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes(name));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(archive.GetEntry(part)!.Open()))
                text = reader.ReadToEnd();
            string edited = edit(text);
            if (edited == text)
                throw new InvalidOperationException($"Nothing was changed in {part}.");
            archive.GetEntry(part)!.Delete();
            using var writer = new StreamWriter(
                archive.CreateEntry(part).Open(),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
            );
            writer.Write(edited);
        }

        return stream.ToArray();
    }

    /// <summary>A small, uncompressed workbook of one sheet; a cell of digits only is written as a number, one that begins with "#" as a spreadsheet error.</summary>
    public static byte[] Small(string sheet, params string?[][] rows)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(
                archive,
                "[Content_Types].xml",
                """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """
            );
            Write(archive, "_rels/.rels", Relationship("officeDocument", "xl/workbook.xml"));
            Write(
                archive,
                "xl/workbook.xml",
                $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>
                """
            );
            Write(archive, "xl/_rels/workbook.xml.rels", Relationship("worksheet", "worksheets/sheet1.xml"));
            Write(
                archive,
                "xl/worksheets/sheet1.xml",
                $"""
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(
                    rows.Select(Row)
                )}</sheetData></worksheet>
                """
            );
        }

        return stream.ToArray();
    }

    private static string Row(string?[] cells, int index) =>
        $"<row r=\"{index + 1}\">{string.Concat(cells.Select((cell, column) => Cell(cell, $"{(char)('A' + column)}{index + 1}")))}</row>";

    private static string Cell(string? text, string place) =>
        text switch
        {
            null => "",
            ['#', ..] => $"<c r=\"{place}\" t=\"e\"><v>{text}</v></c>",
            { Length: > 0 } when text.All(char.IsAsciiDigit) => $"<c r=\"{place}\"><v>{text}</v></c>",
            _ =>
                $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>",
        };

    private static string Relationship(string type, string target) =>
        $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" Target="{target}"/></Relationships>
            """;

    private static void Write(ZipArchive archive, string part, string text)
    {
        using var writer = new StreamWriter(
            archive.CreateEntry(part, CompressionLevel.NoCompression).Open(),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        writer.Write(text);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
