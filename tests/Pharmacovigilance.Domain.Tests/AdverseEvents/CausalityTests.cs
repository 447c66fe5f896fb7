using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class CausalityTests
{
    private static readonly CausalityKnowledge Data = CausalityKnowledge.Parse(
        DataFiles.Text("causality.json"),
        "causality.json"
    );

    /// <summary>The published table: yes, no, unknown per question.</summary>
    private static readonly (int Yes, int No, int Unknown)[] Published =
    [
        (1, 0, 0),
        (2, -1, 0),
        (1, 0, 0),
        (2, -1, 0),
        (-1, 2, 0),
        (-1, 1, 0),
        (1, 0, 0),
        (1, 0, 0),
        (1, 0, 0),
        (1, 0, 0),
    ];

    [Fact]
    public void Questions_Scores_AreThePublishedOnes() =>
        Assert.Equal(Published, Data.Questions.Select(question => (question.Yes, question.No, question.Unknown)));

    [Fact]
    public void Range_OfAllAnswers_IsMinusFourToThirteen() => Assert.Equal((-4, 13), Data.Range);

    [Theory]
    [InlineData(13, NaranjoCategory.Definite)]
    [InlineData(9, NaranjoCategory.Definite)]
    [InlineData(8, NaranjoCategory.Probable)]
    [InlineData(5, NaranjoCategory.Probable)]
    [InlineData(4, NaranjoCategory.Possible)]
    [InlineData(1, NaranjoCategory.Possible)]
    [InlineData(0, NaranjoCategory.Doubtful)]
    [InlineData(-4, NaranjoCategory.Doubtful)]
    public void Score_AtEachLimit_HasItsCategory(int score, NaranjoCategory category)
    {
        var found = Data.Score(Reaching(score))!;
        Assert.Equal((score, category), (found.Score, found.Band.Category));
    }

    [Fact]
    public void Score_OneQuestionUnanswered_IsNone() =>
        Assert.Null(Data.Score([.. Enumerable.Repeat(NaranjoAnswer.Unknown, 9), NaranjoAnswer.Unanswered]));

    [Fact]
    public void Score_AllUnknown_IsZeroAndDoubtful()
    {
        var found = Data.Score([.. Enumerable.Repeat(NaranjoAnswer.Unknown, 10)])!;
        Assert.Equal((0, NaranjoCategory.Doubtful), (found.Score, found.Band.Category));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void Score_NotTenAnswers_IsNone(int count) =>
        Assert.Null(Data.Score([.. Enumerable.Repeat(NaranjoAnswer.Yes, count)]));

    [Fact]
    public void Suspects_OfEachRegimen_AreItsThreeDrugs()
    {
        Assert.Equal(
            [SuspectDrug.Isatuximab, SuspectDrug.Pomalidomide, SuspectDrug.Dexamethasone],
            SuspectDrugs.Of(Regimen.IsaPd)
        );
        Assert.Equal(
            [SuspectDrug.Isatuximab, SuspectDrug.Carfilzomib, SuspectDrug.Dexamethasone],
            SuspectDrugs.Of(Regimen.IsaKd)
        );
    }

    [Fact]
    public void Check_DrugOfTheOtherRegimen_IsRefused() =>
        Assert.Equal(
            "causality.not-a-suspect",
            Assert
                .Single(
                    CausalityKnowledge.Check(
                        CausalityContent.By(SuspectDrug.Carfilzomib, WhoUmcCategory.Possible),
                        SuspectDrugs.Of(Regimen.IsaPd)
                    )
                )
                .Code
        );

    [Fact]
    public void Check_NothingChosenOrAnswered_IsRefused()
    {
        var nothing = new CausalityContent
        {
            Drug = SuspectDrug.Isatuximab,
            Method = CausalityMethod.WhoUmc,
            WhoUmc = null,
            Naranjo = null,
            Comment = null,
        };
        Assert.Equal(
            "causality.category-not-chosen",
            Assert.Single(CausalityKnowledge.Check(nothing, SuspectDrugs.Of(Regimen.IsaPd))).Code
        );
        var silent = CausalityContent.By(SuspectDrug.Isatuximab, [.. Enumerable.Repeat(NaranjoAnswer.Unanswered, 10)]);
        Assert.Equal(
            "causality.nothing-answered",
            Assert.Single(CausalityKnowledge.Check(silent, SuspectDrugs.Of(Regimen.IsaPd))).Code
        );
    }

    [Fact]
    public void WhoUmc_CategoriesWithoutCheckedWording_SayThatTheyAreToBeConfirmed() =>
        Assert.Equal(
            [WhoUmcCategory.Certain],
            Data.WhoUmc.Where(category => category.Verified).Select(category => category.Category)
        );

    /// <summary>Answers that add up to the score, found by trying.</summary>
    private static IReadOnlyList<NaranjoAnswer> Reaching(int score)
    {
        NaranjoAnswer[] kinds = [NaranjoAnswer.Yes, NaranjoAnswer.No, NaranjoAnswer.Unknown];
        return Find(0, score) ?? throw new InvalidOperationException($"No answers add up to {score}.");

        List<NaranjoAnswer>? Find(int question, int left)
        {
            if (question == Published.Length)
                return left == 0 ? [] : null;
            foreach (var answer in kinds)
            {
                int points = answer switch
                {
                    NaranjoAnswer.Yes => Published[question].Yes,
                    NaranjoAnswer.No => Published[question].No,
                    _ => 0,
                };
                if (Find(question + 1, left - points) is { } rest)
                    return [answer, .. rest];
            }

            return null;
        }
    }
}
