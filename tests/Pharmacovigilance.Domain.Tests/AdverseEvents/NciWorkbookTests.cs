using Pharmacovigilance.Domain.AdverseEvents;
using static Pharmacovigilance.Domain.Tests.AdverseEvents.NciSheets;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class NciWorkbookTests
{
    private static NciTerm OnlyTerm(params Sheet[] sheets) => Assert.Single(NciWorkbook.Read(sheets).Dictionary.Terms);

    private static Refusal Refused(params Sheet[] sheets) =>
        Assert.Single(Assert.Throws<RefusedException>(() => NciWorkbook.Read(sheets)).Refusals);

    private static RejectedRow Rejected(object?[] row)
    {
        var reading = NciWorkbook.Read([V50(Row(10000001, "Kept"), row)]);
        Assert.Equal("Kept", Assert.Single(reading.Dictionary.Terms).Name);
        return Assert.Single(reading.Rejected);
    }

    [Theory]
    [InlineData("CTCAE v4.03", "4.03")]
    [InlineData("CTCAE_4.03", "4.03")]
    [InlineData("CTCAE v5.0 Clean Copy", "5.0")]
    [InlineData("CTCAE v6.0 Clean Copy", "6.0")]
    public void Read_EachLayout_FindsVersionAndTerms(string sheet, string version)
    {
        string[] headings = version switch
        {
            "4.03" => Headings403,
            "5.0" => Headings50,
            _ => Headings60,
        };
        var reading = NciWorkbook.Read([Of(sheet, headings, [.. Row(10019195, "Invented ache")[..headings.Length]])]);

        Assert.Equal(version, CtcaeVersions.Format(reading.Dictionary.Version));
        Assert.Equal(sheet, reading.Sheet);
        var term = Assert.Single(reading.Dictionary.Terms);
        Assert.Equal(("10019195", "Nervous system disorders", "Invented ache"), (term.Llt, term.Soc, term.Name));
        Assert.Equal([Grade.Grade1, Grade.Grade2, Grade.Grade3], term.Grades.Keys.Order());
        Assert.Equal("An invented disorder.", term.Definition);
        Assert.Empty(reading.Rejected);
    }

    [Fact]
    public void Read_HeadingsBelowATitle_AreFound() =>
        Assert.Equal(
            "Ache",
            OnlyTerm(
                Of("List", ["Common terms, CTCAE v5.0 (public domain)"], [], Headings50, Row(10000001, "Ache"))
            ).Name
        );

    [Fact]
    public void Read_Version403ByItsErrataColumnAlone_IsKnown()
    {
        var reading = NciWorkbook.Read([
            Of("Sheet1", [.. Headings403, "Errata"], [.. Row("10000001", "Ache")[..9], "none"]),
        ]);
        Assert.Equal(CtcaeVersion.V403, reading.Dictionary.Version);
    }

    [Theory]
    [InlineData("-")]
    [InlineData(" -")]
    [InlineData("–")]
    [InlineData("")]
    [InlineData(" \u00a0 ")]
    [InlineData(null)]
    public void Read_DashOrBlank_IsAGradeThatDoesNotExist(string? first)
    {
        var term = OnlyTerm(V50(Row(10000001, "Ache", first)));
        Assert.Equal([Grade.Grade2, Grade.Grade3], term.Grades.Keys.Order());
    }

    [Fact]
    public void Read_ExactText_KeepsLinesSignsAndMarkup()
    {
        const string Printed = "<LLN - 10.0 g/dL;\r\n >=38 \u00b0C <script>alert(1)</script> =1+1";
        Assert.Equal(
            "<LLN - 10.0 g/dL;\n >=38 \u00b0C <script>alert(1)</script> =1+1",
            OnlyTerm(V50(Row("10000001", "Ache", " " + Printed + "\n"))).Grades[Grade.Grade1]
        );
    }

    [Fact]
    public void Read_TrackedChangesBesideTheCleanCopy_AreLeftAside()
    {
        var clean = Of("CTCAE v6.0 Clean Copy", Headings60, Row(10000001, "Ache"));
        var tracked = Of(
            "CTCAE v6.0 Tracked Changes",
            Headings60,
            Row(10000001, "AcheOld ache"),
            Row(10000002, "Gone")
        );
        var mapping = Of(
            "CTCAE v5.0 to v6.0 Mapping",
            ["V5", null, "V6"],
            ["CTCAE v5.0 MedDRA 20.1 LLT Code", "CTCAE v6.0 MedDRA 28.0 LLT Code"]
        );

        Assert.Equal("Ache", OnlyTerm(mapping, tracked, clean).Name);
        Assert.Equal("workbook.only-tracked-changes", Refused(mapping, tracked).Code);
    }

    [Fact]
    public void Read_RowsThatAreNoTerms_AreCountedNotRejected()
    {
        var reading = NciWorkbook.Read([
            V50(
                ["Nervous system disorders"],
                [null, "Nervous system disorders"],
                [null, null, " ", "\u00a0"],
                Headings50,
                Row(10000001, "Ache"),
                ["* Invented footnote about activities of daily living"],
                [],
                [null]
            ),
        ]);

        Assert.Single(reading.Dictionary.Terms);
        Assert.Empty(reading.Rejected);
        Assert.Equal(new SkippedRows(Headings: 2, Notes: 2, Empty: 1), reading.Skipped);
    }

    public static TheoryData<string, object?, string, string> CodeFaults =>
        new()
        {
            { "nothing", null, "workbook.row-code-missing", "A" },
            { "seven digits", 1000001, "workbook.row-code-invalid", "A" },
            { "nine digits", "100000011", "workbook.row-code-invalid", "A" },
            { "a fraction", "10000001.5", "workbook.row-code-invalid", "A" },
            { "words", "see above", "workbook.row-code-invalid", "A" },
        };

    [Theory]
    [MemberData(nameof(CodeFaults))]
    public void Read_CodeMissingOrInvalid_RejectsTheRowWithItsPlace(
        string why,
        object? code,
        string reason,
        string column
    )
    {
        var rejected = Rejected(Row(code, "Ache"));
        Assert.True(rejected.Row == 3 && rejected.Named == "Ache", why);
        Assert.Equal(reason, rejected.Reason.Code);
        Assert.Equal(["CTCAE v5.0 Clean Copy", "3", column], rejected.Reason.Arguments.Take(3));
    }

    [Fact]
    public void Read_CodeAsTextOrNumber_IsTheSameCode() =>
        Assert.Equal(OnlyTerm(V50(Row("10000001", "Ache"))).Llt, OnlyTerm(V50(Row(10000001, "Ache"))).Llt);

    [Fact, Trait("peer-failure", "13")]
    public void Read_OtherFaultsOfARow_AreRejectedWithTheirColumn()
    {
        Assert.Equal(("workbook.row-name-missing", "C"), Place(Rejected([10000002, "SOC", null, "mild"])));
        Assert.Equal(("workbook.row-soc-missing", "B"), Place(Rejected([10000002, null, "Ache", "mild"])));
        Assert.Equal(
            ("workbook.row-without-grade", "D"),
            Place(Rejected([10000002, "SOC", "Ache", " -", " -", " -", " -", " -"]))
        );
        // "1-2" typed into a cell becomes a date, "5" a number: what NCI printed is lost.
        Assert.Equal(
            ("workbook.row-not-text", "E"),
            Place(Rejected([10000002, "SOC", "Ache", "mild", new DateOnly(2026, 2, 1)]))
        );
        Assert.Equal(("workbook.row-not-text", "D"), Place(Rejected([10000002, "SOC", "Ache", 5])));

        static (string, string) Place(RejectedRow rejected) => (rejected.Reason.Code, rejected.Reason.Arguments[2]);
    }

    [Fact]
    public void Read_CodeTwice_RejectsBothRowsAndNamesTheOther()
    {
        var reading = NciWorkbook.Read([
            V50(Row(10000001, "Kept"), Row(10000002, "Ache"), Row("10000002", "Other ache")),
        ]);
        Assert.Equal("Kept", Assert.Single(reading.Dictionary.Terms).Name);
        Assert.Equal(
            [("3", "4"), ("4", "3")],
            reading.Rejected.Select(r => (r.Reason.Arguments[1], r.Reason.Arguments[4]))
        );
    }

    [Fact]
    public void Read_ColumnMissingOrTwice_RefusesTheWorkbookAndNamesIt()
    {
        string[] renamed = [.. Headings50.Select(h => h == "Grade 3" ? "Grad 3" : h)];
        var refusal = Refused(Of("CTCAE v5.0 Clean Copy", renamed, Row(10000001, "Ache")));
        Assert.Equal(
            ("workbook.column-missing", "CTCAE v5.0 Clean Copy", "1", "Grade 3"),
            (refusal.Code, refusal.Arguments[0], refusal.Arguments[1], refusal.Arguments[2])
        );

        string[] doubled = [.. Headings50.Select(h => h == "Grade 3" ? "Grade 2" : h)];
        var refusals = Assert
            .Throws<RefusedException>(() => NciWorkbook.Read([Of("CTCAE v5.0", doubled, Row(10000001, "Ache"))]))
            .Refusals;
        Assert.Equal(["workbook.column-missing", "workbook.column-twice"], refusals.Select(r => r.Code));
        Assert.Equal("E, F", refusals[1].Arguments[3]);
    }

    [Fact]
    public void Read_VersionUnclear_RefusesTheWorkbook()
    {
        var row = Row(10000001, "Ache");
        Assert.Equal("workbook.no-sheet", Refused(Of("Invoice", ["Item", "Price"], ["Chair", 5])).Code);
        Assert.Equal("workbook.versions-mixed", Refused(Of("CTCAE v5.0 Clean Copy", Headings60, row)).Code);
        Assert.Equal("workbook.versions-mixed", Refused(V50(row), Of("CTCAE v6.0 Clean Copy", Headings60, row)).Code);
        Assert.Equal(
            "workbook.several-sheets",
            Refused(V50(row), Of("CTCAE v5.0 Clean Copy (2)", Headings50, row)).Code
        );
        Assert.Equal("workbook.version-4.0", Refused(Of("Terms", Headings403, [.. row[..9]])).Code);
        Assert.Equal("workbook.version-missing", Refused(Of("Terms", [.. Headings50[..10]], row)).Code);
        Assert.Equal(
            "workbook.version-unknown",
            Refused(Of("CTCAE v7.0", [.. Headings50[..10], "CTCAE v7.0 Change"], row)).Code
        );
        Assert.Equal("workbook.no-terms", Refused(V50()).Code);
    }
}
