using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Every numeric grade of every version, just below, at and above each limit. Typed from NCI's texts, not from the product's data.</summary>
public class LabBoundaryTests
{
    // version | test | unit | lower limit of normal ("-" = missing) | value=grade; 0 = no grade, ? = ungradable for lack of the limit
    private const string Table = """
        4.03 | ANC | 10*9/L | 1.8 | 0=4 0.49=4 0.499999=4 0.5=3 0.51=3 0.99=3 1=2 1.01=2 1.49=2 1.5=1 1.79=1 1.8=0 1.81=0 9=0
        5.0  | ANC | 10*9/L | 1.8 | 0=4 0.49=4 0.499999=4 0.5=3 0.51=3 0.99=3 1=2 1.01=2 1.49=2 1.5=1 1.79=1 1.8=0 1.81=0 9=0
        6.0  | ANC | 10*9/L | 1.8 | 0=4 0.09=4 0.099999=4 0.1=3 0.49=3 0.5=2 0.99=2 1=1 1.49=1 1.5=0 1.79=0 1.8=0
        4.03 | ANC | /uL    | -   | 499=4 500=3 999=3 1000=2 1499=2 1500=? 1700=? 9000=?
        5.0  | ANC | /mm3   | -   | 499=4 500=3 999=3 1000=2 1499=2 1500=? 1700=? 9000=?
        6.0  | ANC | /mm3   | -   | 99=4 100=3 499=3 500=2 700=2 999=2 1000=1 1499=1 1500=0 9000=0
        4.03 | PLT | 10*9/L | 150 | 0=4 24=4 24.9=4 25=3 49=3 50=2 74=2 75=1 149=1 150=0 400=0
        5.0  | PLT | 10*9/L | 150 | 0=4 24=4 24.9=4 25=3 49=3 50=2 74=2 75=1 149=1 150=0 400=0
        6.0  | PLT | 10*9/L | 150 | 0=4 9=4 9.9=4 10=3 24=3 25=3 49=3 50=2 74=2 75=1 149=1 150=0
        4.03 | PLT | /uL    | -   | 24999=4 25000=3 50000=2 74999=2 75000=? 150000=?
        6.0  | PLT | /uL    | -   | 9999=4 10000=3 50000=2 74999=2 75000=? 150000=?
        4.03 | WBC | 10*9/L | 4   | 0=4 0.99=4 1=3 1.99=3 2=2 2.99=2 3=1 3.99=1 4=0
        5.0  | WBC | 10*9/L | 4   | 0=4 0.99=4 1=3 1.99=3 2=2 2.99=2 3=1 3.99=1 4=0
        6.0  | WBC | 10*9/L | 4   | 0=4 0.99=4 1=3 1.99=3 2=2 2.99=2 3=1 3.99=1 4=0
        6.0  | WBC | /mm3   | -   | 999=4 1000=3 2000=2 2999=2 3000=?
        4.03 | LYM | 10*9/L | 1   | 0=4 0.19=4 0.2=3 0.49=3 0.5=2 0.79=2 0.8=1 0.99=1 1=0
        5.0  | LYM | 10*9/L | 1   | 0=4 0.19=4 0.2=3 0.49=3 0.5=2 0.79=2 0.8=1 0.99=1 1=0
        5.0  | LYM | /uL    | -   | 199=4 200=3 500=2 799=2 800=?
        4.03 | HGB | g/L    | 120 | 30=3 79=3 79.9=3 80=2 99.9=2 100=1 119.9=1 120=0
        5.0  | HGB | g/L    | 120 | 30=3 79=3 79.9=3 80=2 99.9=2 100=1 119.9=1 120=0
        6.0  | HGB | g/L    | 120 | 30=3 79=3 79.9=3 80=2 99.9=2 100=1 119.9=1 120=0
        4.03 | HGB | g/dL   | 12  | 7.9=3 7.99=3 8=2 9.99=2 10=1 11.9=1 12=0
        5.0  | HGB | g/dL   | -   | 7.9=3 8=2 9.99=2 10=?
        6.0  | HGB | g/dL   | 12  | 7.9=3 7.99=3 8=2 9.99=2 10=1 11.9=1 12=0
        4.03 | HGB | mmol/L | 7.4 | 4.8=3 4.89=3 4.9=2 6.19=2 6.2=1 7.39=1 7.4=0
        5.0  | HGB | mmol/L | 7.4 | 4.8=3 4.89=3 4.9=2 6.19=2 6.2=1 7.39=1 7.4=0
        6.0  | HGB | mmol/L | -   | 4.89=3 4.9=2 6.19=2 6.2=?
        """;

    public static TheoryData<string, string, string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string, string, string>();
        foreach (
            string line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (string pair in cells[4].Split(' '))
                rows.Add(cells[0], cells[1], cells[2], cells[3], pair.Split('=')[0], pair.Split('=')[1]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Propose_AroundEveryLimit_GivesTheGradeOfTheText(
        string version,
        string code,
        string unit,
        string lln,
        string value,
        string expected
    )
    {
        var test = LabTests.ByCode(code)!.Test;
        var limit = lln == "-" ? null : LabValueTests.Value(test, lln, unit);

        var proposal = LabGrading.Propose(Dictionary(version), LabValueTests.Value(test, value, unit), limit);

        Assert.Equal(
            expected,
            proposal.Outcome switch
            {
                ProposalOutcome.Proposed => ((int)proposal.Grade!.Value).ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                ProposalOutcome.NotGraded => "0",
                ProposalOutcome.Ungradable => "?",
            }
        );
        if (expected == "?")
            Assert.Equal(GradeReason.LowerLimitOfNormalMissing, proposal.Reason);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.19")]
    [InlineData("0.4")]
    [InlineData("3")]
    public void Propose_LymphocytesInVersion6_AreUngradableSinceNoCountIsPrinted(string value)
    {
        var limit = LabValueTests.Value(LabTest.LymphocyteCount, "1", "10*9/L");
        var proposal = LabGrading.Propose(
            Dictionary("6.0"),
            LabValueTests.Value(LabTest.LymphocyteCount, value, "10*9/L"),
            limit
        );

        Assert.Equal((ProposalOutcome.Ungradable, GradeReason.NoNumericCriterion), (proposal.Outcome, proposal.Reason));
    }

    [Theory]
    [InlineData("4.03")]
    [InlineData("5.0")]
    [InlineData("6.0")]
    public void Propose_AnyTermWithLimitsOfThatVersion_StandsInTheTable(string version)
    {
        var tabled = Rows()
            .Where(row => row.Data.Item1 == version)
            .Select(row => row.Data.Item2)
            .Distinct(StringComparer.Ordinal);
        var graded = Dictionary(version)
            .Terms.Where(term => term.Laboratory is not null)
            .Select(term => LabTests.Of(term.Laboratory!.Test).Code);
        Assert.Equal(graded.Order(StringComparer.Ordinal), tabled.Order(StringComparer.Ordinal));
    }

    internal static CtcaeDictionary Dictionary(string version) =>
        CtcaeVersions.TryParse(version, out var parsed)
            ? DataFiles.Library[parsed]
            : throw new ArgumentException(version, nameof(version));
}
