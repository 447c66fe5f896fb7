using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class ReferenceSetParserTests
{
    private const string Row =
        """{"id": "r1", "cut": "c", "arm": "IsaPd", "event": "E", "llt": "10020772", "basis": "AdverseEvent", "termKind": "Preferred", "grouping": "PT", "band": "Any", "n": 152, "percent": "38.2", "x": 58, "xDerivation": "FromPercent", "status": "Verified", "source": "S", "board": true, "note": "chosen"}""";

    private const string Graded =
        """ "ctcae": {"version": "4.03", "verified": false, "note": {"en": "n", "ru": "n"}}, """;

    private static ReferenceSet Parse(params string[] rows) => ParseGraded(Graded, rows);

    private static ReferenceSet ParseGraded(string graded, params string[] rows) =>
        ReferenceSet.Parse(
            $$$"""
            {"version": "t", "entry": {"on": "2026-11-22", "by": {"en": "team", "ru": "k"}, "how": {"en": "h", "ru": "k"}},
             "sources": [{"tag": "S", "title": "T", "address": "A", "read": true}, {"tag": "M", "title": "T", "address": "none", "read": false}],
             "populations": [{"id": "p", "title": "P", "kind": "RandomisedTrial", "phase": "III", "publication": "P", "source": "S", {{{graded}}} "arms": [
               {"id": "IsaPd", "name": {"en": "I", "ru": "I"}, "n": 152, "regimen": "IsaPd", "source": "S"},
               {"id": "Pd", "name": {"en": "P", "ru": "P"}, "n": 152, "source": "S"},
               {"id": "Worked", "name": {"en": "W", "ru": "W"}, "n": 152, "calculated": {"en": "c", "ru": "c"}, "source": "S"}]}],
             "dataCuts": [{"id": "c", "population": "p", "label": "L", "dateVerified": false, "medianFollowUpVerified": false, "note": "N"}],
             "comparisons": [],
             "rates": [{{{string.Join(", ", rows)}}}]}
            """,
            "my.json"
        );

    private static string With(string old, string fresh)
    {
        Assert.Contains(old, Row, StringComparison.Ordinal);
        return Row.Replace(old, fresh, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ConsistentRow_IsRead() => Assert.Equal(58, Parse(Row).Rows[0].PatientsWithEvent);

    [Theory]
    [InlineData("\"status\": \"Verified\"", "\"status\": \"Unverified\"", "rates[0] is Unverified without a reason.")]
    [InlineData(
        "\"status\": \"Verified\"",
        "\"status\": \"Rejected\", \"reason\": \"r\"",
        "rates[0].board puts r1 on the board, but the row is Rejected."
    )]
    [InlineData(
        "\"x\": 58, \"xDerivation\": \"FromPercent\", ",
        "",
        "rates[0].board puts r1 on the board, but the row has no known count."
    )]
    [InlineData(
        "\"band\": \"Any\"",
        "\"band\": \"Grade3\"",
        "rates[0].board puts r1 on the board, but the row is of a single grade."
    )]
    [InlineData(
        "\"arm\": \"IsaPd\"",
        "\"arm\": \"Pd\"",
        "rates[0].board puts r1 on the board, but the row is of an arm that is no regimen of the unit."
    )]
    [InlineData("\"llt\": \"10020772\", ", "", "rates[0].board puts r1 on the board, but the row has no CTCAE term.")]
    [InlineData(
        "\"note\": \"chosen\"",
        "\"note\": null",
        "rates[0].board puts r1 on the board, but the row does not say in its note why it was chosen."
    )]
    [InlineData(
        "\"band\": \"Any\"",
        "\"infusionOrdinal\": 1, \"band\": \"Any\"",
        "rates[0].board puts r1 on the board, but the row is of a single infusion."
    )]
    [InlineData("\"band\": \"Any\", ", "", "rates[0] has no band; only a rejected row may leave it open.")]
    [InlineData(
        "\"arm\": \"IsaPd\"",
        "\"arm\": \"IsaKd\"",
        "rates[0].arm is IsaKd, which is no arm of p, the population of the cut."
    )]
    [InlineData("\"x\": 58", "\"x\": 57", "rates[0].x is 57, but 57 of 152 does not print as 38.2 %.")]
    [InlineData("\"x\": 58", "\"x\": 153", "rates[0].x is 153, more than n = 152.")]
    [InlineData(
        "\"percent\": \"38.2\"",
        "\"percent\": \"38\"",
        "rates[0].x cannot be derived from 38 % of 152: not exactly one whole number prints like that."
    )]
    [InlineData(
        "\"percent\": \"38.2\"",
        "\"percent\": \"38,2\"",
        "rates[0].percent must be a percentage as printed, like \"38.2\", but is \"38,2\"."
    )]
    [InlineData(
        "\"xDerivation\": \"FromPercent\", ",
        "",
        "rates[0] has x, but does not say how it was derived (xDerivation)."
    )]
    [InlineData(
        "\"xDerivation\": \"FromPercent\"",
        "\"xDerivation\": \"SumOfGrades\"",
        "rates[0] must have sumOf exactly when x is a sum of grades."
    )]
    [InlineData(
        "\"source\": \"S\"",
        "\"source\": \"T\"",
        "rates[0].source names \"T\", which the file does not define."
    )]
    [InlineData("\"n\": 152", "\"n\": 0", "rates[0].n must lie between 1 and 100000, but is 0.")]
    [InlineData("\"n\": 152", "\"n\": \"152\"", "rates[0].n must be a whole number, but is \"152\".")]
    [InlineData("\"board\": true", "\"boad\": true", "rates[0].boad is not a known property.")]
    [InlineData("\"event\": \"E\"", "\"event\": \" \"", "rates[0].event is empty.")]
    [InlineData("\"event\": \"E\", ", "", "rates[0].event is missing.")]
    [InlineData(
        "\"termKind\": \"Preferred\", ",
        "",
        "rates[0] must say whether its term is preferred or grouped (termKind), unless it is a laboratory finding, which is no term."
    )]
    [InlineData(
        "\"AdverseEvent\"",
        "\"Laboratory\"",
        "rates[0] must say whether its term is preferred or grouped (termKind), unless it is a laboratory finding, which is no term."
    )]
    [InlineData(
        "\"Preferred\"",
        "\"Single\"",
        "rates[0].termKind must be one of Preferred, Grouped, NotStated, but is \"Single\"."
    )]
    [InlineData("\"source\": \"S\"", "\"source\": \"M\"", "rates[0] is Verified, but M was not read.")]
    [InlineData(
        "\"FromPercent\"",
        "\"Calculated\"",
        "rates[0] is Verified, but its count is calculated and printed nowhere."
    )]
    [InlineData("\"n\": 152", "\"n\": 153", "rates[0].n is 153, more than the 152 patients of IsaPd.")]
    [InlineData(
        "\"board\": true",
        "\"comparison\": \"k\", \"board\": true",
        "rates[0].comparison names \"k\", which the file does not define."
    )]
    public void Parse_ContradictoryRow_IsRefusedWithASentence(string good, string bad, string sentence)
    {
        var error = Assert.Throws<DataFormatException>(() => Parse(With(good, bad)));
        Assert.Equal("my.json: " + sentence, error.Message);
    }

    [Fact]
    public void Parse_UnverifiedRowForTheBoard_IsNamedAndNotComparedWith()
    {
        var set = Parse(With("\"status\": \"Verified\"", "\"status\": \"Unverified\", \"reason\": \"r\""));

        Assert.Null(set.ForBoard(Regimen.IsaPd, "10020772", EventBasis.AdverseEvent, GradeBand.Any));
        Assert.Equal("r1", set.CandidateFor(Regimen.IsaPd, "10020772", EventBasis.AdverseEvent, GradeBand.Any)!.Id);
    }

    [Fact]
    public void Parse_VerifiedAndUnverifiedRowOfAStream_AreRefused() =>
        Assert.EndsWith(
            "makes r2 the second board row of IsaPd 10020772 AdverseEvent Any.",
            Assert
                .Throws<DataFormatException>(() =>
                    Parse(
                        Row,
                        With("\"r1\"", "\"r2\"")
                            .Replace("\"Verified\"", "\"Unverified\", \"reason\": \"r\"", StringComparison.Ordinal)
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Parse_CalculatedCount_NeedsAnArmWhoseSizeIsCalculatedToo()
    {
        string calculated = With("\"status\": \"Verified\"", "\"status\": \"Unverified\", \"reason\": \"r\"")
            .Replace("\"FromPercent\"", "\"Calculated\"", StringComparison.Ordinal)
            .Replace("\"board\": true", "\"board\": false", StringComparison.Ordinal);

        Assert.Equal(
            CountDerivation.Calculated,
            Parse(calculated.Replace("\"arm\": \"IsaPd\"", "\"arm\": \"Worked\"", StringComparison.Ordinal))
                .Rows[0]
                .Derivation
        );
        var error = Assert.Throws<DataFormatException>(() => Parse(calculated));
        Assert.Equal("my.json: rates[0] has a calculated count, but its arm has a printed size.", error.Message);
    }

    [Fact]
    public void Parse_BoardRowOfAPopulationWithoutCtcaeVersion_IsRefused()
    {
        Assert.Equal(CtcaeVersion.V403, Parse(Row).Ctcae!.Version);
        var error = Assert.Throws<DataFormatException>(() => ParseGraded("", Row));
        Assert.Equal(
            "my.json: populations[0] has rows on the board and must name the same CTCAE version as the other populations there.",
            error.Message
        );
    }

    [Fact]
    public void Parse_SecondBoardRowOfAStream_IsRefused()
    {
        var error = Assert.Throws<DataFormatException>(() => Parse(Row, With("\"r1\"", "\"r2\"")));
        Assert.StartsWith(
            "my.json: rates[1].board makes r2 the second board row of IsaPd 10020772 AdverseEvent Any.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Parse_RepeatedId_IsRefused()
    {
        var error = Assert.Throws<DataFormatException>(() => Parse(Row, Row));
        Assert.Equal("my.json: rates[1].id repeats \"r1\".", error.Message);
    }

    private static string GradeRow(string id, string band, string percent) =>
        With("\"r1\"", $"\"{id}\"")
            .Replace("\"Any\"", $"\"{band}\"", StringComparison.Ordinal)
            .Replace("\"38.2\"", $"\"{percent}\"", StringComparison.Ordinal)
            .Replace("\"x\": 58, \"xDerivation\": \"FromPercent\", ", "", StringComparison.Ordinal)
            .Replace("\"board\": true", "\"board\": false", StringComparison.Ordinal);

    private static string SumRow(int x, int grade3, int grade4) =>
        With("\"Any\"", "\"GradeAtLeast3\"")
            .Replace(
                "\"percent\": \"38.2\", \"x\": 58, \"xDerivation\": \"FromPercent\"",
                $$"""
                "x": {{x}}, "xDerivation": "SumOfGrades", "sumOf": [{"row": "g3", "x": {{grade3}}}, {"row": "g4", "x": {{grade4}}}]
                """,
                StringComparison.Ordinal
            );

    [Theory]
    [InlineData(4, 2, 2, null)]
    [InlineData(5, 2, 2, "does not add up to x = 5.")]
    [InlineData(5, 3, 2, "takes 3 patients from g3, which does not allow that.")]
    public void Parse_SumOfGrades_MustAgreeWithItsRows(int x, int grade3, int grade4, string? problem)
    {
        string[] rows = [GradeRow("g3", "Grade3", "1.3"), GradeRow("g4", "Grade4", "1.3"), SumRow(x, grade3, grade4)];
        if (problem is null)
        {
            Assert.Equal(x, Parse(rows).Rows[2].PatientsWithEvent);
            return;
        }

        var error = Assert.Throws<DataFormatException>(() => Parse(rows));
        Assert.Equal("my.json: rates[2].sumOf " + problem, error.Message);
    }

    [Theory]
    [InlineData("38", 152, "57,58")]
    [InlineData("38.2", 152, "58")]
    [InlineData("12", 152, "18,19")]
    [InlineData("20.4", 177, "")]
    [InlineData("20.4", 176, "")]
    [InlineData("0", 152, "0")]
    [InlineData("100", 10, "10")]
    public void CountsOf_PrintedPercent_AreAllCountsThatPrintLikeIt(string text, int n, string counts)
    {
        Assert.True(PrintedPercent.TryParse(text, out var percent));
        Assert.Equal(counts, string.Join(',', percent.CountsOf(n)));
        Assert.Equal(text, percent.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("1e1")]
    [InlineData("38.")]
    [InlineData("1.23456")]
    public void PrintedPercent_Unprintable_IsRefused(string text) => Assert.False(PrintedPercent.TryParse(text, out _));
}
