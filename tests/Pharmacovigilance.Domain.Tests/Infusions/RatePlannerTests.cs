using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class RatePlannerTests
{
    private static readonly RatePlans Plans = RatePlans.Parse(DataFiles.Text("rate-tables.json"), "rate-tables.json");

    private static DateTimeOffset Minute(double minute) => TestSteps.Nine.AddMinutes(minute);

    private static RatePlanner Planner(int ordinal) => new(Plans.For(ordinal), 0.5m, Plans.WatchAfterRestart);

    private static InfusionProgress At(
        double minute,
        int ordinal,
        InfusionReactions reactions,
        params InfusionStep[] steps
    ) => Planner(ordinal).At(Minute(minute), steps, reactions, stopHold: false);

    private static InfusionReactions Reaction(
        double minute,
        Grade? grade,
        params (double Minute, ReactionNow Now)[] said
    ) =>
        new(
            [new(Minute(minute), grade, [])],
            said.Select(s => new ReactionStatementAt(Minute(s.Minute), s.Now)),
            Grade.Grade1
        );

    [Fact]
    public void First_JustStarted_Offers50AfterAnHour()
    {
        var progress = At(10, 1, InfusionReactions.None, TestSteps.Started(0, 1));
        Assert.Equal(new RateOffer(OfferKind.ByTable, 50_000, Minute(60)), progress.Offer);
        Assert.Equal(
            (null, 4_166L, 245_834L),
            (progress.Block, progress.GivenMicrolitres, progress.RemainingMicrolitres)
        );
        Assert.Equal(new ExpectedEnd(Minute(200), ByTable: true), progress.End);
    }

    [Theory]
    [InlineData(58.9, 25_000)]
    [InlineData(59, 50_000)]
    [InlineData(60, 50_000)]
    [InlineData(90, 50_000)]
    public void OfferedAt_IsTheRateNowUntilAMinuteBeforeTheStepIsDue(double minute, long rate) =>
        Assert.Equal(rate, At(minute, 1, InfusionReactions.None, TestSteps.Started(0, 1)).OfferedAt(Minute(minute)));

    [Fact]
    public void First_StepTakenLate_CountsTheNextFromWhenItWasTaken() =>
        Assert.Equal(
            new RateOffer(OfferKind.ByTable, 75_000, Minute(100)),
            At(71, 1, InfusionReactions.None, TestSteps.Started(0, 1), TestSteps.RateChanged(70, 2)).Offer
        );

    [Fact]
    public void SameRateEnteredAgain_DoesNotBeginItsTimeAnew() =>
        Assert.Equal(
            Minute(60),
            At(
                40,
                1,
                InfusionReactions.None,
                TestSteps.Started(0, 1),
                TestSteps.RateChanged(30, 2, 25_000)
            ).Offer!.DueAt
        );

    [Theory]
    [InlineData(40_000, 50_000, 60)]
    [InlineData(130_000, 150_000, 30)]
    public void RateBetweenTwoStages_CountsAsTheLower(long rate, long next, int after)
    {
        var offer = At(
            10,
            1,
            InfusionReactions.None,
            TestSteps.Started(0, 1),
            TestSteps.RateChanged(5, 2, rate)
        ).Offer!;
        Assert.Equal((next, Minute(5 + after)), (offer.RateMicrolitresPerHour, offer.DueAt));
    }

    [Theory]
    [InlineData(200_000, false)]
    [InlineData(200_001, true)]
    public void AtOrAboveTheHighestRate_NothingIsOfferedAndAboveIsSaid(long rate, bool above)
    {
        var progress = At(10, 3, InfusionReactions.None, TestSteps.Started(0, 1, rate));
        Assert.Equal((null, null, above), (progress.Offer, progress.Block, progress.AboveTable));
        Assert.False(progress.End!.ByTable);
    }

    [Theory]
    [InlineData(Grade.Grade1)]
    [InlineData(Grade.Grade2)]
    [InlineData(null)]
    public void ReactionGoingOn_BlocksTheNextStepAndTheEndIsAtTheRateNow(Grade? grade)
    {
        var progress = At(70, 1, Reaction(65, grade), TestSteps.Started(0, 1));
        Assert.Equal((null, OfferBlock.ReactionGoesOn), (progress.Offer, progress.Block));
        Assert.Equal(new ExpectedEnd(Minute(600), ByTable: false), progress.End);
        Assert.Equal(25_000, progress.OfferedAt(Minute(70)));
    }

    [Fact]
    public void ReactionOver_OffersTheStepNotBeforeItWasOver()
    {
        var steps = TestSteps.Started(0, 1);
        Assert.Equal(
            OfferBlock.ReactionGoesOn,
            At(69, 1, Reaction(50, Grade.Grade1, (70, ReactionNow.Resolved)), steps).Block
        );
        Assert.Equal(Minute(70), At(70, 1, Reaction(50, Grade.Grade1, (70, ReactionNow.Resolved)), steps).Offer!.DueAt);
        Assert.Equal(Minute(60), At(56, 1, Reaction(50, Grade.Grade1, (55, ReactionNow.Resolved)), steps).Offer!.DueAt);
    }

    [Theory]
    [InlineData(1, 25_000, 12_500)]
    [InlineData(2, 50_000, 25_000)]
    [InlineData(3, 200_000, 100_000)]
    public void Interrupted_ByAReaction_RestartsAtHalfTheInitialRateOnceItIsLowEnough(
        int ordinal,
        long initial,
        long restart
    )
    {
        InfusionStep[] steps = [TestSteps.Started(0, 1, initial), TestSteps.Interrupted(55, 2)];
        var said = Reaction(55, Grade.Grade2, (80, ReactionNow.AtMostGrade1));

        Assert.Equal((null, OfferBlock.ReactionAboveRestartGrade), Answer(At(79.9, ordinal, said, steps)));
        Assert.Equal(new RateOffer(OfferKind.Restart, restart, Minute(80)), At(80, ordinal, said, steps).Offer);
        Assert.Null(At(80, ordinal, said, steps).End);
    }

    [Theory]
    [InlineData(Grade.Grade1, true)]
    [InlineData(Grade.Grade2, false)]
    [InlineData(null, false)]
    public void Interrupted_NothingSaidSince_DependsOnTheRecordedGrade(Grade? grade, bool offered) =>
        Assert.Equal(
            offered,
            At(60, 1, Reaction(55, grade), TestSteps.Started(0, 1), TestSteps.Interrupted(55, 2)).Offer
                is { Kind: OfferKind.Restart }
        );

    [Fact]
    public void Interrupted_WorseAgain_IsNotOfferedAnyMore() =>
        Assert.Equal(
            OfferBlock.ReactionAboveRestartGrade,
            At(
                70,
                1,
                Reaction(55, Grade.Grade2, (60, ReactionNow.AtMostGrade1), (65, ReactionNow.AboveGrade1)),
                TestSteps.Started(0, 1),
                TestSteps.Interrupted(55, 2)
            ).Block
        );

    [Fact]
    public void Interrupted_WithoutAReaction_OffersTheRateBefore() =>
        Assert.Equal(
            new RateOffer(OfferKind.AsBefore, 50_000, Minute(70)),
            At(
                75,
                1,
                InfusionReactions.None,
                TestSteps.Started(0, 1),
                TestSteps.RateChanged(60, 2),
                TestSteps.Interrupted(70, 3)
            ).Offer
        );

    [Fact]
    public void Interrupted_AnEarlierReactionLongOver_OffersTheRateBefore() =>
        Assert.Equal(
            OfferKind.AsBefore,
            At(
                170,
                1,
                Reaction(20, Grade.Grade2, (40, ReactionNow.Resolved)),
                TestSteps.Started(0, 1),
                TestSteps.Interrupted(20, 2),
                TestSteps.Resumed(45, 3),
                TestSteps.RateChanged(80, 4, 25_000),
                TestSteps.Interrupted(160, 5)
            ).Offer!.Kind
        );

    [Fact]
    public void Restarted_WatchesThirtyMinutesThenReturnsToTheInitialRateThenFollowsTheTable()
    {
        var reaction = Reaction(55, Grade.Grade2, (80, ReactionNow.Resolved));
        InfusionStep[] steps = [TestSteps.Started(0, 1), TestSteps.Interrupted(55, 2), TestSteps.Resumed(85, 3)];

        var watched = At(100, 1, reaction, steps);
        Assert.Equal(
            (new RateOffer(OfferKind.ReturnToInitial, 25_000, Minute(115)), Minute(115)),
            (watched.Offer, watched.WatchUntil)
        );
        Assert.Equal((12_500, 25_000), (watched.OfferedAt(Minute(113)), watched.OfferedAt(Minute(115))));
        Assert.Null(At(115, 1, reaction, steps).WatchUntil);
        Assert.Equal(
            new RateOffer(OfferKind.ByTable, 50_000, Minute(176)),
            At(117, 1, reaction, [.. steps, TestSteps.RateChanged(116, 4, 25_000)]).Offer
        );
    }

    [Fact]
    public void Restarted_RecurrenceDuringTheWatch_CountsThirtyMinutesFromItsEnd()
    {
        var twice = new InfusionReactions(
            [new(Minute(55), Grade.Grade2, []), new(Minute(95), Grade.Grade1, [])],
            [new(Minute(80), ReactionNow.Resolved), new(Minute(105), ReactionNow.Resolved)],
            Grade.Grade1
        );
        InfusionStep[] steps = [TestSteps.Started(0, 1), TestSteps.Interrupted(55, 2), TestSteps.Resumed(85, 3)];

        Assert.Equal(OfferBlock.ReactionGoesOn, At(100, 1, twice, steps).Block);
        Assert.Equal(Minute(135), At(106, 1, twice, steps).Offer!.DueAt);
    }

    [Fact]
    public void StopHold_BlocksEveryOffer()
    {
        InfusionStep[] running = [TestSteps.Started(0, 1)];
        Assert.Equal(
            (null, OfferBlock.Hold),
            Answer(Planner(1).At(Minute(70), running, Reaction(65, Grade.Grade3), stopHold: true))
        );
        Assert.Equal(
            (null, OfferBlock.Hold),
            Answer(
                Planner(1)
                    .At(
                        Minute(75),
                        [.. running, TestSteps.Interrupted(70, 2)],
                        Reaction(65, Grade.Grade3),
                        stopHold: true
                    )
            )
        );
    }

    [Fact]
    public void RateOrTimeUnknown_OffersNothingAndTheVolumeIsUnknown()
    {
        var unknownRate = At(
            30,
            1,
            InfusionReactions.None,
            TestSteps.Started(0, 1, rate: null) with
            {
                TakenOver = true,
            }
        );
        Assert.Equal(
            (OfferBlock.Unknown, null, null, null),
            (unknownRate.Block, unknownRate.GivenMicrolitres, unknownRate.RemainingMicrolitres, unknownRate.End)
        );
        var unknownTime = At(30, 1, InfusionReactions.None, TestSteps.Started(0, 1) with { TimeKnown = false });
        Assert.Equal((OfferBlock.Unknown, null), (unknownTime.Block, unknownTime.GivenMicrolitres));
    }

    [Fact]
    public void RunningLongerThanTheBagLasts_ShouldBeEmpty()
    {
        var progress = At(80, 3, InfusionReactions.None, TestSteps.Started(0, 1, 200_000));
        Assert.Equal(
            (250_000L, 0L, true, null),
            (progress.GivenMicrolitres, progress.RemainingMicrolitres, progress.ShouldBeEmpty, progress.End)
        );
    }

    [Fact]
    public void StepsAfterTheInstant_AreNotKnownYet() =>
        Assert.Equal(
            25_000,
            At(
                30,
                1,
                InfusionReactions.None,
                TestSteps.Started(0, 1),
                TestSteps.RateChanged(60, 2)
            ).RateMicrolitresPerHour
        );

    private static (RateOffer?, OfferBlock?) Answer(InfusionProgress progress) => (progress.Offer, progress.Block);
}
