using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>What ran in, worked out by hand. The bag holds 250 mL; 70 kg are 700 mg.</summary>
public sealed class GivenDoseTests
{
    private static readonly InfusionBag Bag = new(250_000, 25_000);

    [Fact]
    public void StoppedAfterTwelveMinutesAt25_FiveMillilitresAndFourteenMilligramsRanIn()
    {
        var given = Given(TestSteps.Started(0, 1), TestSteps.Ended(12, 2));
        Assert.Equal((5_000L, 14_000L, GivenExtent.Partly), (given.Microlitres, given.Micrograms, given.Extent));
    }

    [Fact]
    public void RatesThatChange_AndAnInterruption_AreAddedUp()
    {
        // 30 min at 25, 30 min at 50, 20 min nothing, 24 min at 12.5: 12.5 + 25 + 5 mL.
        var given = Given(
            TestSteps.Started(0, 1),
            TestSteps.RateChanged(30, 2),
            TestSteps.Interrupted(60, 3),
            TestSteps.Resumed(80, 4),
            TestSteps.Interrupted(104, 5),
            TestSteps.Ended(110, 6)
        );
        Assert.Equal((42_500L, 119_000L, GivenExtent.Partly), (given.Microlitres, given.Micrograms, given.Extent));
    }

    [Fact]
    public void CorrectedRate_CountsInPlaceOfTheOther()
    {
        var changed = TestSteps.RateChanged(30, 2, 500_000);
        var given = Given(
            TestSteps.Started(0, 1),
            changed,
            TestSteps.RateChanged(30, 3, 50_000).Correcting(changed),
            TestSteps.Ended(60, 4)
        );
        Assert.Equal(37_500L, given.Microlitres);
    }

    [Fact]
    public void WholeBag_IsNeverMoreThanTheBag()
    {
        // 200 mL/h for 80 minutes are 266.7 mL: the end was entered some minutes late.
        var given = Given(TestSteps.Started(0, 1, 200_000), TestSteps.Ended(80, 2));
        Assert.Equal((250_000L, 700_000L, GivenExtent.Whole), (given.Microlitres, given.Micrograms, given.Extent));
    }

    [Fact]
    public void FarMoreThanTheBag_IsAContradictionAndUnknown()
    {
        var given = Given(TestSteps.Started(0, 1, 200_000), TestSteps.Ended(120, 2));
        Assert.Equal((null, null, GivenGap.MoreThanTheBag), (given.Microlitres, given.Micrograms, given.Gap));
    }

    [Fact]
    public void LowRateOverALongTime_IsPartByTheRatesOnly()
    {
        var given = Given(TestSteps.Started(0, 1), TestSteps.Ended(240, 2));
        Assert.Equal(
            (100_000L, 280_000L, GivenExtent.PartlyByRates),
            (given.Microlitres, given.Micrograms, given.Extent)
        );
    }

    [Fact]
    public void WhatIsNotKnown_StaysUnknownWithItsReason()
    {
        Assert.Equal(GivenGap.NotStarted, Given().Gap);
        Assert.Equal(GivenGap.NotEnded, Given(TestSteps.Started(0, 1)).Gap);
        Assert.Equal(GivenGap.RateUnknown, Given(TestSteps.Started(0, 1, rate: null), TestSteps.Ended(60, 2)).Gap);
        Assert.Equal(
            GivenGap.TimeUnknown,
            Given(TestSteps.Started(0, 1), TestSteps.Ended(60, 2) with { TimeKnown = false }).Gap
        );
        var weightless = Given(TestSteps.Started(0, 1, weight: null), TestSteps.Ended(12, 2));
        Assert.Equal(
            (5_000L, null, GivenGap.WeightUnknown),
            (weightless.Microlitres, weightless.Micrograms, weightless.Gap)
        );
    }

    private static GivenDose Given(params InfusionStep[] steps) =>
        GivenDose.Of(InfusionState.From(steps), steps, Bag, highestRate: 150_000);
}
