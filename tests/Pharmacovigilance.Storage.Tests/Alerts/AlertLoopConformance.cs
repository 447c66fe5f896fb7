using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>From the decision to the outcome: carried out, second person, what the next infusion showed, times that run out.</summary>
public abstract class AlertLoopConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task Loop_HoldThatRecovers_GoesFromTheCallToClosedAndEachStepIsThere()
    {
        var (course, alert) = await LowCountAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Assert.Equal(WaitingFor.CarryingOut, Assert.Single(await WaitingAsync()).For);
        Assert.Equal(DecisionOutcome.Done, (await Unit.Loop.CarryOutAsync(Unit.Nurse, alert, "pharmacy told")).Outcome);
        Unit.Pass(TimeSpan.FromDays(2));
        await Unit.AncAsync(course, 1.1m);
        Assert.Equal(WaitingFor.Release, Assert.Single(await WaitingAsync()).For);
        await Unit.Alerts.ReleaseOnCriterionAsync(Unit.Physician, alert, "ANC 1.10 ×10⁹/L");
        Unit.Pass(TimeSpan.FromMinutes(5));
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);

        var record = (await Unit.Alerts.FindAsync(alert))!;
        Assert.Equal(
            [
                AlertStatus.Open,
                AlertStatus.Acknowledged,
                AlertStatus.Accepted,
                AlertStatus.CarriedOut,
                AlertStatus.CarriedOut,
                AlertStatus.OutcomeChecked,
                AlertStatus.Closed,
            ],
            record.History.Select(step => step.To)
        );
        Assert.Equal((AlertOutcome.CountRecovered, true), (record.Outcome!.Outcome, record.Outcome.IsFavourable));
        Assert.Equal(AlertTaskOutcome.Done, Assert.Single(record.Tasks).End!.Outcome);
        Assert.Empty(await WaitingAsync());
    }

    [Theory]
    [InlineData(null, AlertTaskOutcome.NotKept, AlertOutcome.CountNotRepeated, AlertStatus.OutcomeChecked)]
    [InlineData(0.7, AlertTaskOutcome.Kept, AlertOutcome.CountNotRecovered, AlertStatus.OutcomeChecked)]
    [InlineData(1.0, AlertTaskOutcome.Kept, AlertOutcome.CountRecovered, AlertStatus.Closed)]
    public async Task WillMonitor_NextInfusion_ShowsWhetherItWasDoneAndWhatCameOfIt(
        double? count,
        AlertTaskOutcome promise,
        AlertOutcome outcome,
        AlertStatus status
    )
    {
        var (course, alert) = await LowCountAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.WillMonitor, null);
        Assert.Equal(WaitingFor.Monitoring, Assert.Single(await WaitingAsync()).For);
        Unit.Pass(TimeSpan.FromHours(1));
        if (count is { } value)
            await Unit.AncAsync(course, (decimal)value);
        Unit.Pass(TimeSpan.FromHours(1));
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);

        var record = (await Unit.Alerts.FindAsync(alert))!;
        Assert.Equal(
            (promise, outcome, status),
            (Assert.Single(record.Tasks).End!.Outcome, record.Outcome!.Outcome, record.Alert.Status)
        );
        bool unfavourable = status == AlertStatus.OutcomeChecked;
        Assert.Equal(
            unfavourable,
            (await Unit.CallsAsync()).Any(call => call.Cause == OutboxCause.OutcomeUnfavourable)
        );
        if (!unfavourable)
            return;
        Assert.Equal(DecisionOutcome.Done, (await Unit.Loop.CloseAsync(Unit.Physician, alert, null)).Outcome);
        var late = await Unit.Loop.CloseAsync(Unit.OtherPhysician, alert, null);
        Assert.Equal((DecisionOutcome.SomebodyWasFaster, "physician"), (late.Outcome, late.By));
    }

    [Theory]
    [InlineData(true, AlertOutcome.ReactionRepeated, AlertStatus.OutcomeChecked)]
    [InlineData(false, AlertOutcome.NoReaction, AlertStatus.Closed)]
    public async Task ReactionAccepted_NextInfusion_SaysWhetherItCameAgain(
        bool again,
        AlertOutcome outcome,
        AlertStatus status
    )
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2m);
        var first = await Unit.InfusionAsync(course);
        await Unit.StartAsync(first);
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, first);
        var alert = (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).AlertId;
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Unit.Pass(TimeSpan.FromHours(2));
        await Unit.EndAsync(first, ReactionStatement.ReactionsRecorded);
        Assert.Null((await Unit.Alerts.FindAsync(alert))!.Outcome);

        Unit.Pass(TimeSpan.FromDays(7));
        await Unit.AncAsync(course, 2m);
        var second = await Unit.InfusionAsync(course, 2);
        await Unit.StartAsync(second);
        if (again)
            await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, second);
        Assert.Null((await Unit.Alerts.FindAsync(alert))!.Outcome);
        Unit.Pass(TimeSpan.FromHours(2));
        await Unit.EndAsync(second, again ? ReactionStatement.ReactionsRecorded : ReactionStatement.NoReactionObserved);

        var record = (await Unit.Alerts.FindAsync(alert))!;
        Assert.Equal(
            (outcome, status, second),
            (record.Outcome!.Outcome, record.Alert.Status, record.Outcome.InfusionId)
        );
    }

    [Fact]
    public async Task Outcome_CorrectedAfterwards_IsANewRowAndReopensTheReading()
    {
        var (course, alert) = await LowCountAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.BenefitOutweighsRisk, null);
        Unit.Pass(TimeSpan.FromHours(1));
        var count = await Unit.AncAsync(course, 1.3m);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        Assert.Equal(AlertStatus.Closed, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);

        await Unit.Observations.CorrectLabAsync(
            Unit.Nurse,
            count,
            Unit.Anc(course, 0.6m, Unit.Now.AddHours(-1)),
            "misread"
        );

        var record = (await Unit.Alerts.FindAsync(alert))!;
        Assert.Equal(
            (2, AlertOutcome.CountNotRecovered, AlertStatus.OutcomeChecked),
            (record.Outcome!.Revision, record.Outcome.Outcome, record.Alert.Status)
        );
    }

    [Fact]
    public async Task CarryOutAsync_ByTwo_SecondIsToldWho_AndAPhysicianIsNotAskedTwice()
    {
        var (_, alert) = await LowCountAsync();
        Assert.Equal(DecisionOutcome.Conflict, (await Unit.Loop.CarryOutAsync(Unit.Nurse, alert, null)).Outcome);
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Assert.Equal(DecisionOutcome.Done, (await Unit.Loop.CarryOutAsync(Unit.Nurse, alert, null)).Outcome);
        var late = await Unit.Loop.CarryOutAsync(Unit.OtherPhysician, alert, null);
        Assert.Equal((DecisionOutcome.SomebodyWasFaster, "nurse"), (late.Outcome, late.By));
    }

    [Fact]
    public async Task ConfirmStopAsync_BySecondPersonOnly_EndsTheCourseAndCallsOffWhatIsPlanned()
    {
        var (course, alert) = await AnaphylaxisAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Assert.Contains(await Unit.CallsAsync(), call => call.Cause == OutboxCause.SecondPersonNeeded);
        Assert.Equal(
            "alert.second-person",
            await RefusedAsync(() => Unit.Loop.ConfirmStopAsync(Unit.Physician, alert, null))
        );
        Assert.Contains(await Unit.Infusions.CalendarAsync(course), i => i.State.Status == InfusionStatus.Planned);

        Assert.Equal(
            DecisionOutcome.Done,
            (await Unit.Loop.ConfirmStopAsync(Unit.OtherPhysician, alert, null)).Outcome
        );

        Assert.DoesNotContain(await Unit.Infusions.CalendarAsync(course), i =>
            i.State.Status == InfusionStatus.Planned
        );
        var record = (await Unit.Alerts.FindAsync(alert))!;
        Assert.Equal((AlertStatus.Closed, AlertOutcome.TreatmentEnded), (record.Alert.Status, record.Outcome!.Outcome));
        Assert.Equal(
            DecisionOutcome.SomebodyWasFaster,
            (await Unit.Loop.ConfirmStopAsync(Unit.Nurse, alert, null)).Outcome
        );
    }

    [Fact]
    public async Task RefuseStopAsync_WithAReason_KeepsCalendarAndHoldAndAsksThePhysicianAgain()
    {
        var (course, alert) = await AnaphylaxisAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Loop.RefuseStopAsync(Unit.OtherPhysician, alert, " "))
        );

        await Unit.Loop.RefuseStopAsync(Unit.OtherPhysician, alert, "it was a faint");

        Assert.Equal(AlertStatus.Open, (await Unit.Alerts.FindAsync(alert))!.Alert.Status);
        Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Contains(await Unit.Infusions.CalendarAsync(course), i => i.State.Status == InfusionStatus.Planned);
    }

    [Fact]
    public async Task DecisionTakenAnew_AfterTheStopWasRefused_AsksForEachThingOnce()
    {
        var (_, alert) = await AnaphylaxisAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        await Unit.Loop.RefuseStopAsync(Unit.OtherPhysician, alert, "it was a faint");
        Assert.Empty(await WaitingAsync());
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);

        Assert.Equal([WaitingFor.SecondPerson, WaitingFor.CarryingOut], (await WaitingAsync()).Select(w => w.For));
        await Unit.Loop.CarryOutAsync(Unit.Nurse, alert, null);
        Assert.Equal([WaitingFor.SecondPerson], (await WaitingAsync()).Select(w => w.For));
    }

    [Fact]
    public async Task Acknowledgement_NewLowCountOfTheSameStretch_IsBrokenWithACall()
    {
        var (course, alert) = await LowCountAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.AncAsync(course, 0.7m);
        Assert.Equal(AlertStatus.Acknowledged, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.AncAsync(course, 0.2m);

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Equal(OutboxCause.NewOfItsKind, (await Unit.CallsAsync())[^1].Cause);
    }

    [Fact]
    public async Task Acknowledgement_NewReactionOfTheSameRule_OpensItsOwnAlertAndTheEarlierStandsOpenAgain()
    {
        var (course, first) = await AnaphylaxisAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, first);
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3);

        var stops = (await Unit.Alerts.OfCourseAsync(course)).Where(a => a.Rule == RuleId.ReactionStop).ToList();
        Assert.Equal([AlertStatus.Open, AlertStatus.Open], stops.Select(a => a.Status));
        Assert.Equal(2, (await Unit.CallsAsync()).Count(call => call.Cause == OutboxCause.Opened));
    }

    [Theory]
    [InlineData(239, AlertStatus.Acknowledged)]
    [InlineData(240, AlertStatus.Open)]
    public async Task Acknowledgement_OfAPage_CallsAgainFromTheLimitOn(int minutes, AlertStatus status)
    {
        var (course, alert) = await LowCountAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);
        Unit.Pass(TimeSpan.FromMinutes(minutes));
        await RunTimesAsync();
        await RunTimesAsync();

        Assert.Equal(status, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Equal(
            status == AlertStatus.Open ? 1 : 0,
            (await Unit.CallsAsync()).Count(call => call.Cause == OutboxCause.AcknowledgementExpired)
        );
    }

    [Fact]
    public async Task Alert_UndecidedForLong_ExpiresOnlyWhereNothingIsHeld()
    {
        var (course, _) = await LowCountAsync();
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromDays(14));
        await RunTimesAsync();

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        var expired = (await Unit.Alerts.AllAsync())
            .Where(a => a.Status == AlertStatus.Expired)
            .Select(a => a.Rule)
            .Order();
        Assert.Equal([RuleId.AncMissing, RuleId.PremedicationMissing], expired);
    }

    [Theory, Trait("peer-failure", "02")]
    [InlineData(13, AlertTier.Page)]
    [InlineData(14, AlertTier.Passive)]
    public async Task Event_RememberedLate_IsInContextAndCallsNobodyFromTheLimitOn(int daysAgo, AlertTier tier)
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2m);
        var infusion = await Unit.InfusionAsync(course);
        var onset = Unit.Now.AddMinutes(20);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromDays(daysAgo) + TimeSpan.FromMinutes(20));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion, onset);
        await Unit.AncAsync(course, 2m);

        var alert = await Unit.AlertAsync(course, RuleId.ReactionInterrupt);
        Assert.Equal(tier, alert.Tier);
        Assert.Equal(
            tier == AlertTier.Page ? 1 : 0,
            (await Unit.CallsAsync()).Count(call => call.AlertId == alert.AlertId)
        );
    }

    [Fact]
    public async Task Event_RememberedLateButSevere_CallsAsEver()
    {
        var course = await Unit.RegisterAsync();
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, onsetAt: Unit.Now.AddDays(-60));
        Assert.Equal(AlertTier.Interruptive, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Tier);
        Assert.Single(await Unit.CallsAsync());
    }

    private Task<bool> RunTimesAsync() =>
        Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "alert.times"), AlertTimes.Run);

    private Task<IReadOnlyList<WaitingAlert>> WaitingAsync() =>
        Unit.Unit.Database.ReadAsync(scope => WaitingAlerts.Read(scope, Unit.Unit.Clock.Today));

    private async Task<(CourseId Course, AlertId Alert)> LowCountAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        Unit.Pass(TimeSpan.FromMinutes(10));
        return (course, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId);
    }

    private async Task<(CourseId Course, AlertId Alert)> AnaphylaxisAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.EventAsync(course, CtcaeTerms.Anaphylaxis, Grade.Grade4);
        Unit.Pass(TimeSpan.FromMinutes(10));
        return (course, (await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId);
    }
}

public sealed class AlertLoopOnSqlite() : AlertLoopConformance(TestUnit.OnSqlite());

public sealed class AlertLoopOnPostgres() : AlertLoopConformance(TestUnit.OnPostgres());
