using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>An infusion taken over from another record: what that record does not say stays unknown.</summary>
public sealed class TakenOverInfusionTests
{
    private static readonly InfusionStep Start = TestSteps.Started(0, 1, rate: null, weight: null) with
    {
        Brand = null,
        BatchNumber = null,
        TakenOver = true,
        TimeKnown = false,
    };
    private static readonly InfusionStep End = TestSteps.Ended(0, 2, ReactionStatement.NotReported) with
    {
        TakenOver = true,
        TimeKnown = false,
    };

    [Fact]
    public void Check_TakenOverStartWithoutRateBrandAndBatch_IsTaken() =>
        Assert.Empty(InfusionStepRules.Check([], Start, hasReaction: false, TestSteps.Nine));

    [Fact]
    public void Check_ObservedStartWithoutRateBrandAndBatch_IsRefused() =>
        Assert.Equal(
            ["rate", "brand", "batchNumber"],
            InfusionStepRules
                .Check([], Start with { TakenOver = false }, hasReaction: false, TestSteps.Nine)
                .Select(r => r.Field)
        );

    [Fact]
    public void From_TimesUnknown_GivesNoEndNoMinutesAndNoDose()
    {
        var state = InfusionState.From([Start, End]);
        Assert.Equal(
            (InfusionStatus.Ended, null, null, null),
            (state.Status, state.EndedAt, state.MinutesInto(TestSteps.Nine.AddHours(1)), state.DoseMicrograms)
        );
        Assert.False(state.StartTimeKnown);
    }

    [Fact]
    public void From_PremedicationStatedFirst_IsKnown()
    {
        Assert.True(InfusionState.From([Start]).PremedicationUnknown);
        Assert.False(
            InfusionState.From([TestSteps.Premedicated(0, 0) with { TakenOver = true }, Start]).PremedicationUnknown
        );
        Assert.False(InfusionState.From([TestSteps.Started(0, 1)]).PremedicationUnknown);
    }

    [Fact]
    public void Evaluate_PremedicationUnknown_RaisesNothingAboutItButTheMissingCount()
    {
        var state = InfusionState.From([Start, End]);
        var infusion = new InfusionFacts(
            TestCourse.InfusionIdOf(1),
            1,
            new DateOnly(2026, 3, 2),
            state,
            [],
            new DateOnly(2026, 3, 2)
        );
        var finding = Assert.Single(
            TestCourse.Evaluate(new TestCourse(regimen: Regimen.IsaKd).Facts() with { Infusions = [infusion] })
        );
        Assert.Equal(RuleId.AncMissing, finding.Rule);
        Assert.Contains(new Fact(FactNames.StartedAt, "2026-03-02"), finding.Facts);
    }
}
