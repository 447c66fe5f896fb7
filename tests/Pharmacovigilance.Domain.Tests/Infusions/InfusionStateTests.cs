using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Infusions;
using static Pharmacovigilance.Domain.Tests.Infusions.TestSteps;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class InfusionStateTests
{
    [Fact]
    public void From_NoSteps_IsPlanned() => Assert.Equal(InfusionState.Planned, InfusionState.From([]));

    [Fact]
    public void From_WholeInfusion_AddsUp()
    {
        var state = InfusionState.From([
            Premedicated(-30, 1),
            Started(0, 2),
            RateChanged(60, 3),
            Interrupted(70, 4),
            Resumed(90, 5),
            Ended(200, 6),
        ]);

        Assert.Equal(
            (InfusionStatus.Ended, Nine, Nine.AddMinutes(200)),
            (state.Status, state.StartedAt, state.EndedAt)
        );
        Assert.Equal(
            (25_000L, (long?)null),
            (state.InitialRateMicrolitresPerHour, state.CurrentRateMicrolitresPerHour)
        );
        Assert.Equal((700_000L, "A1B2"), (state.DoseMicrograms, state.BatchNumber));
        Assert.Equal(ReactionStatement.NoReactionObserved, state.Reaction);
    }

    [Fact]
    public void Dose_WeightUnknown_IsUnknown() =>
        Assert.Null(InfusionState.From([Started(0, 1, weight: null)]).DoseMicrograms);

    [Fact]
    public void Rate_WhileInterrupted_IsNoneAndInitialStays()
    {
        var state = InfusionState.From([Started(0, 1), RateChanged(60, 2), Interrupted(70, 3)]);

        Assert.Equal(
            (25_000L, (long?)null, "chills"),
            (state.InitialRateMicrolitresPerHour, state.CurrentRateMicrolitresPerHour, state.Reason)
        );
    }

    [Fact]
    public void Reason_OfAnInterruption_IsGoneOnceRunningAgain()
    {
        var state = InfusionState.From([Started(0, 1), Interrupted(70, 2), Resumed(90, 3)]);

        Assert.Equal(
            (InfusionStatus.Running, 12_500L, (string?)null),
            (state.Status, state.CurrentRateMicrolitresPerHour, state.Reason)
        );
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 0)]
    [InlineData(59, 59)]
    public void MinutesInto_AroundTheStart_CountsFromIt(int minute, int? into) =>
        Assert.Equal(into, InfusionState.From([Started(0, 1)]).MinutesInto(Nine.AddMinutes(minute)));

    [Fact]
    public void MinutesInto_BeforeAnyStart_IsUnknown() => Assert.Null(InfusionState.Planned.MinutesInto(Nine));

    [Fact]
    public void Correction_OfTheStart_ReplacesItAndStaysTheInitialRate()
    {
        var start = Started(0, 1);
        var state = InfusionState.From([
            start,
            RateChanged(60, 2),
            Started(5, 3, rate: 50_000, weight: 72_500).Correcting(start),
        ]);

        Assert.Equal(
            (Nine.AddMinutes(5), 50_000L, 725_000L),
            (state.StartedAt, state.InitialRateMicrolitresPerHour, state.DoseMicrograms)
        );
        Assert.Equal(50_000, state.CurrentRateMicrolitresPerHour);
    }

    [Fact]
    public void Correction_OfACorrection_IsTheOneThatCounts()
    {
        var start = Started(0, 1);
        var first = Started(0, 2, rate: 30_000).Correcting(start);

        Assert.Equal(
            40_000,
            InfusionState
                .From([start, first, Started(0, 3, rate: 40_000).Correcting(first)])
                .InitialRateMicrolitresPerHour
        );
    }

    [Fact]
    public void Correction_OfTheStartWithinTheMinuteOfTheNextStep_StillComesFirst()
    {
        var start = Started(0, 1);

        var state = InfusionState.From([start, RateChanged(1, 2, rate: 60_000), Started(1, 3).Correcting(start)]);

        Assert.Equal((25_000L, 60_000L), (state.InitialRateMicrolitresPerHour, state.CurrentRateMicrolitresPerHour));
    }

    [Fact]
    public void SameMinute_ResumedThenRateChanged_KeepsTheOrderOfRecording()
    {
        var state = InfusionState.From([
            Started(0, 1),
            Interrupted(10, 2),
            Resumed(20, 3),
            RateChanged(20, 4, rate: 20_000),
        ]);

        Assert.Equal((InfusionStatus.Running, 20_000L), (state.Status, state.CurrentRateMicrolitresPerHour));
    }

    [Fact]
    public void SameMinute_ResumedThenInterruptedAgain_IsInterrupted() =>
        Assert.Equal(
            InfusionStatus.Interrupted,
            InfusionState.From([Started(0, 1), Interrupted(10, 2), Resumed(20, 3), Interrupted(20, 4)]).Status
        );

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void SameMinuteAndSameMillisecondOfRecording_StepWaitsForTheOneItFollowsFrom(
        int interruption,
        int resumption
    )
    {
        var state = InfusionState.From([
            Started(0, 1),
            Interrupted(10, 2),
            Interrupted(20, 3) with
            {
                Id = SameMillisecond(interruption),
            },
            Resumed(20, 3) with
            {
                Id = SameMillisecond(resumption),
            },
        ]);

        Assert.Equal(InfusionStatus.Interrupted, state.Status);
    }

    private static InfusionStepId SameMillisecond(int number) =>
        new(Guid.Parse($"00000000-0003-7000-8000-{number:D12}"));

    [Fact]
    public void From_ImpossibleStep_SaysWhichAndWhere()
    {
        var refused = Assert.Throws<RefusedException>(() => InfusionState.From([Started(0, 1), Resumed(10, 2)]));

        Assert.Equal(["Resumed", "Running"], Assert.Single(refused.Refusals).Arguments, StringComparer.Ordinal);
    }

    /// <summary>Any walk through the flow, with many steps sharing a minute, rows in any order of arrival.</summary>
    [Fact]
    public void From_AnyWalkThroughTheFlow_DoesNotDependOnTheOrderOfRows() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var walk = Walk(random);
                var shuffled = walk.OrderBy(_ => random.Next()).ToList();

                Assert.Equal(walk, InfusionState.Effective(shuffled));
                Assert.Equal(InfusionState.From(walk), InfusionState.From(shuffled));
                return true;
            })
            .QuickCheckThrowOnFailure();

    private static List<InfusionStep> Walk(Random random)
    {
        var steps = new List<InfusionStep>();
        var status = InfusionStatus.Planned;
        for (int id = 1, minute = 0; id < 15 && InfusionFlow.Possible(status) is { Count: > 0 } possible; id++)
        {
            minute += random.Next(2);
            steps.Add(Of(possible[random.Next(possible.Count)], minute, id));
            status = InfusionFlow.After(status, steps[^1].Kind)!.Value;
        }

        return steps;
    }

    private static InfusionStep Of(InfusionStepKind kind, int minute, int id) =>
        kind switch
        {
            InfusionStepKind.Premedicated => Premedicated(minute, id),
            InfusionStepKind.Started => Started(minute, id),
            InfusionStepKind.RateChanged => RateChanged(minute, id),
            InfusionStepKind.Interrupted => Interrupted(minute, id),
            InfusionStepKind.Resumed => Resumed(minute, id),
            InfusionStepKind.Ended => Ended(minute, id),
            InfusionStepKind.NotGiven => NotGiven(minute, id),
        };

    [Fact]
    public void CorrectedInterruption_KeepsWhyTheDrugWasInterrupted()
    {
        var interrupted = Interrupted(30, 2);

        var state = InfusionState.From([Started(0, 1), interrupted, Interrupted(31, 3).Correcting(interrupted)]);

        Assert.Equal("chills", state.Reason);
    }
}
