using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class ReactionRulesTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(Grade.Grade1, null)]
    [InlineData(Grade.Grade2, RuleId.ReactionInterrupt)]
    [InlineData(Grade.Grade3, RuleId.ReactionStop)]
    [InlineData(Grade.Grade4, RuleId.ReactionStop)]
    [InlineData(Grade.Grade5, RuleId.ReactionStop)]
    public void InfusionReaction_OfGrade_GivesRule(Grade? grade, RuleId? rule) =>
        Assert.Equal(rule, Reactions(new TestCourse().Infusion(1, 0).Reaction(grade, 1)).SingleOrDefault()?.Rule);

    [Theory]
    [InlineData(null)]
    [InlineData(Grade.Grade1)]
    [InlineData(Grade.Grade3)]
    [InlineData(Grade.Grade4)]
    public void Anaphylaxis_OfAnyOrUnknownGrade_Stops(Grade? grade)
    {
        var finding = Assert.Single(Reactions(new TestCourse().Reaction(grade, null, llt: CtcaeTerms.Anaphylaxis)));

        Assert.Equal((RuleId.ReactionStop, AlertTier.Interruptive), (finding.Rule, finding.Tier));
        Assert.Equal(FactWords.Anaphylaxis, finding.Fact(FactNames.Reaction));
        Assert.Equal(FactWords.StopByLabel, finding.Fact(FactNames.PermanentStop));
        Assert.Equal(grade is null ? FactWords.Unknown : $"{(int)grade}", finding.Fact(FactNames.Grade));
    }

    [Fact]
    public void OtherTerm_OfGrade4_GivesNoFinding() =>
        Assert.Empty(Reactions(new TestCourse().Reaction(Grade.Grade4, 1, llt: CtcaeTerms.Hypertension)));

    [Theory]
    [InlineData(25_000L, "12.5")]
    [InlineData(50_000L, "25")]
    [InlineData(200_000L, "100")]
    [InlineData(null, FactWords.Unknown)]
    public void Grade2_RestartRate_IsHalfTheInitialRateOfThatInfusion(long? initial, string restart)
    {
        var finding = Assert.Single(
            Reactions(
                new TestCourse()
                    .Infusion(1, 0, initialRate: 99_000)
                    .Infusion(2, 7, initialRate: initial)
                    .Reaction(Grade.Grade2, 2, onset: 7.05)
            ),
            f => f.Rule == RuleId.ReactionInterrupt
        );

        Assert.Equal(restart, finding.Fact(FactNames.RestartRateMillilitresPerHour));
        Assert.Equal((AlertTier.Page, (HoldEpisode?)null), (finding.Tier, finding.Hold));
    }

    [Fact]
    public void Grade2_NotLinkedToAnInfusion_SaysUnknownRate()
    {
        var finding = Assert.Single(Reactions(new TestCourse().Infusion(1, 0).Reaction(Grade.Grade2, infusion: null)));

        Assert.Contains("infusion unknown.", finding.Text(), StringComparison.Ordinal);
        Assert.Contains(
            "restart at unknown mL/h, half the initial rate of this infusion (unknown mL/h)",
            finding.Text(),
            StringComparison.Ordinal
        );
        Assert.Contains("возобновить со скоростью неизвестно мл/ч", finding.Text("ru"), StringComparison.Ordinal);
    }

    [Fact]
    public void Grade2_LinkedToAnInfusionOfAnotherCourse_SaysUnknownRate() =>
        Assert.Equal(
            FactWords.Unknown,
            Assert
                .Single(Reactions(new TestCourse().Infusion(1, 0).Reaction(Grade.Grade2, infusion: 99)))
                .Fact(FactNames.RestartRateMillilitresPerHour)
        );

    [Fact]
    public void Stop_OnsetKnown_HoldsFromOnset() =>
        Assert.Equal(
            new HoldEpisode(TestCourse.At(0.05)),
            Assert.Single(Reactions(new TestCourse().Reaction(Grade.Grade3, 1))).Hold
        );

    [Fact]
    public void Stop_OnsetUnknown_HoldsFromRecording()
    {
        var finding = Assert.Single(Reactions(new TestCourse().Reaction(Grade.Grade3, 1, onset: null, recorded: 0.4)));

        Assert.Equal((TestCourse.At(0.4), new HoldEpisode(TestCourse.At(0.4))), (finding.Since, finding.Hold));
        Assert.Contains("onset unknown", finding.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_Overridden_EndsAtTheDecision()
    {
        var course = new TestCourse()
            .Reaction(Grade.Grade3, 1)
            .Override(FindingSubject.OfEvent(TestCourse.EventIdOf(1)), day: 1);

        Assert.Equal(TestCourse.At(1), Assert.Single(Reactions(course)).Hold!.EndedAt);
    }

    [Fact]
    public void Stop_OverriddenAsGrade3ThenCorrectedToGrade4_HoldsAgain()
    {
        var asGrade3 = FindingSubject.OfEvent(TestCourse.EventIdOf(1));
        var finding = Assert.Single(Reactions(new TestCourse().Reaction(Grade.Grade4, 1).Override(asGrade3, day: 1)));

        Assert.NotEqual(asGrade3, finding.Subject, StringComparer.Ordinal);
        Assert.Null(finding.Hold!.EndedAt);
    }

    [Theory]
    [InlineData(Grade.Grade3, false, FactWords.StopByJudgement)]
    [InlineData(Grade.Grade3, true, FactWords.StopByLabel)]
    [InlineData(Grade.Grade4, false, FactWords.StopByLabel)]
    public void Stop_PermanentDiscontinuation_FollowsTheLabelsWords(Grade grade, bool hospitalised, string wording)
    {
        var finding = Assert.Single(Reactions(new TestCourse().Reaction(grade, 1, hospitalised: hospitalised)));

        Assert.Equal((AlertTier.Interruptive, wording), (finding.Tier, finding.Fact(FactNames.PermanentStop)));
        Assert.Contains("Permanent discontinuation is proposed: the label", finding.Text(), StringComparison.Ordinal);
        Assert.Contains(
            hospitalised ? "hospitalised: yes" : "hospitalised: not recorded",
            finding.Text(),
            StringComparison.Ordinal
        );
        Assert.Contains("recurred or prolonged: not recorded", finding.Text(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Reactions(TestCourse course) =>
        [.. course.Evaluate().Where(f => f.Rule is RuleId.ReactionInterrupt or RuleId.ReactionStop)];
}
