using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public sealed class StepQuestionsTests
{
    private static readonly PremedicationPlan Plan = RuleData.Plans[Regimen.IsaPd];

    [Theory]
    [InlineData(77_000, false)]
    [InlineData(77_100, true)]
    [InlineData(63_000, false)]
    [InlineData(62_900, true)]
    [InlineData(154_000, true)]
    public void Weight_MoreThanTenPercentFromTheLast_IsAskedAbout(long grams, bool asked) =>
        Assert.Equal(
            asked,
            StepQuestions.OfWeight(grams, new KnownWeight(70_000, new(2026, 1, 5)), new WeightChange(10)).Any()
        );

    [Fact]
    public void Weight_InPounds_SaysWhatItIsInKilograms()
    {
        var question = Assert.Single(
            StepQuestions.OfWeight(154_000, new KnownWeight(70_000, new(2026, 1, 5)), new WeightChange(10))
        );
        Assert.Equal(["154", "70", "2026-01-05", "10", "69.9"], question.Arguments);
        Assert.Empty(StepQuestions.OfWeight(154_000, null, new WeightChange(10)));
    }

    [Theory]
    [InlineData("dexamethasone", 40, 74, false)]
    [InlineData("dexamethasone", 40, 75, true)]
    [InlineData("dexamethasone", 20, 75, false)]
    [InlineData("dexamethasone", 20, 74, true)]
    [InlineData("dexamethasone", 20, null, false)]
    [InlineData("dexamethasone", 40, null, false)]
    [InlineData("dexamethasone", 30, null, true)]
    [InlineData("paracetamol", 650, 60, false)]
    [InlineData("paracetamol", 1001, 60, true)]
    [InlineData("montelukast", 10, 60, false)]
    public void Dose_OutsideThePlan_IsAskedAbout(string drug, int mg, int? age, bool asked) =>
        Assert.Equal(asked, StepQuestions.OfDose(Plan, drug, mg * 1000L, age).Any());

    [Theory]
    [InlineData(61, true)]
    [InlineData(60, false)]
    [InlineData(15, false)]
    [InlineData(14, true)]
    public void Start_OutsideTheWindowOfAPlannedDrug_IsAskedAbout(int minutes, bool asked)
    {
        var given = new PremedicationGiven
        {
            StepId = new(new Guid(1, 0, 0, new byte[8])),
            InfusionId = new(new Guid(2, 0, 0, new byte[8])),
            Drug = "dexamethasone",
            DoseMicrograms = 40_000,
            Route = null,
            GivenAt = TestSteps.Nine.AddMinutes(-minutes),
        };
        Assert.Equal(asked, StepQuestions.OfTiming(PremedicationTiming.Of(Plan, null, [given], TestSteps.Nine)).Any());
    }

    [Fact]
    public void Answer_HoldsForExactlyTheValuesThatWereAskedAbout()
    {
        var asked = StepQuestions
            .OfWeight(154_000, new KnownWeight(70_000, new(2026, 1, 5)), new WeightChange(10))
            .ToList();
        var other = StepQuestions
            .OfWeight(155_000, new KnownWeight(70_000, new(2026, 1, 5)), new WeightChange(10))
            .ToList();
        var answer = new StepConfirmation([.. asked.Select(StepQuestions.KeyOf)], "weighed twice");

        Assert.Empty(StepQuestions.Unanswered(asked, answer));
        Assert.Single(StepQuestions.Unanswered(other, answer));
        Assert.Single(StepQuestions.Unanswered(asked, answer with { Reason = " " }));
        Assert.Single(StepQuestions.Unanswered(asked, null));
    }

    [Fact]
    public void Rates_AboveWhatTheTableHasThen_AreFound_AndThoseAtItAreNot()
    {
        Assert.Equal((50_000L, 25_000L, false), Excess(TestSteps.Started(0, 1, 50_000)));
        Assert.Null(Excess(TestSteps.Started(0, 1)));
        Assert.Null(Excess(TestSteps.Started(0, 1), TestSteps.RateChanged(60, 2)));
        Assert.Equal((50_000L, 25_000L, false), Excess(TestSteps.Started(0, 1), TestSteps.RateChanged(30, 2)));
        Assert.Equal(
            (200_000L, 50_000L, false),
            Excess(TestSteps.Started(0, 1), TestSteps.RateChanged(60, 2, 200_000))
        );
        Assert.Null(Excess(TestSteps.Started(0, 1), TestSteps.Interrupted(10, 2), TestSteps.Resumed(20, 3, 25_000)));
    }

    [Fact]
    public void Restart_AfterAReaction_IsAboveWhenItIsMoreThanHalfTheInitialRate()
    {
        var reaction = new InfusionReactions(
            [new InfusionReaction(TestSteps.Nine.AddMinutes(9), Domain.AdverseEvents.Grade.Grade2, [])],
            [new(TestSteps.Nine.AddMinutes(15), ReactionNow.Resolved)],
            Domain.AdverseEvents.Grade.Grade1
        );
        Assert.Equal(
            (25_000L, 12_500L, true),
            Excess(reaction, TestSteps.Started(0, 1), TestSteps.Interrupted(10, 2), TestSteps.Resumed(20, 3, 25_000))
        );
        Assert.Null(Excess(reaction, TestSteps.Started(0, 1), TestSteps.Interrupted(10, 2), TestSteps.Resumed(20, 3)));
    }

    private static (long, long, bool)? Excess(params InfusionStep[] steps) => Excess(InfusionReactions.None, steps);

    private static (long, long, bool)? Excess(InfusionReactions reactions, params InfusionStep[] steps) =>
        RateExcess
            .Of(new RatePlanner(RuleData.Knowledge.RatePlans.For(1), 0.5m, TimeSpan.FromMinutes(30)), steps, reactions)
            .SingleOrDefault()
            is { } found
            ? (found.RateMicrolitresPerHour, found.AllowedMicrolitresPerHour, found.Restart)
            : null;
}
