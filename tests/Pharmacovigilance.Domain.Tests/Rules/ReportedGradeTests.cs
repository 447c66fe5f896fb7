using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Neutropenia reported at a grade that means ANC below 0.5 ×10⁹/L, its value not on record: a hold until a later count.</summary>
public class ReportedGradeTests
{
    [Theory]
    [InlineData("eu-2023")]
    [InlineData("eu-2025")]
    [InlineData("us-2020")]
    [InlineData("us-2024")]
    public void Report_WithoutAValue_HoldsUnderEverySet(string set)
    {
        var finding = Assert.Single(Report().Under(set).Of(RuleId.AncHold));

        Assert.Equal((TestCourse.At(1), null), (finding.Since, finding.Hold!.EndedAt));
        Assert.Contains("not on record", RuleData.Set(set).TextOf(finding, "en"), StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", RuleData.Set(set).TextOf(finding, "en"), StringComparison.Ordinal);
        Assert.Contains("не записано", RuleData.Set(set).TextOf(finding, "ru"), StringComparison.Ordinal);
        Assert.Empty(Report().Under(set).Of(RuleId.NeutropeniaPrompt));
    }

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.5, true)]
    [InlineData(1.0, false)]
    [InlineData(null, false)]
    public void Report_HoldsWhereItsVersionMeansLessThanTheLimit(double? below, bool holds) =>
        Assert.Equal(holds, Report((decimal?)below).Evaluate().Of(RuleId.AncHold).Count == 1);

    [Theory]
    [InlineData(0.99, 2, false)]
    [InlineData(1.0, 2, true)]
    [InlineData(3.0, 1, false)]
    [InlineData(3.0, 0.9, false)]
    public void Report_EndsByALaterCountAtTheReleaseLimit(double anc, double day, bool ends) =>
        Assert.Equal(
            ends,
            Assert.Single(Report().Anc((decimal)anc, day, 1).Evaluate().Of(RuleId.AncHold)).Hold!.EndedAt is not null
        );

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Report_KnownByItsDay_IsNotEndedByACountOfThatDay(int day, bool ends)
    {
        var course = new TestCourse().ConditionOnDay(ConditionKind.ReportedNeutropenia, 1).AncOnDay(2m, day, 1);

        var finding = Assert.Single(course.Evaluate().Of(RuleId.AncHold));
        Assert.Equal(ends, finding.Hold!.EndedAt is not null);
        Assert.Equal("2026-03-03", finding.Fact(FactNames.OnsetAt));
    }

    [Fact]
    public void Report_BesideALowCountOfItsDay_LeavesTheHoldToTheCount() =>
        Assert.Equal(TestCourse.Anc(1), Assert.Single(Report().Anc(0.3m, 1, 1).Evaluate().Of(RuleId.AncHold)).Subject);

    [Fact]
    public void Report_AfterTheCountHadRecovered_HoldsAgain()
    {
        var holds = Report().Anc(0.3m, 0.2, 1).Anc(1.5m, 0.8, 2).Evaluate().Of(RuleId.AncHold);

        Assert.Equal([TestCourse.At(0.8), null], holds.Select(hold => hold.Hold!.EndedAt));
    }

    [Fact]
    public void Report_Overridden_IsOver() =>
        Assert.Equal(
            TestCourse.At(2),
            Assert
                .Single(
                    Report().Override(FindingSubject.OfEvent(TestCourse.EventIdOf(1)), 2).Evaluate().Of(RuleId.AncHold)
                )
                .Hold!.EndedAt
        );

    [Fact]
    public void Readiness_HeldByAReport_SaysSoAndIsNeverReady()
    {
        var facts = Report().Anc(3m, 0.9, 1).Facts();
        var readiness = AncReadiness.Of(
            facts.NeutrophilCounts,
            facts.Conditions,
            facts.OverriddenHolds,
            RuleData.Rules,
            TestCourse.At(1.5),
            isHeld: true
        );

        Assert.Equal(
            (Grade.Grade4, 3_000_000L),
            Assert.IsType<AncReadiness.OnReportedHold>(readiness) is { Grade: { } grade, Latest: { } latest }
                ? (grade, latest.MicroGigaPerLitre)
                : default
        );
    }

    [Fact]
    public void Platelets_ReportedWithoutAValue_ConcernThePartnerDrugAndHoldNothing()
    {
        var course = new TestCourse().Condition(
            ConditionKind.ReportedThrombocytopenia,
            1,
            grade: Grade.Grade4,
            llt: CtcaeTerms.PlateletCountDecreased,
            ancBelow: 25
        );

        var finding = Assert.Single(course.Under("us-2024").Of(RuleId.PomalidomidePlatelets));
        Assert.Null(finding.Hold);
        Assert.Contains("not on record", RuleData.Set("us-2024").TextOf(finding, "en"), StringComparison.Ordinal);
    }

    private static TestCourse Report(decimal? below = 0.5m) =>
        new TestCourse().Condition(
            ConditionKind.ReportedNeutropenia,
            1,
            grade: Grade.Grade4,
            llt: CtcaeTerms.NeutrophilCountDecreased,
            ancBelow: below,
            recorded: 1.1
        );
}
