using Pharmacovigilance.Domain.Infusions;
using static Pharmacovigilance.Domain.Tests.Infusions.TestSteps;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class InfusionStepRulesTests
{
    private static readonly InfusionStep Start = Started(0, 2);

    [Theory]
    [InlineData(999L, "infusion.rate-implausible")]
    [InlineData(1_000L, null)]
    [InlineData(1_000_000L, null)]
    [InlineData(1_000_001L, "infusion.rate-implausible")]
    [InlineData(null, "required")]
    public void Rate_AroundItsBounds_IsRefusedOutside(long? rate, string? code)
    {
        Assert.Equal(code, Codes([], Started(0, 1, rate)));
        Assert.Equal(code, Codes([Start], RateChanged(60, 3, rate)));
        Assert.Equal(code, Codes([Start, Interrupted(60, 3)], Resumed(70, 4, rate)));
    }

    [Theory]
    [InlineData(50_000L, null, null)]
    [InlineData(50_001L, null, "infusion.rate-not-as-offered")]
    [InlineData(25_000L, " ", "infusion.rate-not-as-offered")]
    [InlineData(25_000L, "small vein", null)]
    public void Rate_OtherThanOffered_NeedsAReason(long rate, string? reason, string? code) =>
        Assert.Equal(
            code,
            Codes([Start], RateChanged(60, 3, rate) with { OfferedRateMicrolitresPerHour = 50_000, Reason = reason })
        );

    [Fact]
    public void Subcutaneous_HasNoRateAndItsDoseIsFlat()
    {
        var injected = Started(0, 1, rate: null) with
        {
            Route = InfusionRoute.Subcutaneous,
            FlatDoseMicrograms = 1_400_000,
        };
        Assert.Null(Codes([], injected));
        Assert.Equal("infusion.subcutaneous-has-no-rate", Codes([], injected with { RateMicrolitresPerHour = 25_000 }));
        Assert.Equal("infusion.subcutaneous-has-no-rate", Codes([injected], RateChanged(1, 2)));
        Assert.Equal("infusion.subcutaneous-has-no-rate", Codes([injected], Interrupted(1, 2)));
        Assert.Null(Codes([injected], Ended(5, 2)));
        Assert.Equal(1_400_000, InfusionState.From([injected with { WeightGrams = 90_000 }]).DoseMicrograms);
        Assert.Equal(
            [InfusionStepKind.Ended],
            InfusionFlow.Possible(InfusionStatus.Running, InfusionRoute.Subcutaneous)
        );
    }

    [Theory]
    [InlineData(19_999L, "infusion.weight-implausible")]
    [InlineData(20_000L, null)]
    [InlineData(300_000L, null)]
    [InlineData(300_001L, "infusion.weight-implausible")]
    [InlineData(null, null)]
    public void Weight_AroundItsBounds_IsRefusedOutsideAndMayBeUnknown(long? weight, string? code) =>
        Assert.Equal(code, Codes([], Started(0, 1, weight: weight)));

    [Fact]
    public void Start_WithoutBrandAndBatch_NamesBothFields() =>
        Assert.Equal(
            ["infusion.brand-required brand", "infusion.batch-required batchNumber"],
            Check([], Start with { Brand = " ", BatchNumber = null }).Select(r => $"{r.Code} {r.Field}"),
            StringComparer.Ordinal
        );

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "time.in-future")]
    public void Time_AfterTheServersClock_IsTakenWithinTheTolerance(int minutesAhead, string? code) =>
        Assert.Equal(code, Join(InfusionStepRules.Check([], Started(minutesAhead, 1), hasReaction: false, now: Nine)));

    [Theory]
    [InlineData(59, "time.before-previous-step")]
    [InlineData(60, null)]
    public void Time_AroundThePreviousStep_IsRefusedBefore(int minute, string? code) =>
        Assert.Equal(code, Codes([Start, RateChanged(60, 3)], Interrupted(minute, 4)));

    [Fact]
    public void Premedication_EnteredLateForATimeBeforeTheStart_IsTaken() =>
        Assert.Null(Codes([Premedicated(-30, 1), Start], Premedicated(-20, 3)));

    [Fact]
    public void Premedication_ForATimeAfterTheStart_IsRefused() =>
        Assert.Equal("infusion.step-not-possible", Codes([Start], Premedicated(1, 3)));

    [Theory]
    [InlineData(null, false, "infusion.reaction-statement-required")]
    [InlineData(ReactionStatement.NoReactionObserved, false, null)]
    [InlineData(ReactionStatement.NoReactionObserved, true, "infusion.reaction-on-record")]
    [InlineData(ReactionStatement.NotReported, false, null)]
    [InlineData(ReactionStatement.NotReported, true, "infusion.reaction-on-record")]
    [InlineData(ReactionStatement.ReactionsRecorded, true, null)]
    [InlineData(ReactionStatement.ReactionsRecorded, false, "infusion.no-reaction-on-record")]
    public void End_StatementAboutReactions_MustAgreeWithTheRecord(
        ReactionStatement? statement,
        bool hasReaction,
        string? code
    ) => Assert.Equal(code, Join(Check([Start], Ended(200, 3, statement), hasReaction)));

    [Fact]
    public void InterruptionAndNotGiven_WithoutReason_AreRefused()
    {
        Assert.Equal("reason-required", Codes([Start], Interrupted(10, 3) with { Reason = " " }));
        Assert.Equal("reason-required", Codes([], NotGiven(0, 1) with { Reason = null }));
    }

    [Fact]
    public void Step_NotPossibleInTheStatus_IsRefused() =>
        Assert.Equal("infusion.step-not-possible", Codes([Start, Ended(200, 3)], Resumed(210, 4)));

    [Fact]
    public void Correction_WithReason_IsTaken() => Assert.Null(Codes([Start], Started(5, 3).Correcting(Start)));

    [Fact]
    public void Correction_WithoutReason_IsRefused() =>
        Assert.Equal("reason-required", Codes([Start], Started(5, 3).Correcting(Start) with { CorrectionReason = "" }));

    [Fact]
    public void Correction_OfAnUnknownStepOrAnotherKind_IsRefused()
    {
        Assert.Equal("correction.not-of-this-record", Codes([Start], Started(5, 4).Correcting(Started(0, 3))));
        Assert.Equal("correction.not-of-this-record", Codes([Start], RateChanged(5, 4).Correcting(Start)));
    }

    [Fact]
    public void Correction_OfARowAlreadyCorrected_IsRefused()
    {
        var first = Started(5, 3).Correcting(Start);

        Assert.Equal("correction.already-corrected", Codes([Start, first], Started(6, 4).Correcting(Start)));
        Assert.Null(Codes([Start, first], Started(6, 4).Correcting(first)));
    }

    [Fact]
    public void Correction_ThatWouldPutTheStartAfterTheEnd_IsRefused() =>
        Assert.Equal("infusion.step-not-possible", Codes([Start, Ended(200, 3)], Started(201, 4).Correcting(Start)));

    private static string? Codes(IReadOnlyList<InfusionStep> existing, InfusionStep step) =>
        Join(Check(existing, step));

    private static IReadOnlyList<Refusal> Check(
        IReadOnlyList<InfusionStep> existing,
        InfusionStep step,
        bool hasReaction = false
    ) => InfusionStepRules.Check(existing, step, hasReaction, Nine.AddHours(8));

    private static string? Join(IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 0 ? null : string.Join(' ', refusals.Select(r => r.Code));
}
