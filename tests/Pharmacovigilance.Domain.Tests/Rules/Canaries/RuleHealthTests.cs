using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;

namespace Pharmacovigilance.Domain.Tests.Rules.Canaries;

public sealed class RuleHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleData.Knowledge.Rules;
    private static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);

    /// <summary>At 08:00: the night's shift ended at 07:00, its grace ends now.</summary>
    [Fact]
    public void Of_FiredInThisShiftOrTheOneBeforeAndItsGrace_IsAlive()
    {
        Assert.Equal(RuleVitality.Alive, State(Fired(TimeSpan.Zero)));
        Assert.Equal(RuleVitality.Alive, State(Fired(TimeSpan.FromHours(13))));
    }

    [Fact]
    public void Of_ShiftsOfThePolicyInForce_SayHowLongAProofLasts()
    {
        var policy = AlertingPolicy.Shipped with
        {
            Shifts =
            [
                .. new[] { 0, 6, 12, 18 }.Select(hour =>
                    AlertingPolicy.Shipped.Shifts[0] with
                    {
                        Name = $"{hour}",
                        Begins = new TimeOnly(hour, 0),
                    }
                ),
            ],
        };
        Assert.Equal(RuleVitality.NotProvedSince, State(Fired(TimeSpan.FromHours(3)), policy));
        Assert.Equal(RuleVitality.Alive, State(Fired(TimeSpan.FromHours(2)), policy));
    }

    [Fact, Trait("peer-failure", "24")]
    public void DisabledRuleOrCanaryNotSeenInAShift_IsRed()
    {
        var notSeen = Health(Fired(TimeSpan.FromHours(13) + TimeSpan.FromMilliseconds(1)));
        Assert.Equal((RuleVitality.NotProvedSince, true), (notSeen.State, notSeen.IsRed));

        // A rule somebody disabled in the program: its canary does not fire, however freshly it was proved before.
        var disabled = Health(
            Fired(TimeSpan.FromHours(1)) with
            {
                Last = Run(CanaryOutcome.Silent, CanaryReason.NoAlert),
            }
        );
        Assert.Equal((RuleVitality.Silent, true), (disabled.State, disabled.IsRed));
    }

    [Fact]
    public void Of_NeverTriedNeverFiredOrFailed_IsRedEachInItsOwnWay()
    {
        Assert.Equal(RuleVitality.NeverProved, State(null));
        Assert.Equal(
            RuleVitality.NeverProved,
            State(new(Run(CanaryOutcome.SwitchedOff, CanaryReason.LabelUnverified), null, null))
        );
        Assert.Equal(
            RuleVitality.NotTried,
            State(new(Run(CanaryOutcome.Failed, CanaryReason.NoCanary), Now, Rules.Stamp))
        );
    }

    [Fact]
    public void Of_FiredUnderOtherRules_ProvesNothingAboutThese()
    {
        var other = Fired(TimeSpan.Zero) with
        {
            FiredStamp = "us-2024/1+local/1",
            Last = Run(CanaryOutcome.Fired, CanaryReason.Called) with { Stamp = "us-2024/1+local/1" },
        };
        Assert.Equal(RuleVitality.OtherRules, State(other));
    }

    [Fact]
    public void Of_UnverifiedRuleOrPolicyWithoutLimit_IsSwitchedOffAndSaysWhy()
    {
        var unverified = Of(Rules).Single(rule => rule.Rule == RuleId.PomalidomideNeutrophils);
        Assert.Equal(
            (RuleVitality.SwitchedOff, CanaryReason.LabelUnverified, false),
            (unverified.State, unverified.OffBecause, unverified.IsRed)
        );

        var without = Rules.With(Rules.Limits.Policy with { PreInfusionPressure = null });
        Assert.Equal(
            CanaryReason.PolicyHasNoLimit,
            Of(without).Single(rule => rule.Rule == RuleId.PressureHold).OffBecause
        );
    }

    [Fact]
    public void Of_RuleSet_ListsExactlyItsRules() =>
        Assert.Equal(Rules.Rules.Keys.Order(), Of(Rules).Select(rule => rule.Rule));

    private static CanaryRun Run(CanaryOutcome outcome, CanaryReason reason) =>
        new()
        {
            Rule = RuleId.AncHold,
            Stamp = Rules.Stamp,
            Turn = "2026-03-02 07:00",
            At = Now,
            Outcome = outcome,
            Reason = reason,
            Detail = null,
            DurationMilliseconds = 5,
        };

    private static CanaryStanding Fired(TimeSpan ago) =>
        new(Run(CanaryOutcome.Fired, CanaryReason.Called) with { At = Now - ago }, Now - ago, Rules.Stamp);

    private static IReadOnlyList<RuleHealth> Of(RuleSet rules) =>
        RuleHealth.Of(rules, [], AlertingPolicy.Shipped, Clock, Now);

    private static RuleHealth Health(CanaryStanding? standing, AlertingPolicy? policy = null) =>
        RuleHealth
            .Of(Rules, standing is null ? [] : [standing], policy ?? AlertingPolicy.Shipped, Clock, Now)
            .Single(rule => rule.Rule == RuleId.AncHold);

    private static RuleVitality State(CanaryStanding? standing, AlertingPolicy? policy = null) =>
        Health(standing, policy).State;
}
