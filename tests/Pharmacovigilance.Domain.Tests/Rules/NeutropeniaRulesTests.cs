using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>The prompts of the newer EU text; the concurrent count is one within 72 h, the freshness of the shipped policy.</summary>
public class NeutropeniaRulesTests
{
    private const string Set = "eu-2025";

    [Theory]
    [InlineData(0.49, false)]
    [InlineData(0.50, true)]
    [InlineData(0.999999, true)]
    [InlineData(1.0, false)]
    public void Prompt_FiresBetweenTheHoldAndOne(double anc, bool fires)
    {
        var findings = new TestCourse().Anc((decimal)anc, 1, 1).Under(Set);

        Assert.Equal(fires, findings.Of(RuleId.NeutropeniaPrompt).Count == 1);
        Assert.All(findings.Of(RuleId.NeutropeniaPrompt), finding => Assert.Null(finding.Hold));
    }

    [Fact]
    public void Prompt_IsOnePerStretch_AndEndsAtOne()
    {
        var findings = new TestCourse()
            .Anc(0.9m, 1, 1)
            .Anc(0.7m, 3, 2)
            .Anc(1.0m, 5, 3)
            .Anc(0.8m, 9, 4)
            .Under(Set)
            .Of(RuleId.NeutropeniaPrompt);

        Assert.Equal([TestCourse.At(5), null], findings.Select(finding => finding.End?.At));
        Assert.Equal([TestCourse.Anc(1), TestCourse.Anc(4)], findings.Select(finding => finding.Subject));
    }

    [Fact]
    public void Prompt_FallingFurther_AddsTheHold()
    {
        var findings = new TestCourse().Anc(0.7m, 1, 1).Anc(0.4m, 3, 2).Under(Set);

        Assert.Single(findings.Of(RuleId.NeutropeniaPrompt));
        Assert.Equal(TestCourse.Anc(2), Assert.Single(findings.Of(RuleId.AncHold)).Subject);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.5, false)]
    [InlineData(null, false)]
    public void Prompt_ReportedGradeWithoutValue_FiresWhereItMeansLessThanOne(double? ancBelow, bool fires)
    {
        var course = new TestCourse().Condition(
            ConditionKind.ReportedNeutropenia,
            1,
            llt: CtcaeTerms.NeutrophilCountDecreased,
            ancBelow: (decimal?)ancBelow
        );
        var findings = course.Under(Set).Of(RuleId.NeutropeniaPrompt);

        Assert.Equal(fires, findings.Count == 1);
        Assert.All(findings, finding => Assert.Equal(FactWords.Unknown, finding.Fact(FactNames.AncGigaPerLitre)));
        Assert.Empty(course.Under(Set).Of(RuleId.AncHold));
    }

    [Theory]
    [InlineData(0.99, 0.0, true)]
    [InlineData(1.00, 0.0, false)]
    [InlineData(0.99, 3.0, true)]
    [InlineData(0.99, -3.0, true)]
    [InlineData(0.99, 3.001, false)]
    [InlineData(0.99, -3.001, false)]
    public void Infection_NeedsALowCountNearItsOnset(double anc, double daysAway, bool fires) =>
        Assert.Equal(
            fires,
            new TestCourse()
                .Anc((decimal)anc, 10 + daysAway, 1)
                .Condition(ConditionKind.Infection, 10, llt: CtcaeTerms.LungInfection)
                .Under(Set)
                .Of(RuleId.NeutropenicInfection)
                .Count == 1
        );

    [Fact]
    public void Infection_WithoutACount_IsNoNeutropenicInfection() =>
        Assert.Empty(
            new TestCourse()
                .Condition(ConditionKind.Infection, 10, llt: CtcaeTerms.LungInfection)
                .Under(Set)
                .Of(RuleId.NeutropenicInfection)
        );

    [Fact]
    public void Infection_OnsetUnknown_CountsFromItsEntry() =>
        Assert.Single(
            new TestCourse()
                .Anc(0.9m, 12, 1)
                .Condition(ConditionKind.Infection, null, llt: CtcaeTerms.LungInfection, recorded: 12)
                .Under(Set)
                .Of(RuleId.NeutropenicInfection)
        );

    [Fact]
    public void FebrileNeutropenia_Fires_WithOrWithoutACount()
    {
        Assert.Equal(
            FactWords.Unknown,
            Assert.Single(Febrile(null).Under(Set).Of(RuleId.FebrileNeutropenia)).Fact(FactNames.AncGigaPerLitre)
        );
        Assert.Equal(
            "0.40",
            Assert.Single(Febrile(0.4m).Under(Set).Of(RuleId.FebrileNeutropenia)).Fact(FactNames.AncGigaPerLitre)
        );
    }

    [Theory]
    [InlineData("eu-2023")]
    [InlineData("us-2024")]
    [InlineData("us-2020")]
    public void OtherLabels_HaveNoneOfThem(string set)
    {
        var findings = Febrile(0.7m)
            .Condition(ConditionKind.Infection, 10, id: 2, llt: CtcaeTerms.LungInfection)
            .Under(set);

        Assert.DoesNotContain(findings, f =>
            f.Rule is RuleId.NeutropeniaPrompt or RuleId.FebrileNeutropenia or RuleId.NeutropenicInfection
        );
    }

    private static TestCourse Febrile(decimal? anc)
    {
        var course = new TestCourse(regimen: Regimen.IsaKd).Condition(ConditionKind.FebrileNeutropenia, 10);
        return anc is { } count ? course.Anc(count, 10, 1) : course;
    }
}
