using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class DosingKnowledgeTests
{
    private static readonly DosingKnowledge Data = DosingKnowledge.Parse(
        DataFiles.Text("dosing-notes.json"),
        "dosing-notes.json"
    );

    [Fact]
    public void Shipped_ByPlace_SaysAgeKidneyAndLiverWhereACourseBegins()
    {
        Assert.Equal(["weight", "age", "renal", "hepatic"], Data.At(DosingPlace.Registration).Select(note => note.Id));
        Assert.Contains(Data.At(DosingPlace.Infusion), note =>
            note.Id == "pharmacokinetics" && note.Text.En.Contains("28 days", StringComparison.Ordinal)
        );
        Assert.All(Data.Notes.Where(note => note.Source.Tag == "REVIEW"), note => Assert.False(note.Verified));
    }

    [Fact]
    public void Shipped_DoseReduction_IsADisagreementOfReviewAndLabel() =>
        Assert.Equal(["REVIEW", "CA-DOSE"], Assert.Single(Data.Disagreements).Sides.Select(side => side.Source.Tag));

    [Theory]
    [InlineData(Regimen.IsaPd, 3, Stated.Yes, Stated.Yes, PriorLinesFit.Fits)]
    [InlineData(Regimen.IsaPd, 2, Stated.Yes, Stated.Yes, PriorLinesFit.Fits)]
    [InlineData(Regimen.IsaPd, 1, Stated.Yes, Stated.Yes, PriorLinesFit.Differs)]
    [InlineData(Regimen.IsaPd, 0, Stated.Unknown, Stated.Unknown, PriorLinesFit.Differs)]
    [InlineData(Regimen.IsaPd, null, Stated.Yes, Stated.Yes, PriorLinesFit.Unknown)]
    [InlineData(Regimen.IsaPd, null, Stated.No, Stated.Yes, PriorLinesFit.Differs)]
    [InlineData(Regimen.IsaPd, 3, Stated.Yes, Stated.Unknown, PriorLinesFit.Unknown)]
    [InlineData(Regimen.IsaKd, 1, Stated.Unknown, Stated.Unknown, PriorLinesFit.Fits)]
    [InlineData(Regimen.IsaKd, 3, Stated.No, Stated.No, PriorLinesFit.Fits)]
    [InlineData(Regimen.IsaKd, 4, Stated.Yes, Stated.Yes, PriorLinesFit.Differs)]
    [InlineData(Regimen.IsaKd, 0, Stated.Unknown, Stated.Unknown, PriorLinesFit.Differs)]
    public void Of_EarlierTreatment_FitsDiffersOrIsOpen(
        Regimen regimen,
        int? lines,
        Stated lenalidomide,
        Stated inhibitor,
        PriorLinesFit expected
    ) =>
        Assert.Equal(
            expected,
            Data.PriorLines[regimen]
                .Of(
                    new PriorTreatment
                    {
                        Lines = lines,
                        Lenalidomide = lenalidomide,
                        ProteasomeInhibitor = inhibitor,
                    }
                )
        );

    [Theory]
    [InlineData("eu-2023", Regimen.IsaPd, 4)]
    [InlineData("eu-2025", Regimen.IsaKd, 3)]
    [InlineData("us-2024", Regimen.IsaPd, 0)]
    public void NotWatched_OfASet_NamesThePartnerDrugRulesItLacks(string set, Regimen regimen, int count) =>
        Assert.Equal(count, RuleData.Knowledge.RuleSets.Find(set)!.NotWatched(regimen).Count);
}
