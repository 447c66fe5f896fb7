using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public sealed class StartRulesTests
{
    [Fact]
    public void TooSoon_OfAnAttempt_HoldsUntilAPhysicianDecides()
    {
        var course = new TestCourse()
            .Infusion(1, 0)
            .Infusion(2, 6, Domain.Infusions.InfusionStatus.Planned)
            .TooSoon(2, 1, attempted: true);
        var finding = Assert.Single(course.Evaluate().Of(RuleId.TooSoon));
        Assert.Equal((AlertTier.Interruptive, null), (finding.Tier, finding.Hold!.EndedAt));
        Assert.Equal(
            ("6", "7", "2026-03-09"),
            (
                finding.Fact(FactNames.DaysBetween),
                finding.Fact(FactNames.IntervalDays),
                finding.Fact(FactNames.EarliestOn)
            )
        );

        var decided = Assert.Single(course.Override(finding.Subject, 6.1).Evaluate().Of(RuleId.TooSoon));
        Assert.Equal(TestCourse.At(6.1), decided.Hold!.EndedAt);
        Assert.False(decided.IsOver);
    }

    [Fact]
    public void TooSoon_OfAnInfusionThatRanAlready_IsToldAndHoldsNothing() =>
        Assert.Null(
            Assert
                .Single(new TestCourse().Infusion(1, 0).Infusion(2, 6).TooSoon(2, 1).Evaluate().Of(RuleId.TooSoon))
                .Hold
        );

    [Fact]
    public void RateAbove_IsShownInContextWithBothRates()
    {
        var finding = Assert.Single(new TestCourse().Infusion(1, 0).RateAbove(1).Evaluate().Of(RuleId.RateAboveTable));
        Assert.Equal(AlertTier.Passive, finding.Tier);
        Assert.Equal(
            ("50", "25"),
            (finding.Fact(FactNames.RateMillilitresPerHour), finding.Fact(FactNames.AllowedRateMillilitresPerHour))
        );
    }
}
