using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;

namespace Pharmacovigilance.Domain.Tests.Rules.Canaries;

public sealed class CanaryCoursesTests
{
    [Fact]
    public void All_EveryRule_HasACanaryOfItsOwn() =>
        Assert.All(Enum.GetValues<RuleId>(), rule =>
            Assert.Equal(rule, CanaryCourses.All[rule](RuleData.Knowledge).Rule)
        );

    [Fact]
    public void All_EveryRuleOfEveryShippedSet_CanBeEntered()
    {
        var sets = RuleData.Knowledge.RuleSets.Standing;
        Assert.Equal(4, sets.Count);
        foreach (var set in sets)
        {
            var known = RuleData.Knowledge.Under(set);
            Assert.All(set.Rules.Keys, rule => Assert.NotEmpty(CanaryCourses.All[rule](known).Entries));
        }
    }

    [Fact]
    public void All_OtherPolicy_FollowsItsFiguresAndNotTheShippedOnes()
    {
        var rules = RuleData.Knowledge.Rules;
        var known = RuleData.Knowledge.Under(
            rules.With(
                rules.Limits.Policy with
                {
                    AncFreshness = TimeSpan.FromHours(24),
                    PreInfusionPressure = new PressureLimit(140, 90),
                    PremedicationWindow = new PremedicationWindow(0, 120),
                }
            )
        );

        Assert.Equal(TimeSpan.FromHours(25), CanaryCourses.All[RuleId.AncStale](known).Entries[0].Before);
        Assert.Equal(
            new CanaryEntry.Pressure(TimeSpan.FromMinutes(30), 1, 140, 89),
            CanaryCourses.All[RuleId.PressureHold](known).Entries[0]
        );
        Assert.Equal(
            TimeSpan.FromMinutes(181),
            CanaryCourses.All[RuleId.PremedicationOutsideWindow](known).Entries[1].Before
        );
    }
}
