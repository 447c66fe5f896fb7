using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

public sealed class DemoLiveTests
{
    [Fact]
    public async Task TimeRuns_UntilTheThirdEvening_InfusionsEndAndAlertsArrive()
    {
        await using var unit = await DemoTestUnit.FilledAsync(DemoParameters.Default);
        int alerts = (await unit.Get<AlertStore>().AllAsync()).Count;
        await unit.LetPassAsync(TimeSpan.FromHours(60));
        Assert.True((await unit.Get<AlertStore>().AllAsync()).Count > alerts);
        Assert.True(unit.Get<DemoLive>().Progress.Entries > 30);
        var today = await unit.Get<InfusionStore>().DayAsync(DemoParameters.Default.Today);
        Assert.DoesNotContain(today, i => i.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted);
        Assert.Empty(unit.Log.Lines);
    }

    [Fact]
    public async Task TimeRuns_AMonth_NothingIsLeftOutWhenNobodyInterferes()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        var end = unit.Get<DemoSimulator>().Opens.AddDays(30);
        int scripted = unit.Get<DemoSimulator>().Future().TakeWhile(step => step.At <= end).Count();
        await unit.LetPassAsync(TimeSpan.FromDays(30));
        Assert.Equal(scripted, unit.Get<DemoLive>().Progress.Entries);
        Assert.Empty(unit.Log.Lines);
    }

    [Fact]
    public async Task Live_NotSwitchedOn_IsQuiet()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        unit.Get<DemoTime>().MoveTo(unit.Get<DemoSimulator>().Opens.AddHours(4));
        var live = unit.Get<DemoLive>();
        await live.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(live.IsOn);
        Assert.Equal(0, live.Progress.Entries);
        live.LetTimeRun(60);
        await WaitForAsync(() => live.Progress.Entries > 10);
        await live.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Visitor_StartsAnInfusion_TheScriptLeavesItAlone()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        var infusion = (await TodayAsync(unit)).First(i => i.State.Status == InfusionStatus.Premedicated);
        var start = new InfusionStepEntry(
            infusion.Head.InfusionId,
            InfusionStepKind.Started,
            unit.Get<UnitClock>().Now,
            25_000,
            null,
            "SARCLISA",
            "VISITOR"
        );
        // The visitor does not wait for the window and says why.
        var asked = await Assert.ThrowsAsync<RefusedException>(() =>
            unit.Get<InfusionStore>().RecordAsync(unit.Actor("demo.nurse"), start)
        );
        await unit.Get<InfusionStore>()
            .RecordAsync(
                unit.Actor("demo.nurse"),
                start with
                {
                    Confirmation = new([.. asked.Refusals.Select(StepQuestions.KeyOf)], "The patient has to leave"),
                }
            );
        await unit.LetPassAsync(TimeSpan.FromDays(1));
        var record = (await unit.Get<InfusionStore>().FindAsync(infusion.Head.InfusionId))!;
        Assert.Equal(InfusionStatus.Running, record.State.Status);
        Assert.Equal("VISITOR", record.State.BatchNumber);
        Assert.Single(record.Steps, s => s.Kind == InfusionStepKind.Started);
        Assert.Empty(unit.Log.Lines);
    }

    [Fact]
    public async Task Visitor_RecordsAReaction_TheScriptEndsTheInfusionWithIt()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        var scripted = unit.Get<DemoSimulator>()
            .Future()
            .Take(400)
            .OfType<DemoInfusionStep>()
            .Where(s => s is { Kind: InfusionStepKind.Ended, Reaction: ReactionStatement.NoReactionObserved });
        var running = (await TodayAsync(unit)).Where(i => i.State.Status == InfusionStatus.Running).ToList();
        var infusion = running.First(i =>
            scripted.Any(s =>
                s.Ordinal == i.Head.CalendarOrdinal
                && DemoNames.RecordNumber(s.Patient) == i.Course.Details.RecordNumber
            )
        );
        var content = new AdverseEventContent
        {
            LltCode = CtcaeTerms.InfusionRelatedReaction,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade1,
            OnsetAt = unit.Get<UnitClock>().Now,
            InfusionId = infusion.Head.InfusionId,
            ActionTaken = ActionTaken.DoseNotChanged,
        };
        await unit.Get<AdverseEventStore>().RecordAsync(unit.Actor("demo.nurse"), infusion.Course.CourseId, content);
        await unit.LetPassAsync(TimeSpan.FromDays(1));
        var record = (await unit.Get<InfusionStore>().FindAsync(infusion.Head.InfusionId))!;
        Assert.Equal(InfusionStatus.Ended, record.State.Status);
        Assert.Equal(ReactionStatement.ReactionsRecorded, record.State.Reaction);
        Assert.Empty(unit.Log.Lines);
    }

    [Fact]
    public async Task Visitor_DecidesAnAlert_TheDecisionStands()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        var hold = (await unit.Get<AlertStore>().UndecidedAsync()).First(a => a.Rule == RuleId.AncHold);
        await unit.Get<AlertStore>()
            .OverrideAsync(unit.Actor("demo.physician"), hold.AlertId, OverrideReason.Other, "decided by the visitor");
        await unit.LetPassAsync(TimeSpan.FromDays(1));
        var record = (await unit.Get<AlertStore>().FindAsync(hold.AlertId))!;
        // The next infusion may have shown the outcome by then; the decision stays the only one.
        var decision = Assert.Single(record.History, step => step.To is AlertStatus.Overridden or AlertStatus.Accepted);
        Assert.Equal((AlertStatus.Overridden, "decided by the visitor"), (decision.To, decision.Note));
        Assert.Empty(unit.Log.Lines);
    }

    [Fact]
    public async Task Visitor_TakesTheNextRecordNumber_TheScriptGoesOnWithoutThatPatient()
    {
        await using var unit = await DemoTestUnit.FilledAsync();
        var next = unit.Get<DemoSimulator>().Future().OfType<DemoRegistration>().First().Who;
        await unit.Get<Storage.Patients.PatientStore>()
            .RegisterAsync(
                unit.Actor("demo.nurse"),
                new Domain.Patients.Registration(
                    next.RecordNumber,
                    "Visitor",
                    "Demo",
                    null,
                    Domain.Patients.Sex.Unknown,
                    next.Regimen,
                    next.FirstDoseOn,
                    unit.Actor("demo.physician").UserId!.Value
                )
            );
        await unit.LetPassAsync(TimeSpan.FromDays(25));
        Assert.Single(await unit.Get<Storage.Patients.PatientStore>().SearchAsync(next.RecordNumber));
        Assert.Empty(unit.Log.Lines);
    }

    private static async Task<IReadOnlyList<InfusionItem>> TodayAsync(DemoTestUnit unit) =>
        [
            .. (await unit.Get<InfusionStore>().DayAsync(DemoParameters.Default.Today)).Where(i =>
                i.Head.PlannedOn == DemoParameters.Default.Today
            ),
        ];

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(50, limit.Token);
    }
}
