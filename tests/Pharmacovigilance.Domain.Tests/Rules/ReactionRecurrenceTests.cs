using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>CTCAE grade 3 of an infusion reaction: prolonged, or recurrence of symptoms following initial improvement. One proposal, the label's.</summary>
public sealed class ReactionRecurrenceTests
{
    private const double Minute = 1.0 / 1440;
    public static readonly TheoryData<string> Sets = [.. RuleData.Library.Sets.Select(set => set.Id)];

    [Theory, MemberData(nameof(Sets))]
    public void SecondEvent_AfterARestart_StopsForGoodAndProposesNoRestart(string set)
    {
        var found = Restarted().Reaction(Grade.Grade2, 1, id: 2, onset: 90 * Minute).Under(set);

        var stop = Assert.Single(found.Of(RuleId.ReactionStop));
        Assert.Equal(
            (FactWords.Yes, FactWords.StopByLabel, FactWords.AtLeastGrade3, "2"),
            (
                stop.Fact(FactNames.Recurrence),
                stop.Fact(FactNames.PermanentStop),
                stop.Fact(FactNames.GradeByCriterion),
                stop.Fact(FactNames.Grade)
            )
        );
        Assert.NotNull(stop.Hold);
        Assert.Equal(
            FindingSubject.OfEvent(TestCourse.EventIdOf(1)),
            Assert.Single(found.Of(RuleId.ReactionInterrupt)).Subject
        );
    }

    [Theory]
    [InlineData(Grade.Grade1, 0)]
    [InlineData(Grade.Grade2, 1)]
    [InlineData(Grade.Grade3, 1)]
    [InlineData(null, 0)]
    public void SecondEvent_OfGrade_StopsFromGradeTwoOn(Grade? grade, int stops) =>
        Assert.Equal(
            stops,
            Restarted().Reaction(grade, 1, id: 2, onset: 90 * Minute).Evaluate().Of(RuleId.ReactionStop).Count
        );

    [Fact]
    public void SecondEvent_OfAnotherTermOfTheFamily_IsARecurrenceToo() =>
        Assert.Single(
            Restarted()
                .Reaction(Grade.Grade2, 1, id: 2, onset: 90 * Minute, llt: CtcaeTerms.AllergicReaction)
                .Evaluate()
                .Of(RuleId.ReactionStop)
        );

    [Fact]
    public void SecondEvent_WhileTheInfusionStillStands_IsNoRecurrence()
    {
        var found = new TestCourse()
            .Infusion(1, 0)
            .Pause(60 * Minute, null)
            .Reaction(Grade.Grade2, 1, id: 1, onset: 60 * Minute)
            .Reaction(Grade.Grade2, 1, id: 2, onset: 70 * Minute)
            .Evaluate();
        Assert.Empty(found.Of(RuleId.ReactionStop));
        Assert.Equal(2, found.Of(RuleId.ReactionInterrupt).Count);
    }

    [Fact]
    public void SecondEvent_AtTheNextInfusion_IsNoRecurrence() =>
        Assert.Empty(
            Restarted().Infusion(2, 7).Reaction(Grade.Grade2, 2, id: 2, onset: 7.05).Evaluate().Of(RuleId.ReactionStop)
        );

    [Theory]
    [InlineData(ReactionNow.Resolved, true)]
    [InlineData(ReactionNow.AtMostGrade1, true)]
    [InlineData(ReactionNow.AboveGrade1, false)]
    public void OneEvent_WorseAgainAfterImprovement_Recurs(ReactionNow between, bool recurs)
    {
        var found = new TestCourse()
            .Infusion(1, 0)
            .Pause(60 * Minute, null)
            .Reaction(Grade.Grade2, 1, onset: 60 * Minute)
            .Said(
                (60 * Minute, ReactionNow.AboveGrade1),
                (70 * Minute, between),
                (80 * Minute, ReactionNow.AboveGrade1)
            )
            .Evaluate();

        Assert.Equal(recurs ? 1 : 0, found.Of(RuleId.ReactionStop).Count);
        Assert.Equal(recurs ? 0 : 1, found.Of(RuleId.ReactionInterrupt).Count);
    }

    [Fact]
    public void OneEvent_GradeOneThatGetsWorse_IsNoRecurrence() =>
        Assert.Empty(
            new TestCourse()
                .Infusion(1, 0)
                .Reaction(Grade.Grade2, 1, onset: 60 * Minute)
                .Said((60 * Minute, ReactionNow.AtMostGrade1), (70 * Minute, ReactionNow.AboveGrade1))
                .Evaluate()
                .Of(RuleId.ReactionStop)
        );

    [Fact]
    public void OneEvent_AboveGradeOneAfterARestartNobodyCommented_Recurs() =>
        Assert.Single(
            Restarted()
                .Said((60 * Minute, ReactionNow.AboveGrade1), (100 * Minute, ReactionNow.AboveGrade1))
                .Evaluate()
                .Of(RuleId.ReactionStop)
        );

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    [InlineData(31, 1)]
    public void NotSettled_MinutesAfterTheInterruption_StopFromThirtyOn(int minutes, int stops)
    {
        var course = new TestCourse()
            .Infusion(1, 0)
            .Pause(60 * Minute, null)
            .Reaction(Grade.Grade2, 1, onset: 60 * Minute)
            .Said((60 * Minute, ReactionNow.AboveGrade1), ((60 + minutes) * Minute, ReactionNow.AboveGrade1));
        Assert.Equal(stops, course.Evaluate().Of(RuleId.ReactionStop).Count);
    }

    [Fact]
    public void Recurrence_AfterTheReactionWasOverridden_HoldsAgain()
    {
        var course = Restarted()
            .Said(
                (60 * Minute, ReactionNow.AboveGrade1),
                (70 * Minute, ReactionNow.Resolved),
                (100 * Minute, ReactionNow.AboveGrade1)
            )
            .Override(FindingSubject.OfEvent(TestCourse.EventIdOf(1)), 80 * Minute);
        Assert.Null(Assert.Single(course.Evaluate().Of(RuleId.ReactionStop)).Hold!.EndedAt);
    }

    [Theory]
    [InlineData("eu-2023", Grade.Grade3, RuleId.ReactionStop)]
    [InlineData("us-2024", Grade.Grade2, RuleId.ReactionInterrupt)]
    [InlineData("us-2024", Grade.Grade3, RuleId.ReactionInterrupt)]
    [InlineData("us-2024", Grade.Grade4, RuleId.ReactionStop)]
    [InlineData("us-2020", Grade.Grade3, RuleId.ReactionStop)]
    public void OneReaction_GetsOneProposal(string set, Grade grade, RuleId rule) =>
        Assert.Equal(
            rule,
            Assert
                .Single(new TestCourse().Infusion(1, 0).Reaction(grade, 1).Under(set), f =>
                    f.Rule is RuleId.ReactionInterrupt or RuleId.ReactionStop
                )
                .Rule
        );

    [Theory]
    [InlineData(CtcaeTerms.AllergicReaction, FactWords.AllergicReaction)]
    [InlineData(CtcaeTerms.CytokineReleaseSyndrome, FactWords.CytokineRelease)]
    public void FamilyTerm_OfGrade_StopsOrInterruptsAndPreparesTheNext(string llt, string word)
    {
        var severe = Assert.Single(
            new TestCourse().Infusion(1, 0).Reaction(Grade.Grade3, 1, llt: llt).Evaluate().Of(RuleId.ReactionStop)
        );
        Assert.Equal(word, severe.Fact(FactNames.Reaction));

        var moderate = new TestCourse()
            .Infusion(1, 0)
            .Infusion(2, 7, InfusionStatus.Planned)
            .Reaction(Grade.Grade2, 1, llt: llt)
            .Evaluate();
        Assert.Single(moderate.Of(RuleId.ReactionInterrupt));
        Assert.Single(moderate.Of(RuleId.PremedicationStronger));
    }

    [Fact]
    public void Withdrawn_WithoutAReaction_HoldsUntilAPhysicianDecides()
    {
        var open = Assert.Single(new TestCourse().Infusion(1, 0).Withdrawn(7).Evaluate().Of(RuleId.DrugWithdrawn));
        Assert.Null(open.Hold!.EndedAt);
        var decided = new TestCourse()
            .Infusion(1, 0)
            .Withdrawn(7)
            .Override(FindingSubject.OfWithdrawal(TestCourse.EventIdOf(7)), 1)
            .Evaluate();
        Assert.Equal(TestCourse.At(1), Assert.Single(decided.Of(RuleId.DrugWithdrawn)).Hold!.EndedAt);
    }

    [Fact]
    public void Withdrawn_WithAReactionThatStops_IsAskedOnce()
    {
        var found = new TestCourse()
            .Infusion(1, 0)
            .Reaction(Grade.Grade4, 1, id: 7)
            .Withdrawn(7, llt: CtcaeTerms.InfusionRelatedReaction)
            .Evaluate();
        Assert.Single(found.Of(RuleId.ReactionStop));
        Assert.Empty(found.Of(RuleId.DrugWithdrawn));
    }

    /// <summary>Grade 2 at minute 60, interrupted at once, restarted at minute 75.</summary>
    private static TestCourse Restarted() =>
        new TestCourse()
            .Infusion(1, 0)
            .Pause(60 * Minute, 75 * Minute)
            .Reaction(Grade.Grade2, 1, id: 1, onset: 60 * Minute);
}
