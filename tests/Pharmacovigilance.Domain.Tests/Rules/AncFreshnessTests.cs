using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class AncFreshnessTests
{
    private const double Minute = 1 / 1440.0;

    [Theory]
    [InlineData(InfusionStatus.Planned, false)]
    [InlineData(InfusionStatus.Premedicated, true)]
    [InlineData(InfusionStatus.Running, true)]
    [InlineData(InfusionStatus.Interrupted, true)]
    [InlineData(InfusionStatus.Ended, true)]
    [InlineData(InfusionStatus.NotGiven, false)]
    public void Infusion_WithoutAnyCount_IsFoundWhenUnderWay(InfusionStatus status, bool found)
    {
        var findings = new TestCourse().Infusion(1, day: 5, status).Evaluate(asOfDay: 5);

        Assert.Equal(found ? [RuleId.AncMissing] : [], findings.Select(f => f.Rule));
        Assert.All(findings, f => Assert.Equal(FindingSubject.OfInfusion(TestCourse.InfusionIdOf(1)), f.Subject));
    }

    [Fact]
    public void Count_CollectedAfterTheStart_DoesNotCount()
    {
        var findings = new TestCourse().Infusion(1, day: 5).Anc(2m, day: 5 + Minute, id: 1).Evaluate();

        Assert.Equal(RuleId.AncMissing, Assert.Single(findings).Rule);
    }

    [Fact]
    public void Count_CollectedAtTheStart_Counts() =>
        Assert.Empty(new TestCourse().Infusion(1, day: 5).Anc(2m, day: 5, id: 1).Evaluate());

    [Fact]
    public void Count_Exactly72HoursOld_IsFresh() =>
        Assert.Empty(new TestCourse().Infusion(1, day: 5).Anc(2m, day: 2, id: 1).Evaluate());

    [Fact]
    public void Count_72HoursAndAMinuteOld_IsStaleWithItsAge()
    {
        var finding = Assert.Single(new TestCourse().Infusion(1, day: 5).Anc(2m, day: 2 - Minute, id: 1).Evaluate());

        Assert.Equal((RuleId.AncStale, AlertTier.Page), (finding.Rule, finding.Tier));
        Assert.Equal("72:01", finding.Fact(FactNames.AgeHoursMinutes));
        Assert.Contains("is 72:01 (h:min) old; local policy allows 72 h", finding.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Premedicated_CountGrowsOld_BecomesStaleWithTime()
    {
        var course = new TestCourse().Infusion(1, day: 5, InfusionStatus.Premedicated).Anc(2m, day: 2, id: 1);

        Assert.Empty(course.Evaluate(asOfDay: 5));
        var finding = Assert.Single(course.Evaluate(asOfDay: 5 + Minute));
        Assert.Equal(RuleId.AncStale, finding.Rule);
        Assert.Contains("start: not started", finding.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void EndedInfusion_EvaluatedAYearLater_GivesTheSameFindings()
    {
        var course = new TestCourse().Infusion(1, day: 5).Infusion(2, day: 12).Anc(2m, day: 5, id: 1);

        Assert.Equal(
            course.Evaluate(asOfDay: 12).Select(Printed),
            course.Evaluate(asOfDay: 400).Select(Printed),
            StringComparer.Ordinal
        );
        Assert.NotEmpty(course.Evaluate(asOfDay: 12));

        static string Printed(Finding f) => $"{f.Fingerprint} {f.Since:O} {string.Join(';', f.Facts)}";
    }

    [Fact]
    public void Readiness_NoCountYet_IsMissing() =>
        Assert.Equal(new AncReadiness.Missing(), Readiness(new TestCourse().Anc(2m, day: 1, id: 1), at: 0.5));

    [Fact]
    public void Readiness_FreshCount_IsReadyWithAge() =>
        Assert.Equal(
            new AncReadiness.Ready(new(2_000_000, TimeSpan.FromHours(72))),
            Readiness(new TestCourse().Anc(2m, 0, 1), at: 3)
        );

    [Fact]
    public void Readiness_OldCount_IsStale() =>
        Assert.Equal(
            new AncReadiness.Stale(new(2_000_000, TimeSpan.FromMinutes((72 * 60) + 1)), TimeSpan.FromHours(72)),
            Readiness(new TestCourse().Anc(2m, 0, 1), at: 3 + Minute)
        );

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void Readiness_BetweenHoldAndReleaseLimit_IsOnHoldAtAnyAge(double at)
    {
        var readiness = Assert.IsType<AncReadiness.OnHold>(
            Readiness(new TestCourse().Anc(0.4m, 0, 1).Anc(0.99m, 2, 2), at)
        );

        Assert.Equal((PartialTime.At(TestCourse.Day0), 990_000L), (readiness.Since, readiness.Count.MicroGigaPerLitre));
    }

    [Fact]
    public void Readiness_Recovered_IsReady() =>
        Assert.IsType<AncReadiness.Ready>(Readiness(new TestCourse().Anc(0.4m, 0, 1).Anc(1.0m, 2, 2), at: 2));

    [Fact]
    public void Readiness_HoldOverridden_IsNotCalledReady()
    {
        var readiness = Readiness(new TestCourse().Anc(0.4m, 0, 1).Override(TestCourse.Anc(1), 1), at: 1);

        Assert.Equal(new AncReadiness.HoldOverridden(TestCourse.At(1), new(400_000, TimeSpan.FromDays(1))), readiness);
    }

    [Fact]
    public void Readiness_HoldOverriddenButCountOld_IsStale() =>
        Assert.IsType<AncReadiness.Stale>(
            Readiness(new TestCourse().Anc(0.4m, 0, 1).Override(TestCourse.Anc(1), 1), at: 4)
        );

    private static AncReadiness Readiness(TestCourse course, double at)
    {
        var facts = course.Facts();
        return AncReadiness.Of(
            facts.NeutrophilCounts,
            facts.Conditions,
            facts.OverriddenHolds,
            RuleData.Rules,
            TestCourse.At(at)
        );
    }
}
