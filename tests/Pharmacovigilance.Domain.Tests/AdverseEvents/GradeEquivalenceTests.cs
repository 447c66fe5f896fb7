using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Read off the three texts by a person; the product derives the same from its data.</summary>
public class GradeEquivalenceTests
{
    // Term; then per pair of versions the grade whose criterion keeps the lower edges apart: of any grade / of grade 3 or higher. "=" is none.
    private const string Table = """
        code      4.03-5.0  5.0-6.0  4.03-6.0
        10051792  = =       = =      = =
        10029366  = =       1 3      1 3
        10046300  = =       = =      = =
        10020772  = =       1 3      1 3
        10012727  = 3       1 3      1 3
        10061229  = =       = =      = =
        10002272  = =       = =      = =
        10035528  = =       = 3      = 3
        10002218  = =       = =      = =
        10001718  1 3       = =      1 3
        10016288  = =       = =      = =
        10052015  1 3       = 3      1 3
        10049182  = =       = =      = =
        10025256  = =       1 3      1 3
        10055078  = =       = =      = =
        10028813  = =       = =      = =
        10047700  1 3       = 3      1 3
        10016256  = =       = =      = =
        10013963  = =       = =      = =
        10019279  = 3       1 3      1 3
        10049737  = =       = =      = =
        """;

    private static readonly (CtcaeVersion One, CtcaeVersion Other)[] Pairs =
    [
        (CtcaeVersion.V403, CtcaeVersion.V50),
        (CtcaeVersion.V50, CtcaeVersion.V60),
        (CtcaeVersion.V403, CtcaeVersion.V60),
    ];

    public static TheoryData<string, string> Rows =>
        new(Table.Split('\n').Skip(1).Select(line => line.Trim()).Select(line => (line[..8], line[8..].Trim())));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Between_EachPairAndBand_IsAsTheTextsRead(string code, string expected)
    {
        var cells = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = Pairs
            .SelectMany(pair =>
                new[] { GradeBand.Any, GradeBand.GradeAtLeast3 }.Select(band =>
                    DataFiles.Library.Equivalence.Between(code, band, pair.One, pair.Other)
                )
            )
            .Select(difference =>
                difference.IsComparable
                    ? "="
                    : ((int)difference.Grade!).ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        Assert.Equal(cells, found);
    }

    [Fact]
    public void Table_NamesEveryTermOfTheProduct() =>
        Assert.Equal(
            DataFiles.Ctcae50.Terms.Select(t => t.Root).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Grades_OfEveryTermInEveryVersion_AreThoseThatHaveACriterion() =>
        Assert.All(Enum.GetValues<CtcaeVersion>().SelectMany(version => DataFiles.Library[version].Terms), term =>
            Assert.Equal(Enum.GetValues<Grade>().Where(term.Allows), term.Grades)
        );

    [Fact]
    public void Between_DoesNotDependOnTheOrderAndIsSameWithItself() => Assert.All(DataFiles.Ctcae50.Terms, term =>
        {
            foreach (var one in Enum.GetValues<CtcaeVersion>())
            {
                Assert.True(DataFiles.Library.Equivalence.Between(term.Root, GradeBand.Any, one, one).IsComparable);
                foreach (var other in Enum.GetValues<CtcaeVersion>())
                {
                    Assert.Equal(
                        DataFiles.Library.Equivalence.Between(term.Root, GradeBand.Any, one, other),
                        DataFiles.Library.Equivalence.Between(term.Root, GradeBand.Any, other, one)
                    );
                }
            }
        });

    [Theory]
    [InlineData(GradeBand.Any, true)]
    [InlineData(GradeBand.Grade1, true)]
    [InlineData(GradeBand.Grade2, false)]
    [InlineData(GradeBand.Grade3, false)]
    [InlineData(GradeBand.GradeAtLeast3, false)]
    public void Between_DiarrheaOfVersions403And50_ComparesWhereTheLowerEdgeAgrees(GradeBand band, bool comparable) =>
        Assert.Equal(
            comparable,
            DataFiles
                .Library.Equivalence.Between(CtcaeTerms.Diarrhea, band, CtcaeVersion.V403, CtcaeVersion.V50)
                .IsComparable
        );

    [Fact]
    public void Between_HypertensionByVersion6_SaysThatGrade1IsMissing() =>
        Assert.Equal(
            new Comparability(ComparabilityReason.GradeMissing, Grade.Grade1),
            DataFiles.Library.Equivalence.Between(
                CtcaeTerms.Hypertension,
                GradeBand.Any,
                CtcaeVersion.V403,
                CtcaeVersion.V60
            )
        );

    [Fact]
    public void Between_TermThatAVersionDoesNotHave_IsNotComparable() =>
        Assert.Equal(
            new Comparability(ComparabilityReason.TermMissing, null),
            DataFiles.Library.Equivalence.Between("10000000", GradeBand.Any, CtcaeVersion.V50, CtcaeVersion.V60)
        );
}
