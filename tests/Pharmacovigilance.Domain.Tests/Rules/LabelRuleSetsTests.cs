using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Where the four labels differ, and where they must not (SmPC 4.2/4.4, US labels of 2020 and 2024).</summary>
public class LabelRuleSetsTests
{
    public static readonly TheoryData<string> Sets = [.. RuleData.Library.Sets.Select(set => set.Id)];

    [Fact]
    public void Library_HasTheFourSets_AndOnlyTheOldUsLabelIsRetired()
    {
        Assert.Equal(["eu-2023", "eu-2025", "us-2024", "us-2020"], RuleData.Library.Sets.Select(set => set.Id));
        Assert.Equal(["us-2020"], RuleData.Library.Sets.Where(set => set.IsRetired).Select(set => set.Id));
        Assert.Equal(["EU", "EU", "US", "US"], RuleData.Library.Sets.Select(set => set.Jurisdiction));
    }

    [Theory, MemberData(nameof(Sets))]
    public void EverySet_HoldsBelowHalf_AndReleasesAtOne(string set)
    {
        Assert.Empty(new TestCourse().Anc(0.50m, 0, 1).Under(set).Of(RuleId.AncHold));
        Assert.Null(
            Assert
                .Single(new TestCourse().Anc(0.49m, 0, 1).Anc(0.99m, 3, 2).Under(set).Of(RuleId.AncHold))
                .Hold!.EndedAt
        );
        Assert.Equal(
            TestCourse.At(3),
            Assert
                .Single(new TestCourse().Anc(0.49m, 0, 1).Anc(1.00m, 3, 2).Under(set).Of(RuleId.AncHold))
                .Hold!.EndedAt
        );
    }

    [Theory]
    [InlineData("eu-2023", Grade.Grade1, false)]
    [InlineData("eu-2023", Grade.Grade2, true)]
    [InlineData("eu-2023", Grade.Grade3, false)]
    [InlineData("eu-2025", Grade.Grade2, true)]
    [InlineData("us-2024", Grade.Grade1, false)]
    [InlineData("us-2024", Grade.Grade2, true)]
    [InlineData("us-2024", Grade.Grade3, true)]
    [InlineData("us-2024", Grade.Grade4, false)]
    [InlineData("us-2020", Grade.Grade1, true)]
    [InlineData("us-2020", Grade.Grade2, true)]
    [InlineData("us-2020", Grade.Grade3, false)]
    public void Interrupt_FiresAtTheGradesOfTheLabel(string set, Grade grade, bool fires) =>
        Assert.Equal(fires, Reacting(grade).Under(set).Of(RuleId.ReactionInterrupt).Count == 1);

    [Theory]
    [InlineData("eu-2023", Grade.Grade3, false, FactWords.StopByJudgement)]
    [InlineData("eu-2023", Grade.Grade3, true, FactWords.StopByLabel)]
    [InlineData("eu-2023", Grade.Grade2, true, FactWords.StopByLabel)]
    [InlineData("eu-2023", Grade.Grade4, false, FactWords.StopByLabel)]
    [InlineData("us-2024", Grade.Grade3, true, FactWords.StopByJudgement)]
    [InlineData("us-2024", Grade.Grade4, false, FactWords.StopByLabel)]
    [InlineData("us-2020", Grade.Grade3, false, FactWords.StopByLabel)]
    public void Stop_ForGood_FollowsTheLabel(string set, Grade grade, bool hospitalised, string stop)
    {
        var finding = Assert.Single(Reacting(grade, hospitalised).Under(set).Of(RuleId.ReactionStop));

        Assert.Equal(stop, finding.Fact(FactNames.PermanentStop));
        Assert.NotNull(finding.Hold);
    }

    [Theory, MemberData(nameof(Sets))]
    public void EverySet_AnaphylaxisAndUnknownGrade(string set)
    {
        var anaphylaxis = new TestCourse()
            .Infusion(1, 0)
            .Reaction(Grade.Grade3, 1, llt: CtcaeTerms.Anaphylaxis)
            .Under(set);
        Assert.Equal(
            FactWords.StopByLabel,
            Assert.Single(anaphylaxis.Of(RuleId.ReactionStop)).Fact(FactNames.PermanentStop)
        );
        Assert.Empty(anaphylaxis.Of(RuleId.ReactionInterrupt));

        var unknown = Reacting(null).Under(set);
        Assert.Empty(unknown.Of(RuleId.ReactionInterrupt));
        Assert.Empty(unknown.Of(RuleId.ReactionStop));
    }

    [Fact]
    public void Recurrence_OfASevereReaction_StopsForGoodInTheEu()
    {
        var course = new TestCourse()
            .Infusion(1, 0)
            .Reaction(Grade.Grade2, 1, id: 1, onset: 0.04)
            .Reaction(Grade.Grade3, 1, id: 2, onset: 0.06);
        var finding = Assert.Single(course.Under("eu-2023").Of(RuleId.ReactionStop));

        Assert.Equal(
            (FactWords.Yes, FactWords.StopByLabel),
            (finding.Fact(FactNames.Recurrence), finding.Fact(FactNames.PermanentStop))
        );
    }

    [Theory]
    [InlineData("eu-2023", true)]
    [InlineData("us-2020", true)]
    [InlineData("us-2024", false)]
    public void ThirtyMinutes_AreNamedOnlyWhereTheLabelNamesThem(string set, bool named)
    {
        var rule = RuleData.Set(set).Of(RuleId.ReactionInterrupt);

        Assert.Equal(named, rule.Text.En.Contains("30 minutes", StringComparison.Ordinal));
        Assert.Equal(named, rule.Text.Ru.Contains("30 минут", StringComparison.Ordinal));
    }

    [Fact]
    public void Recalled_RulesAreListed_AndNeverFire()
    {
        var rule = RuleData.Set("eu-2023").Of(RuleId.PomalidomideNeutrophils);

        Assert.Equal(
            (false, false, 1.0m),
            (rule.Verified, rule.IsActive, rule.Parameters[RuleParameters.RecoveredAtGigaPerLitre])
        );
        Assert.Empty(new TestCourse().Anc(0.1m, 0, 1).Under("eu-2023").Of(RuleId.PomalidomideNeutrophils));
        Assert.All(RuleData.Library.Sets.SelectMany(set => set.Rules.Values).Where(r => r.Source.Tag == "MEMORY"), r =>
            Assert.False(r.IsActive)
        );
    }

    [Theory, MemberData(nameof(Sets))]
    public void EveryFinding_StatesAllFactsOfItsRule_AndItsTextHasNoHoles(string set)
    {
        var rules = RuleData.Set(set);
        Finding[] found = [.. Everything(Regimen.IsaPd).Under(rules), .. Everything(Regimen.IsaKd).Under(rules)];

        Assert.All(found, finding => Assert.Equal(FactNames.Of(finding.Rule), finding.Facts.Select(fact => fact.Name)));
        Assert.All(found, finding =>
            Assert.DoesNotContain(
                "{",
                rules.TextOf(finding, "en") + rules.TextOf(finding, "ru"),
                StringComparison.Ordinal
            )
        );
        Assert.Equal(
            rules.Rules.Values.Where(rule => rule.IsActive).Select(rule => rule.Id).Order(),
            found.Select(finding => finding.Rule).Distinct().Order()
        );
    }

    private static TestCourse Reacting(Grade? grade, bool hospitalised = false) =>
        new TestCourse().Infusion(1, 0).Reaction(grade, 1, hospitalised: hospitalised);

    /// <summary>A course on which every rule of its regimen has something to say.</summary>
    private static TestCourse Everything(Regimen regimen) =>
        new TestCourse(regimen: regimen)
            .Infusion(1, 0, premedicationMinutes: [null, 5, 30])
            .Infusion(2, 7, beginsCycle: 2)
            .Infusion(3, 20, InfusionStatus.Planned)
            .Anc(0.7m, 1, 1)
            .Anc(1.5m, 2, 2)
            .Anc(0.3m, 15, 3)
            .Platelets(8, 15, 1)
            .Reaction(Grade.Grade2, 1, id: 21)
            .Reaction(Grade.Grade4, 2, id: 22, onset: 7.05)
            .Condition(ConditionKind.FebrileNeutropenia, 15, id: 31)
            .Condition(ConditionKind.Infection, 15, id: 32, llt: CtcaeTerms.LungInfection)
            .Pressure(170, 90, 19.9, 1, infusion: 3)
            .TooSoon(2, 1)
            .RateAbove(1)
            .Withdrawn(41, 15);
}
