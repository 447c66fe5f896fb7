using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Alerts;

public class AlertUrgencyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RuleId.ReactionInterrupt, InfusionStatus.Running, false, false, AlertSituation.ReactionNow)]
    [InlineData(RuleId.ReactionStop, InfusionStatus.Interrupted, true, true, AlertSituation.ReactionNow)]
    [InlineData(RuleId.ReactionStop, InfusionStatus.Ended, true, false, AlertSituation.Other)]
    [InlineData(RuleId.ReactionStop, InfusionStatus.Ended, true, true, AlertSituation.HoldOfToday)]
    [InlineData(RuleId.PremedicationMissing, InfusionStatus.Running, false, false, AlertSituation.Other)]
    [InlineData(RuleId.AncHold, null, true, true, AlertSituation.HoldOfToday)]
    [InlineData(RuleId.AncHold, null, true, false, AlertSituation.Other)]
    [InlineData(RuleId.AncHold, null, false, true, AlertSituation.Other)]
    public void SituationOf_WhatGoesOn_SaysWhatThePatientsDayAdds(
        RuleId rule,
        InfusionStatus? infusion,
        bool hasOpenHold,
        bool due,
        AlertSituation expected
    ) => Assert.Equal(expected, AlertUrgency.SituationOf(rule, infusion, hasOpenHold, due));

    [Fact]
    public void CompareTo_AnyTwo_IsBySituationThenTierThenAgeThenId()
    {
        AlertUrgency[] wanted =
        [
            new(AlertSituation.ReactionNow, AlertTier.Page, Now, Id(9)),
            new(AlertSituation.HoldOfToday, AlertTier.Interruptive, Now.AddHours(-9), Id(8)),
            new(AlertSituation.Other, AlertTier.Interruptive, Now, Id(7)),
            new(AlertSituation.Other, AlertTier.Page, Now.AddMinutes(-1), Id(6)),
            new(AlertSituation.Other, AlertTier.Page, Now, Id(1)),
            new(AlertSituation.Other, AlertTier.Page, Now, Id(2)),
        ];

        foreach (int seed in Enumerable.Range(0, 20))
        {
            var shuffled = wanted.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(wanted, shuffled.Order());
        }
    }

    private static AlertId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
