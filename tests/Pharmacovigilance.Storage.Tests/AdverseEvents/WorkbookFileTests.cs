using System.IO.Compression;
using System.Text;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Tests.Nci;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>NCI's workbooks read whole, and damaged ones refused whole.</summary>
public sealed class WorkbookFileTests
{
    private const string Strings = "xl/sharedStrings.xml";

    private static NciReading Read(string name) => WorkbookFile.Read(name, NciWorkbooks.Bytes(name)).Reading;

    private static Refusal Refused(byte[] content, string name = "copy.xlsx") =>
        Assert.Throws<RefusedException>(() => WorkbookFile.Read(name, content)).Refusals[0];

    [Theory]
    [InlineData(NciWorkbooks.V50, CtcaeVersion.V50, "CTCAE v5.0 Clean Copy", 837, 3185)]
    [InlineData(NciWorkbooks.V60, CtcaeVersion.V60, "CTCAE v6.0 Clean Copy", 850, 3235)]
    public void Read_NciWorkbook_TakesEveryRowAndRejectsNone(
        string file,
        CtcaeVersion version,
        string sheet,
        int terms,
        int grades
    )
    {
        byte[] content = NciWorkbooks.Bytes(file);
        long begun = System.Diagnostics.Stopwatch.GetTimestamp();
        var reading = WorkbookFile.Read(file, content).Reading;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{file} was read in {System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms."
        );
        Assert.Equal((version, sheet), (reading.Dictionary.Version, reading.Sheet));
        Assert.Equal((terms, grades), (reading.Dictionary.Terms.Count, reading.Dictionary.GradeCount));
        Assert.Empty(reading.Rejected);
        Assert.Equal(new SkippedRows(0, 0, 0), reading.Skipped);
    }

    [Fact]
    public void Read_NciWorkbooks_PrintTheTextsExactly()
    {
        var v5 = Read(NciWorkbooks.V50).Dictionary.Terms.ToDictionary(term => term.Llt);
        var v6 = Read(NciWorkbooks.V60).Dictionary.Terms.ToDictionary(term => term.Llt);

        Assert.Equal(
            "Hypotension responding to fluids; hypoxia responding to <40% O2",
            v5["10052015"].Grades[Grade.Grade2]
        );
        Assert.Equal(
            "Hypotension responding to fluids; hypoxia requiring low-flow nasal cannula or blow-by",
            v6["10052015"].Grades[Grade.Grade2]
        );
        Assert.Equal(
            "Hypotension managed with one pressor; hypoxia requiring \u2265 40% O2",
            v5["10052015"].Grades[Grade.Grade3]
        );
        Assert.Equal("<500/mm3; <0.5 x 10e9 /L", v5[CtcaeTerms.NeutrophilCountDecreased].Grades[Grade.Grade4]);
        Assert.Equal("<100/mm3; <0.1 x 10^9/L", v6[CtcaeTerms.NeutrophilCountDecreased].Grades[Grade.Grade4]);
        Assert.Equal([Grade.Grade3, Grade.Grade4, Grade.Grade5], v5[CtcaeTerms.Anaphylaxis].Grades.Keys.Order());
        Assert.Equal(
            "If related to infusion, use Injury, poisoning and procedural complications: Infusion related reaction. Do not report both.",
            v5[CtcaeTerms.AllergicReaction].NavigationalNote
        );
        Assert.Equal(
            ["10025327", "10035664", "10043554"],
            v6.Keys.Except(v5.Keys).Intersect(["10025327", "10035664", "10043554"]).Order()
        );
        Assert.Equal(
            "<10,000/mm3; <10.0 x 10^9/L; life-threatening consequences; urgent intervention indicated",
            v6["10043554"].Grades[Grade.Grade4]
        );
    }

    [Theory]
    [InlineData(NciWorkbooks.V50, CtcaeVersion.V50)]
    [InlineData(NciWorkbooks.V60, CtcaeVersion.V60)]
    public void Read_NciWorkbook_AgreesWithAllShippedTerms(string file, CtcaeVersion version)
    {
        var shipped = ClinicalUnit.Knowledge.Library[version].Terms;
        Assert.Equal(21, shipped.Count);
        Assert.Empty(DictionaryPreview.Of(Read(file), [], shipped).Warnings);
    }

    [Fact]
    public void Read_Version403_FromASmallWorkbookInItsLayout()
    {
        var reading = WorkbookFile.Read(
            @"C:\Downloads\CTCAE_4.03.xlsx",
            NciWorkbooks.Small(
                "CTCAE v4.03",
                [
                    "MedDRA Code",
                    "CTCAE v4.0 SOC",
                    "CTCAE v4.0 Term",
                    "Grade 1",
                    "Grade 2",
                    "Grade 3",
                    "Grade 4",
                    "Grade 5",
                    "CTCAE v4.0 AE Term Definition",
                ],
                [
                    "10002272",
                    "Blood and lymphatic system disorders",
                    "Anemia",
                    "<LLN & mild",
                    "moderate",
                    "severe",
                    " -",
                    "Death",
                    "A disorder.",
                ]
            )
        );
        Assert.Equal(("CTCAE_4.03.xlsx", CtcaeVersion.V403), (reading.Name, reading.Reading.Dictionary.Version));
        var term = Assert.Single(reading.Reading.Dictionary.Terms);
        Assert.Equal(("<LLN & mild", 4), (term.Grades[Grade.Grade1], term.Grades.Count));
    }

    [Fact]
    public void Read_DamagedCopies_AreRefusedWholeAndSayWhy()
    {
        byte[] whole = NciWorkbooks.Bytes(NciWorkbooks.V50);
        Assert.Equal("workbook.damaged", Refused(whole[..(whole.Length / 2)]).Code);
        Assert.Equal("workbook.damaged", Refused(whole[..^100]).Code);
        byte[] flipped = [.. whole];
        flipped[whole.Length / 2] ^= 0x10;
        Assert.Equal("workbook.damaged", Refused(flipped).Code);

        var column = Refused(
            NciWorkbooks.Edited(NciWorkbooks.V50, Strings, text =>
                text.Replace("<t>MedDRA SOC</t>", "<t>Class</t>", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            ("workbook.column-missing", "CTCAE v5.0 Clean Copy", "1", "MedDRA SOC"),
            (column.Code, column.Arguments[0], column.Arguments[1], column.Arguments[2])
        );

        var version = Refused(
            NciWorkbooks.Edited(NciWorkbooks.V50, Strings, text =>
                text.Replace("CTCAE v5.0 Change", "CTCAE v6.0 Change", StringComparison.Ordinal)
            )
        );
        Assert.Equal("workbook.versions-mixed", version.Code);
    }

    [Fact]
    public void Read_OneLetterOfAnUncompressedPackageChanged_IsRefusedByItsChecksum()
    {
        byte[] content = NciWorkbooks.Small(
            "CTCAE v5.0",
            [
                "MedDRA Code",
                "MedDRA SOC",
                "CTCAE Term",
                "Grade 1",
                "Grade 2",
                "Grade 3",
                "Grade 4",
                "Grade 5",
                "Definition",
                "Navigational Note",
                "CTCAE v5.0 Change",
            ],
            ["10002272", "Blood", "Anemia", "mild", "moderate", "severe"]
        );
        Assert.Equal(3, WorkbookFile.Read("whole.xlsx", content).Reading.Dictionary.GradeCount);
        content[content.AsSpan().IndexOf("moderate"u8)] = (byte)'n';
        Assert.Equal("workbook.damaged", Refused(content).Code);
    }

    [Fact]
    public void Read_CodeTwiceInACopy_RejectsBothRows()
    {
        var reading = WorkbookFile
            .Read(
                "copy.xlsx",
                NciWorkbooks.Edited(NciWorkbooks.V50, "xl/worksheets/sheet1.xml", text =>
                    text.Replace("<v>10005329</v>", "<v>10002272</v>", StringComparison.Ordinal)
                )
            )
            .Reading;
        Assert.Equal([2, 3], reading.Rejected.Select(row => row.Row));
        Assert.Equal(835, reading.Dictionary.Terms.Count);
    }

    [Fact]
    public void Read_WhatIsNoWorkbook_IsRefusedWithItsOwnReason()
    {
        Assert.Equal("workbook.not-a-workbook", Refused("MedDRA Code,MedDRA SOC,CTCAE Term"u8.ToArray()).Code);
        Assert.Equal("workbook.not-a-workbook", Refused("<html><script>alert(1)</script></html>"u8.ToArray()).Code);
        Assert.Equal("workbook.not-a-workbook", Refused([]).Code);
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Assert.Equal("workbook.old-format", Refused(old).Code);
        Assert.Equal("workbook.password", Refused([.. old, .. Encoding.Unicode.GetBytes("EncryptedPackage")]).Code);
        Assert.Equal("workbook.too-large", Refused(new byte[WorkbookFile.LargestFileBytes + 1]).Code);
        Assert.Equal("workbook.file-name", Refused(NciWorkbooks.Bytes(NciWorkbooks.V50), new string('x', 300)).Code);
        using var other = new MemoryStream();
        using (var archive = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("word/document.xml");
        Assert.Equal("workbook.not-a-workbook", Refused(other.ToArray()).Code);
    }

    [Fact]
    public void Read_PackageThatUnpacksToTooMuch_IsRefusedBeforeItIsRead()
    {
        using var stream = new MemoryStream();
        stream.Write(NciWorkbooks.Bytes(NciWorkbooks.V50));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var swollen = archive.CreateEntry("xl/media/zeros.bin").Open();
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 210; i++)
                swollen.Write(zeros);
        }

        Assert.True(stream.Length < WorkbookFile.LargestFileBytes);
        Assert.Equal("workbook.unpacks-too-large", Refused(stream.ToArray()).Code);
    }

    [Fact]
    public void Read_MoreRowsThanAnyDictionary_IsRefused()
    {
        byte[] content = NciWorkbooks.Edited(NciWorkbooks.V50, "xl/worksheets/sheet1.xml", text =>
            text.Replace(
                "</sheetData>",
                "<row r=\"20001\"><c r=\"A20001\"><v>1</v></c></row></sheetData>",
                StringComparison.Ordinal
            )
        );
        Assert.Equal("workbook.too-many-rows", Refused(content).Code);
    }

    [Fact]
    public void Read_SpreadsheetErrorInACell_IsRefusedInsteadOfReadAsAMissingGrade()
    {
        var refusal = Refused(
            NciWorkbooks.Small(
                "CTCAE v5.0",
                [
                    "MedDRA Code",
                    "MedDRA SOC",
                    "CTCAE Term",
                    "Grade 1",
                    "Grade 2",
                    "Grade 3",
                    "Grade 4",
                    "Grade 5",
                    "Definition",
                    "Navigational Note",
                    "CTCAE v5.0 Change",
                ],
                ["10002272", "Blood", "Anemia", "mild", "#N/A", "severe"]
            )
        );
        Assert.Equal(("workbook.error-cell", "E2"), (refusal.Code, refusal.Arguments[1]));
    }
}
