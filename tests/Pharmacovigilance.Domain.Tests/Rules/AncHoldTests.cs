using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class AncHoldTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("0.49", true)]
    [InlineData("0.499999", true)]
    [InlineData("0.50", false)]
    [InlineData("0.99", false)]
    [InlineData("1.00", false)]
    public void Count_AroundHoldLimit_HoldsOnlyBelow(string value, bool holds)
    {
        var findings = new TestCourse().Anc(Number(value), day: 0, id: 1).Evaluate().Of(RuleId.AncHold);

        Assert.Equal(holds, findings.Count == 1);
        Assert.All(findings, finding => Assert.Equal(new HoldEpisode(TestCourse.Day0), finding.Hold));
    }

    [Theory]
    [InlineData("0.50", false)]
    [InlineData("0.99", false)]
    [InlineData("0.999999", false)]
    [InlineData("1.00", true)]
    [InlineData("1.01", true)]
    public void Hold_LaterCountAroundReleaseLimit_EndsOnlyFromLimit(string value, bool ends)
    {
        var hold = Assert
            .Single(new TestCourse().Anc(0.49m, day: 0, id: 1).Anc(Number(value), day: 3, id: 2).Evaluate())
            .Hold!;

        Assert.Equal(ends ? TestCourse.At(3) : null, hold.EndedAt);
        Assert.Equal(ends ? $"ANC {value} ×10⁹/L" : null, hold.EndedBy);
    }

    [Fact]
    public void Hold_SecondFallAfterRecovery_IsAnEpisodeOfItsOwn()
    {
        var findings = new TestCourse().Anc(0.3m, 0, 1).Anc(0.2m, 1, 2).Anc(1.2m, 5, 3).Anc(0.4m, 9, 4).Evaluate();

        Assert.Equal([TestCourse.Anc(1), TestCourse.Anc(4)], findings.Select(f => f.Subject), StringComparer.Ordinal);
        Assert.Equal([TestCourse.At(5), null], findings.Select(f => f.Hold!.EndedAt));
    }

    [Fact]
    public void Finding_OfLowCount_StatesValueTierAndText()
    {
        var finding = Assert.Single(new TestCourse(regimen: Regimen.IsaKd).Anc(0.49m, 0, 1).Evaluate());

        Assert.Equal(AlertTier.Page, finding.Tier);
        Assert.Equal("0.49", finding.Fact(FactNames.AncGigaPerLitre));
        Assert.Equal("IsaKd", finding.Fact(FactNames.Regimen));
        Assert.StartsWith(
            "ANC 0.49 ×10⁹/L, collected 2026-03-02 08:00 UTC, is below 0.50.",
            finding.Text(),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "АЧН 0,49 ×10⁹/л, взято 2026-03-02 08:00 UTC, ниже 0,50.",
            finding.Text("ru"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Value_JustBelowLimit_IsNotPrintedAsTheLimit() =>
        Assert.Equal(
            "0.499",
            Assert.Single(new TestCourse().Anc(0.499m, 0, 1).Evaluate()).Fact(FactNames.AncGigaPerLitre)
        );

    [Fact]
    public void Grade4Event_WithoutValue_NeverHolds() =>
        Assert.Empty(
            new TestCourse().Reaction(Grade.Grade4, infusion: null, llt: CtcaeTerms.NeutrophilCountDecreased).Evaluate()
        );

    [Fact]
    public void Correction_RemovingTheLowCount_RemovesTheFinding()
    {
        var before = new TestCourse().Anc(0.4m, 0, 1).Anc(0.8m, 2, 2);
        var after = new TestCourse().Anc(0.8m, 2, 2);

        Assert.Single(before.Evaluate());
        Assert.Empty(after.Evaluate());
    }

    [Fact]
    public void Correction_RemovingTheRecovery_MakesTheHoldLastAgain()
    {
        var withRecovery = Assert.Single(new TestCourse().Anc(0.4m, 0, 1).Anc(1.0m, 2, 2).Evaluate());
        var without = Assert.Single(new TestCourse().Anc(0.4m, 0, 1).Anc(0.9m, 2, 2).Evaluate());

        Assert.Equal(withRecovery.Fingerprint, without.Fingerprint);
        Assert.NotNull(withRecovery.Hold!.EndedAt);
        Assert.Null(without.Hold!.EndedAt);
    }

    [Fact]
    public void SameInstant_LowRecordedAfterHigh_Holds()
    {
        var course = new TestCourse().Anc(0.4m, 0, 1, recorded: 0.2).Anc(1.2m, 0, 2, recorded: 0.1);

        Assert.Null(Assert.Single(course.Evaluate()).Hold!.EndedAt);
    }

    [Fact]
    public void Override_WithoutNewValue_EndsTheHoldAtTheDecision()
    {
        var finding = Assert.Single(
            new TestCourse().Anc(0.4m, 0, 1).Anc(0.3m, 1, 2).Override(TestCourse.Anc(1), day: 2).Evaluate()
        );

        Assert.Equal(new HoldEpisode(TestCourse.Day0, TestCourse.At(2)), finding.Hold);
    }

    [Fact]
    public void Override_ThenNewLowValue_OpensANewHold()
    {
        var findings = new TestCourse().Anc(0.4m, 0, 1).Override(TestCourse.Anc(1), day: 2).Anc(0.45m, 3, 2).Evaluate();

        Assert.Equal([TestCourse.Anc(1), TestCourse.Anc(2)], findings.Select(f => f.Subject), StringComparer.Ordinal);
        Assert.Equal(TestCourse.At(2), findings[0].Hold!.EndedAt);
        Assert.Null(findings[1].Hold!.EndedAt);
    }

    [Fact]
    public void Override_ThenLowValueCollectedBeforeButRecordedAfter_OpensANewHold()
    {
        var findings = new TestCourse()
            .Anc(0.4m, 0, 1)
            .Override(TestCourse.Anc(1), day: 2)
            .Anc(0.2m, 1, 2, recorded: 2.5)
            .Evaluate();

        Assert.Contains(findings, f => f.Subject == TestCourse.Anc(2) && f.Hold!.EndedAt is null);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.99")]
    public void Override_ThenValueNotBelowLimit_StaysEnded(string value)
    {
        var findings = new TestCourse()
            .Anc(0.4m, 0, 1)
            .Override(TestCourse.Anc(1), day: 2)
            .Anc(Number(value), 3, 2)
            .Evaluate();

        Assert.Equal(TestCourse.At(2), Assert.Single(findings).Hold!.EndedAt);
    }

    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(2.5, 2)]
    public void Override_AndRecovery_WhicheverWasOnRecordFirstEndsTheHold(double recoveryRecorded, double ended)
    {
        var findings = new TestCourse()
            .Anc(0.4m, 0, 1)
            .Anc(1.2m, 1, 2, recoveryRecorded)
            .Override(TestCourse.Anc(1), day: 2)
            .Evaluate();

        Assert.Equal(TestCourse.At(ended), Assert.Single(findings).Hold!.EndedAt);
    }

    [Fact]
    public void Override_AfterNewHold_CoversThatHoldToo()
    {
        var findings = new TestCourse()
            .Anc(0.4m, 0, 1)
            .Override(TestCourse.Anc(1), 2)
            .Anc(0.45m, 3, 2)
            .Override(TestCourse.Anc(2), 4)
            .Evaluate();

        Assert.Equal([TestCourse.At(2), TestCourse.At(4)], findings.Select(f => f.Hold!.EndedAt));
    }

    [Fact]
    public void Override_ThenRecovery_ThenFall_Holds()
    {
        var findings = new TestCourse()
            .Anc(0.4m, 0, 1)
            .Override(TestCourse.Anc(1), 2)
            .Anc(1.5m, 3, 2)
            .Anc(0.4m, 5, 3)
            .Evaluate();

        Assert.Null(findings.Single(f => f.Subject == TestCourse.Anc(3)).Hold!.EndedAt);
    }

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
