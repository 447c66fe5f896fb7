using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Pomalidomide and carfilzomib by their own limits (US labels), which are not those of isatuximab.</summary>
public class PartnerDrugRulesTests
{
    private const string Set = "us-2024";

    [Theory]
    [InlineData(Regimen.IsaPd, 0.49, true)]
    [InlineData(Regimen.IsaPd, 0.50, false)]
    [InlineData(Regimen.IsaKd, 0.49, false)]
    public void PomalidomideNeutrophils_BelowHalf_OfItsOwnRegimenOnly(Regimen regimen, double anc, bool fires) =>
        Assert.Equal(
            fires,
            new TestCourse(regimen: regimen).Anc((decimal)anc, 1, 1).Under(Set).Of(RuleId.PomalidomideNeutrophils).Count
                == 1
        );

    [Fact]
    public void PomalidomideNeutrophils_RestartAtHalf_WhileIsatuximabIsStillHeld()
    {
        var findings = new TestCourse().Anc(0.4m, 1, 1).Anc(0.5m, 4, 2).Under(Set);

        Assert.Equal(TestCourse.At(4), Assert.Single(findings.Of(RuleId.PomalidomideNeutrophils)).End!.At);
        Assert.Null(Assert.Single(findings.Of(RuleId.PomalidomideNeutrophils)).Hold);
        Assert.Null(Assert.Single(findings.Of(RuleId.AncHold)).Hold!.EndedAt);
    }

    [Theory]
    [InlineData(24.9, true, 49.9, false)]
    [InlineData(24.9, true, 50.0, true)]
    [InlineData(25.0, false, 50.0, false)]
    public void PomalidomidePlatelets_Below25_UntilFifty(double platelets, bool fires, double later, bool ends)
    {
        var found = new TestCourse()
            .Platelets((decimal)platelets, 1, 1)
            .Platelets((decimal)later, 5, 2)
            .Under(Set)
            .Of(RuleId.PomalidomidePlatelets);

        Assert.Equal((fires, ends), (found.Count == 1, found.Any(finding => finding.End is not null)));
    }

    [Theory]
    [InlineData(Regimen.IsaKd, 9.9, true)]
    [InlineData(Regimen.IsaKd, 10.0, false)]
    [InlineData(Regimen.IsaPd, 9.9, false)]
    public void CarfilzomibPlatelets_BelowTen_OfItsOwnRegimenOnly(Regimen regimen, double platelets, bool fires) =>
        Assert.Equal(
            fires,
            new TestCourse(regimen: regimen)
                .Platelets((decimal)platelets, 1, 1)
                .Under(Set)
                .Of(RuleId.CarfilzomibPlatelets)
                .Count == 1
        );

    [Fact]
    public void CarfilzomibNeutrophils_RestartLimitNotRead_NeverEndsByItself_AndASecondFallIsAnother()
    {
        var found = new TestCourse(regimen: Regimen.IsaKd)
            .Anc(0.49m, 1, 1)
            .Anc(2.0m, 4, 2)
            .Anc(0.3m, 9, 3)
            .Under(Set)
            .Of(RuleId.CarfilzomibNeutrophils);

        Assert.Equal([TestCourse.Anc(1), TestCourse.Anc(3)], found.Select(finding => finding.Subject));
        Assert.All(found, finding =>
            Assert.Equal((null, FactWords.Unknown), (finding.End, finding.Fact(FactNames.RecoveredAtGigaPerLitre)))
        );
    }

    [Theory]
    [InlineData(Regimen.IsaPd, RuleId.PomalidomideFever, 0.99, 1.00)]
    [InlineData(Regimen.IsaKd, RuleId.CarfilzomibFever, 0.49, 0.50)]
    public void FebrileNeutropenia_HasAnotherLimitForEachDrug(Regimen regimen, RuleId rule, double below, double at)
    {
        Assert.Single(Febrile(regimen, (decimal)below).Under(Set).Of(rule));
        Assert.Empty(Febrile(regimen, (decimal)at).Under(Set).Of(rule));
        Assert.Single(
            new TestCourse(regimen: regimen).Condition(ConditionKind.FebrileNeutropenia, 10).Under(Set).Of(rule)
        );
        Assert.Empty(
            Febrile(regimen == Regimen.IsaPd ? Regimen.IsaKd : Regimen.IsaPd, (decimal)below).Under(Set).Of(rule)
        );
    }

    [Theory]
    [InlineData(0.50, 50.0, 28.0, false)]
    [InlineData(0.49, 50.0, 28.0, true)]
    [InlineData(0.50, 49.9, 28.0, true)]
    [InlineData(null, 50.0, 28.0, true)]
    [InlineData(0.50, null, 28.0, true)]
    [InlineData(0.50, 50.0, 25.0, false)]
    [InlineData(0.50, 50.0, 24.99, true)]
    public void NewCycle_NeedsBothCounts_FreshAndHighEnough(
        double? anc,
        double? platelets,
        double collected,
        bool fires
    )
    {
        var course = new TestCourse().Infusion(5, 28, beginsCycle: 2);
        if (anc is { } count)
            course.Anc((decimal)count, collected, 1);
        if (platelets is { } plt)
            course.Platelets((decimal)plt, collected, 1);

        Assert.Equal(fires, course.Under(Set).Of(RuleId.PomalidomideCycle).Count == 1);
    }

    [Theory]
    [InlineData(Regimen.IsaPd, 1, InfusionStatus.Ended)]
    [InlineData(Regimen.IsaPd, null, InfusionStatus.Ended)]
    [InlineData(Regimen.IsaPd, 2, InfusionStatus.Planned)]
    [InlineData(Regimen.IsaPd, 2, InfusionStatus.NotGiven)]
    [InlineData(Regimen.IsaKd, 2, InfusionStatus.Ended)]
    public void NewCycle_FirstCycle_OtherDays_NotBegun_OtherRegimen_SayNothing(
        Regimen regimen,
        int? begins,
        InfusionStatus status
    ) =>
        Assert.Empty(
            new TestCourse(regimen: regimen)
                .Infusion(5, 28, status, beginsCycle: begins)
                .Under(Set)
                .Of(RuleId.PomalidomideCycle)
        );

    private static TestCourse Febrile(Regimen regimen, decimal anc) =>
        new TestCourse(regimen: regimen).Anc(anc, 10, 1).Condition(ConditionKind.FebrileNeutropenia, 10);
}
