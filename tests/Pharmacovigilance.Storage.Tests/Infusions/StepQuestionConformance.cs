using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>What a step is asked about, and what is kept of the answer.</summary>
public abstract class StepQuestionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task Weight_FarFromTheLast_IsAskedAboutAndKeptWithItsReason()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromDays(7));
        var two = await Unit.InfusionAsync(course, 2);
        Assert.Equal(70_000L, (await Unit.Infusions.FindAsync(two))!.LastWeight!.Grams);
        var question = await AskedAsync(() => Unit.StartAsync(two, 154_000));
        Assert.Equal(["154", "70", "2026-03-02", "10", "69.9"], question.Arguments);

        var entry = new InfusionStepEntry(
            two,
            InfusionStepKind.Started,
            Unit.Now,
            25_000,
            154_000,
            "Sarclisa",
            "B-1",
            Confirmation: new([StepQuestions.KeyOf(question)], "weighed twice")
        );
        Assert.Equal(
            "infusion.weight-changed",
            (await AskedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry with { WeightGrams = 155_000 }))).Code
        );
        Assert.True((await Unit.Infusions.RecordAsync(Unit.Nurse, entry)).Recorded);
        var step = Assert.Single((await Unit.Infusions.FindAsync(two))!.Steps);
        Assert.Equal(
            ("weighed twice", StepQuestions.KeyOf(question)),
            (step.Confirmation!.Reason, Assert.Single(step.Confirmation.Questions))
        );
    }

    [Fact]
    public async Task Weight_CorrectedFarFromTheLast_IsAskedAboutToo()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.GiveAsync(course, 2);
        var two = await Unit.InfusionAsync(course, 2);
        var start = (await Unit.Infusions.FindAsync(two))!.Steps.Single(step => step.Kind == InfusionStepKind.Started);

        Assert.Equal(
            "infusion.weight-changed",
            (
                await AskedAsync(() =>
                    Unit.Infusions.CorrectAsync(
                        Unit.Nurse,
                        start.Id,
                        new(two, InfusionStepKind.Started, start.At, 25_000, 154_000, "Sarclisa", "B-1"),
                        "scale misread"
                    )
                )
            ).Code
        );
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(60, false)]
    [InlineData(14, true)]
    public async Task Start_OutsideTheWindowAfterPremedication_IsAskedAbout(int minutes, bool asked)
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(
                infusion,
                InfusionStepKind.Premedicated,
                Unit.Now,
                Premedication: [new("dexamethasone", 40_000, null, Unit.Now)]
            )
        );
        Unit.Pass(TimeSpan.FromMinutes(minutes));

        if (asked)
            Assert.Equal("premedication.outside-window", (await AskedAsync(() => Unit.StartAsync(infusion))).Code);
        else
            Assert.True((await Unit.StartAsync(infusion)).Recorded);
    }

    [Fact]
    public async Task Dose_OutsideThePlan_IsAskedAbout()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        Task<StepOutcome> Give(long dose) =>
            Unit.Infusions.RecordAsync(
                Unit.Nurse,
                new(
                    infusion,
                    InfusionStepKind.Premedicated,
                    Unit.Now,
                    Premedication: [new("dexamethasone", dose, null, Unit.Now)]
                )
            );

        Assert.Equal(["dexamethasone", "20", "40"], (await AskedAsync(() => Give(20_000))).Arguments);
        Assert.True((await Give(40_000)).Recorded);
    }

    [Fact]
    public async Task Rate_AboveTheTable_IsAskedAboutAndRaisesAPassiveAlert()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(10));
        var entry = new InfusionStepEntry(infusion, InfusionStepKind.RateChanged, Unit.Now, 200_000);
        Assert.Equal(
            "infusion.rate-above-table",
            (await AskedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry))).Code
        );

        Assert.True((await Unit.Infusions.RecordAsync(Unit.Nurse, entry with { Reason = "prescribed so" })).Recorded);
        var alert = await Unit.AlertAsync(course, RuleId.RateAboveTable);
        Assert.Equal(AlertTier.Passive, alert.Tier);
        Assert.DoesNotContain(await Unit.CallsAsync(), call => call.AlertId == alert.AlertId);
    }

    [Fact]
    public async Task Restart_AboveHalfTheInitialRate_IsAskedAbout()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(20));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Interrupted, Unit.Now, Reason: "reaction")
        );
        Unit.Pass(TimeSpan.FromMinutes(20));
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Resumed,
            Unit.Now,
            25_000,
            ReactionNow: ReactionNow.Resolved
        );

        Assert.Equal(
            "infusion.restart-above-half",
            (await AskedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry))).Code
        );
        Assert.True(
            (await Unit.Infusions.RecordAsync(Unit.Nurse, entry with { RateMicrolitresPerHour = 12_500 })).Recorded
        );
    }

    [Fact]
    public async Task Given_AfterTwelveMinutes_IsWhatRanIn()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(12));
        await Unit.EndAsync(infusion);

        var given = (await Unit.Infusions.FindAsync(infusion))!.Given;
        Assert.Equal((5_000L, 14_000L, GivenExtent.Partly), (given.Microlitres, given.Micrograms, given.Extent));
    }

    private static async Task<Refusal> AskedAsync(Func<Task> act)
    {
        var refusal = Assert.Single((await Assert.ThrowsAsync<RefusedException>(act)).Refusals);
        Assert.True(StepQuestions.IsOf(refusal));
        return refusal;
    }
}

public sealed class StepQuestionOnSqlite() : StepQuestionConformance(TestUnit.OnSqlite());

public sealed class StepQuestionOnPostgres() : StepQuestionConformance(TestUnit.OnPostgres());
