using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public sealed class SignalFlowTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Officer = new(new UserId(Guid.Empty), "officer");

    /// <summary>Every step a person may take; all others are refused.</summary>
    private static readonly (SignalStatus From, SignalStatus To)[] Allowed =
    [
        (SignalStatus.Raised, SignalStatus.Validated),
        (SignalStatus.Raised, SignalStatus.Refuted),
        (SignalStatus.Validated, SignalStatus.UnderAssessment),
        (SignalStatus.Validated, SignalStatus.Refuted),
        (SignalStatus.UnderAssessment, SignalStatus.Confirmed),
        (SignalStatus.UnderAssessment, SignalStatus.Refuted),
        (SignalStatus.Confirmed, SignalStatus.ClosedWithAction),
        (SignalStatus.Refuted, SignalStatus.ClosedWithAction),
        (SignalStatus.Withdrawn, SignalStatus.ClosedWithAction),
    ];

    public static TheoryData<SignalStatus, SignalStatus> Pairs =>
        new(
            from one in Enum.GetValues<SignalStatus>()
            from other in Enum.GetValues<SignalStatus>()
            select (one, other)
        );

    [Theory]
    [MemberData(nameof(Pairs))]
    public void May_EveryPair_OnlyTheStepsOfTheFlow(SignalStatus from, SignalStatus to) =>
        Assert.Equal(Allowed.Contains((from, to)), SignalFlow.May(from, to));

    [Fact]
    public void Next_EveryStatus_OffersWhatIsAllowedAndClosedNothing()
    {
        Assert.Equal([SignalStatus.Validated, SignalStatus.Refuted], SignalFlow.Next(SignalStatus.Raised));
        Assert.Equal([SignalStatus.Confirmed, SignalStatus.Refuted], SignalFlow.Next(SignalStatus.UnderAssessment));
        Assert.All(Enum.GetValues<SignalStatus>(), status =>
            Assert.Equal(status == SignalStatus.ClosedWithAction, SignalFlow.Next(status).Count == 0)
        );
    }

    [Theory]
    [InlineData(SignalStatus.Raised)]
    [InlineData(SignalStatus.Validated)]
    [InlineData(SignalStatus.UnderAssessment)]
    [InlineData(SignalStatus.Confirmed)]
    [InlineData(SignalStatus.Refuted)]
    public void ByFacts_OpenSignal_IsWithdrawnOnlyWhenTheCrossingIsGone(SignalStatus status)
    {
        Assert.Equal(SignalStepKind.Withdrawn, SignalFlow.ByFacts(status, isCrossed: false));
        Assert.Null(SignalFlow.ByFacts(status, isCrossed: true));
    }

    [Fact]
    public void ByFacts_Withdrawn_IsReinstatedOnlyWhenItCrossesAgain()
    {
        Assert.Equal(SignalStepKind.Reinstated, SignalFlow.ByFacts(SignalStatus.Withdrawn, isCrossed: true));
        Assert.Null(SignalFlow.ByFacts(SignalStatus.Withdrawn, isCrossed: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ByFacts_Closed_StaysClosed(bool isCrossed) =>
        Assert.Null(SignalFlow.ByFacts(SignalStatus.ClosedWithAction, isCrossed));

    [Theory]
    [InlineData(SignalStatus.Raised)]
    [InlineData(SignalStatus.UnderAssessment)]
    [InlineData(SignalStatus.Confirmed)]
    public void BeforeWithdrawal_AnyOrder_IsTheStatusOfTheStepBefore(SignalStatus before)
    {
        SignalStep[] steps =
        [
            Step(3, SignalStepKind.Withdrawn, SignalStatus.Withdrawn),
            Step(1, SignalStepKind.Raised, SignalStatus.Raised),
            Step(2, SignalStepKind.Reinstated, before),
        ];
        Assert.Equal(before, SignalFlow.BeforeWithdrawal(steps));
    }

    [Fact]
    public void BeforeWithdrawal_NotWithdrawn_IsADefect() =>
        Assert.Throws<ArgumentException>(() =>
            SignalFlow.BeforeWithdrawal([
                Step(1, SignalStepKind.Raised, SignalStatus.Raised),
                Step(2, SignalStepKind.Validated, SignalStatus.Validated),
            ])
        );

    [Theory]
    [InlineData(SignalStatus.Raised, SignalStatus.Validated, "checked", null, null)]
    [InlineData(SignalStatus.Raised, SignalStatus.Validated, "", null, "reason-required")]
    [InlineData(SignalStatus.Raised, SignalStatus.Validated, "  ", null, "reason-required")]
    [InlineData(SignalStatus.Raised, SignalStatus.Refuted, "checked", "stop", "signal.action-only-when-closing")]
    [InlineData(SignalStatus.Confirmed, SignalStatus.ClosedWithAction, "checked", null, "signal.action-required")]
    [InlineData(SignalStatus.Confirmed, SignalStatus.ClosedWithAction, "checked", " ", "signal.action-required")]
    [InlineData(SignalStatus.Confirmed, SignalStatus.ClosedWithAction, "checked", "counts before each dose", null)]
    [InlineData(
        SignalStatus.Confirmed,
        SignalStatus.ClosedWithAction,
        "checked",
        SignalFlow.NoActionNeeded,
        "signal.confirmed-needs-action"
    )]
    [InlineData(SignalStatus.Refuted, SignalStatus.ClosedWithAction, "case-mix", SignalFlow.NoActionNeeded, null)]
    [InlineData(SignalStatus.Refuted, SignalStatus.ClosedWithAction, "", SignalFlow.NoActionNeeded, "reason-required")]
    [InlineData(
        SignalStatus.Withdrawn,
        SignalStatus.ClosedWithAction,
        "entered twice",
        SignalFlow.NoActionNeeded,
        null
    )]
    public void Check_WhatIsSaidAboutAStep_NamesWhatIsWrong(
        SignalStatus from,
        SignalStatus to,
        string reason,
        string? action,
        string? code
    ) =>
        Assert.Equal(
            code is null ? [] : [code],
            SignalFlow.Check(from, to, reason, action).Select(refusal => refusal.Code)
        );

    [Theory]
    [InlineData(2000, 0)]
    [InlineData(2001, 2)]
    public void Check_Length_CountsTheTrimmedCharacters(int length, int refused)
    {
        string words = $"  {new string('x', length)}  ";
        var refusals = SignalFlow.Check(SignalStatus.Refuted, SignalStatus.ClosedWithAction, words, words).ToList();
        Assert.Equal(refused, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal("too-long", refusal.Code));
        Assert.Equal(refused / 2, SignalFlow.CheckComment(words).Count());
    }

    [Fact]
    public void CheckComment_NothingSaid_IsRefused() =>
        Assert.Equal("required", Assert.Single(SignalFlow.CheckComment(" \n")).Code);

    private static SignalStep Step(int ordinal, SignalStepKind kind, SignalStatus status) =>
        new()
        {
            Ordinal = ordinal,
            Kind = kind,
            Status = status,
            At = At,
            By = Officer,
            Reason = "reason",
        };
}
