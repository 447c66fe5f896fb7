using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

public abstract class InfusionStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordAsync_WholeInfusion_StateIsTheFoldOfItsStepsAfterEachOfThem()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await CheckAsync(
            new(
                infusion,
                InfusionStepKind.Premedicated,
                Unit.Now,
                Premedication: [new("dexamethasone", 40_000, PremedicationRoute.Oral, Unit.Now)]
            ),
            infusion
        );
        await CheckAsync(
            new(infusion, InfusionStepKind.Started, Unit.Now, 25_000, 70_500, "Sarclisa", "B-1"),
            infusion
        );
        await CheckAsync(
            new(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000, Reason: "prescribed so"),
            infusion
        );
        await CheckAsync(new(infusion, InfusionStepKind.Interrupted, Unit.Now, Reason: "chills"), infusion);
        await CheckAsync(new(infusion, InfusionStepKind.Resumed, Unit.Now, 12_500), infusion);
        await CheckAsync(
            new(infusion, InfusionStepKind.Ended, Unit.Now, Reaction: ReactionStatement.NoReactionObserved),
            infusion
        );

        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(
            (InfusionStatus.Ended, 1, 705_000L, 25_000L),
            (
                record.State.Status,
                record.Head.GivenOrdinal,
                record.State.DoseMicrograms,
                record.State.InitialRateMicrolitresPerHour
            )
        );
        Assert.Equal(
            ("dexamethasone", 40_000L),
            (Assert.Single(record.Premedication).Drug, record.Premedication[0].DoseMicrograms)
        );
    }

    [Fact]
    public async Task RecordAsync_WeightUnknown_DoseIsUnknown()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.StartAsync(infusion, weightGrams: null);
        Assert.Null((await Unit.Infusions.FindAsync(infusion))!.State.DoseMicrograms);
    }

    [Theory]
    [InlineData(InfusionStepKind.RateChanged)]
    [InlineData(InfusionStepKind.Interrupted)]
    [InlineData(InfusionStepKind.Resumed)]
    [InlineData(InfusionStepKind.Ended)]
    public async Task RecordAsync_BeforeTheStart_IsRefusedAndLeavesNothing(InfusionStepKind kind)
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        var entry = new InfusionStepEntry(
            infusion,
            kind,
            Unit.Now,
            25_000,
            Reaction: ReactionStatement.NoReactionObserved,
            Reason: "why"
        );

        Assert.Equal(
            "infusion.step-not-possible",
            await RefusedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry))
        );
        Assert.Equal(
            (0, InfusionStatus.Planned),
            (Unit.Count("infusion_step"), (await Unit.Infusions.FindAsync(infusion))!.State.Status)
        );
    }

    [Fact]
    public async Task RecordAsync_EndWithoutStatementOrAgainstTheRecord_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);

        Assert.Equal(
            "infusion.reaction-statement-required",
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(Unit.Nurse, new(infusion, InfusionStepKind.Ended, Unit.Now))
            )
        );
        Assert.Equal(
            "infusion.no-reaction-on-record",
            await RefusedAsync(() => Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded))
        );
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);
        Assert.Equal("infusion.reaction-on-record", await RefusedAsync(() => Unit.EndAsync(infusion)));
        Assert.True((await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded)).Recorded);
    }

    [Fact]
    public async Task CorrectAsync_Weight_ReplacesTheStepAndKeepsItReadable()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        var started = await Unit.StartAsync(infusion, 70_000);
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Started,
            Unit.Now,
            25_000,
            77_000,
            "Sarclisa",
            "B-1"
        );

        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Infusions.CorrectAsync(Unit.Nurse, started.StepId!.Value, entry, " "))
        );
        await Unit.Infusions.CorrectAsync(Unit.Nurse, started.StepId!.Value, entry, "scale misread");

        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal((770_000L, 1, 2), (record.State.DoseMicrograms, record.Head.GivenOrdinal, record.Steps.Count));
        Assert.Equal(InfusionState.From(record.Steps), record.State);
        Assert.Equal(
            "correction.already-corrected",
            await RefusedAsync(() => Unit.Infusions.CorrectAsync(Unit.Nurse, started.StepId.Value, entry, "again"))
        );
    }

    [Fact]
    public async Task CorrectAsync_StepOfAnotherInfusion_IsRefused()
    {
        var own = await Unit.InfusionAsync(await Unit.RegisterAsync());
        var other = await Unit.InfusionAsync(await Unit.RegisterAsync());
        var started = await Unit.StartAsync(other);
        await Unit.StartAsync(own);
        var entry = new InfusionStepEntry(own, InfusionStepKind.Started, Unit.Now, 25_000, 77_000, "Sarclisa", "B-1");

        Assert.Equal(
            "correction.not-of-this-record",
            await RefusedAsync(() => Unit.Infusions.CorrectAsync(Unit.Nurse, started.StepId!.Value, entry, "wrong"))
        );
    }

    [Fact]
    public async Task RecordAsync_InfusionsGivenAndLeftOut_KeepSixAheadAndCountOnlyTheGiven()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(await Unit.InfusionAsync(course, 2), InfusionStepKind.NotGiven, Unit.Now, Reason: "fever")
        );
        await Unit.GiveAsync(course, 3);

        var calendar = await Unit.Infusions.CalendarAsync(course);
        Assert.Equal([1, null, 2, null, null, null, null, null, null], calendar.Select(i => i.Head.GivenOrdinal));
        Assert.Equal(6, calendar.Count(i => i.State.Status == InfusionStatus.Planned));
        Assert.Equal((3, 1, "fever"), (calendar[6].Head.Cycle, calendar[6].Head.DayOfCycle, calendar[1].State.Reason));
    }

    [Fact]
    public async Task RecordAsync_TimeBeforeThePreviousStepOrInTheFuture_IsRefused()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        Assert.Equal(
            "time.in-future",
            await RefusedAsync(() => Unit.StartAsync(infusion, at: Unit.Now.AddMinutes(10)))
        );
        await Unit.StartAsync(infusion);
        Assert.Equal(
            "time.before-previous-step",
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(
                    Unit.Nurse,
                    new(infusion, InfusionStepKind.RateChanged, Unit.Now.AddMinutes(-1), 50_000)
                )
            )
        );
    }

    [Fact]
    public async Task DayAsync_PlannedRunningAndLate_AreListedOnceEach()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Assert.Equal(infusion, Assert.Single(await Unit.Infusions.DayAsync(Unit.Unit.Clock.Today)).Head.InfusionId);

        Unit.Pass(TimeSpan.FromDays(7));
        var day = await Unit.Infusions.DayAsync(Unit.Unit.Clock.Today);
        Assert.Equal([1, 2], day.Select(i => i.Head.CalendarOrdinal));
    }

    private async Task CheckAsync(InfusionStepEntry entry, InfusionId infusion)
    {
        Assert.True((await Unit.Infusions.RecordAsync(Unit.Nurse, entry)).Recorded);
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(InfusionState.From(record.Steps), record.State);
        Assert.Equal(
            InfusionFlow.After(InfusionState.From(record.Steps.SkipLast(1)).Status, entry.Kind),
            record.State.Status
        );
        Unit.Pass(TimeSpan.FromMinutes(20));
    }
}

public sealed class InfusionStoreOnSqlite() : InfusionStoreConformance(TestUnit.OnSqlite());

public sealed class InfusionStoreOnPostgres() : InfusionStoreConformance(TestUnit.OnPostgres());
