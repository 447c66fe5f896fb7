using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Tiers;

namespace Pharmacovigilance.Domain.Tests.Rules.Tiers;

public sealed class TierChangeTests
{
    private static readonly RuleSet Shipped = RuleData.Rules;

    [Theory]
    [InlineData("eu-2023/1", null, 0)]
    [InlineData("eu-2023/1+local/2", "2", 0)]
    [InlineData("eu-2023/1+local/2+rules/3", "2", 3)]
    public void Stamp_OldAndNewForms_ParseAndPrintAgain(string text, string? policy, int changes)
    {
        var stamp = RuleStamp.Parse(text);
        Assert.Equal((policy, changes, text), (stamp.PolicyVersion, stamp.Changes, stamp.ToString()));
    }

    [Theory]
    [InlineData("eu-2023/1+local/2+rules/x")]
    [InlineData("eu-2023/1+local/2+rules/-1")]
    [InlineData("eu-2023/1+local/2+other/1")]
    [InlineData("eu-2023/1+local/2+rules/1+rules/2")]
    public void Stamp_NotUnderstood_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => RuleStamp.Parse(text));

    [Theory]
    [InlineData(RuleId.AncHold)]
    [InlineData(RuleId.ReactionStop)]
    [InlineData(RuleId.PressureHold)]
    public void Refuse_RuleThatHoldsOrInterrupts_IsNeverChanged(RuleId rule)
    {
        foreach (var kind in Enum.GetValues<TierChangeKind>())
            Assert.Equal("rule-tier.holds", TierChanges.Refuse(Shipped.Of(rule), Shipped.Of(rule), kind)?.Code);
    }

    [Fact]
    public void Refuse_ChangeThatChangesNothing_IsRefusedAndTheOthersAreNot()
    {
        var shipped = Shipped.Of(RuleId.AncStale);
        var demoted = shipped with { Tier = AlertTier.Passive };
        var retired = shipped with { IsRetired = true };
        Assert.Equal("rule-tier.unchanged", TierChanges.Refuse(shipped, shipped, TierChangeKind.Restore)?.Code);
        Assert.Equal("rule-tier.unchanged", TierChanges.Refuse(shipped, demoted, TierChangeKind.Demote)?.Code);
        Assert.Equal("rule-tier.unchanged", TierChanges.Refuse(shipped, retired, TierChangeKind.Retire)?.Code);
        Assert.Null(TierChanges.Refuse(shipped, shipped, TierChangeKind.Demote));
        Assert.Null(TierChanges.Refuse(shipped, demoted, TierChangeKind.Restore));
        Assert.Null(TierChanges.Refuse(shipped, demoted, TierChangeKind.Retire));
        Assert.Null(TierChanges.Refuse(shipped, retired, TierChangeKind.Demote));
    }

    [Fact]
    public void Library_Changes_ApplyFromTheirStampOnAndOldStampsReadTheRulesOfTheirTime()
    {
        string shipped = RuleData.Library.InForce.Stamp;
        var library = RuleData.Library with
        {
            Changes = [new(RuleId.AncStale, TierChangeKind.Demote), new(RuleId.AncStale, TierChangeKind.Retire)],
        };

        Assert.Equal(
            ($"{shipped}+rules/2", true),
            (library.InForce.Stamp, library.InForce.Of(RuleId.AncStale).IsRetired)
        );
        Assert.True(library.TryPinned(RuleStamp.Parse(shipped), out var before));
        Assert.Equal((AlertTier.Page, shipped), (before.Of(RuleId.AncStale).Tier, before.Stamp));
        Assert.True(library.TryPinned(RuleStamp.Parse($"{shipped}+rules/1"), out var first));
        Assert.Equal((AlertTier.Passive, false), (first.Of(RuleId.AncStale).Tier, first.Of(RuleId.AncStale).IsRetired));
    }

    [Theory]
    [InlineData(20, 16, true)]
    [InlineData(20, 15, false)]
    [InlineData(19, 19, false)]
    [InlineData(25, 19, false)]
    public void IsProposed_AtAndBelowTheNumbers_OnlyAtThem(int fired, int overridden, bool proposed)
    {
        var quality = new AlertQuality(
            fired,
            fired,
            new(0, 0, 0, 0),
            new(0, 0, 0, 0),
            0,
            new Dictionary<OverrideReason, int> { [OverrideReason.NotApplicable] = overridden },
            new Dictionary<MonitorFate, int>(),
            0,
            0,
            null,
            null,
            0
        );
        Assert.Equal(proposed, NoisyRule.IsProposed(Shipped.Of(RuleId.AncStale), quality));
        Assert.False(NoisyRule.IsProposed(Shipped.Of(RuleId.AncHold), quality));
        Assert.False(NoisyRule.IsProposed(Shipped.Of(RuleId.AncStale) with { Tier = AlertTier.Passive }, quality));
    }
}
