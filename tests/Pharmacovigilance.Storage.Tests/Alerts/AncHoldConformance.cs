using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls;

namespace Pharmacovigilance.Storage.Tests.Alerts;

public abstract class AncHoldConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(490, true)]
    [InlineData(499, true)]
    [InlineData(500, false)]
    [InlineData(990, false)]
    [InlineData(1000, false)]
    public async Task RecordLabAsync_CountAroundTheLimit_OpensAHoldOnlyBelowIt(int perMicrolitre, bool held)
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, perMicrolitre / 1000m);

        Assert.Equal(held, (await Unit.OpenHoldsAsync(course)).Count == 1);
        Assert.Equal(held, (await Unit.Alerts.OfCourseAsync(course)).Count == 1);
        Assert.Equal(held, (await Unit.CallsAsync()).Count == 1);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(990, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    public async Task RecordLabAsync_CountAfterALowOne_MeetsTheCriterionOnlyFromItsLimitOnAndReleasesNothing(
        int perMicrolitre,
        bool isShort
    )
    {
        var course = await HeldAsync();
        await Unit.AncAsync(course, perMicrolitre / 1000m);

        var hold = Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Equal(isShort ? null : Unit.Now, hold.Criterion?.At);
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Equal(
            isShort ? [OutboxCause.Opened] : [OutboxCause.Opened, OutboxCause.CriterionMet],
            (await Unit.CallsAsync()).Select(call => call.Cause)
        );
        Assert.False((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
    }

    [Fact]
    public async Task RecordLabAsync_SecondLowCount_IsTheSameHoldWithoutASecondCall()
    {
        var course = await HeldAsync();
        await Unit.AncAsync(course, 0.3m);
        Assert.Single(await Unit.Alerts.OfCourseAsync(course));
        Assert.Single(await Unit.CallsAsync());
    }

    [Fact]
    public async Task OverrideAsync_HoldEnds_AndANewLowCountOpensAnother()
    {
        var course = await HeldAsync();
        await Unit.Alerts.OverrideAsync(
            Unit.Physician,
            (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId,
            OverrideReason.NotRepresentative,
            "clotted"
        );
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);

        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 0.4m);
        Assert.Single(await Unit.OpenHoldsAsync(course));
        var holds = await Unit.Alerts.HoldsAsync(course);
        Assert.Equal([HoldRelease.Physician, null], holds.Select(h => h.Release));
        Assert.Equal("NotRepresentative: clotted", holds[0].Explanation);
    }

    [Fact]
    public async Task AcceptAsync_Hold_LastsUntilAPhysicianReleasesIt()
    {
        var course = await HeldAsync();
        var alert = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
        Assert.Equal(
            DecisionOutcome.Conflict,
            await Unit.Alerts.ReleaseHoldAsync(Unit.Physician, alert, OverrideReason.WillMonitor, null)
        );
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, "G-CSF given");
        Assert.Equal(AlertStatus.Accepted, Assert.Single(await Unit.OpenHoldsAsync(course)).AlertStatus);
        Assert.False((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);

        Assert.Equal(
            DecisionOutcome.Done,
            await Unit.Alerts.ReleaseHoldAsync(Unit.Physician, alert, OverrideReason.BenefitOutweighsRisk, null)
        );
        Assert.Equal(
            DecisionOutcome.Conflict,
            await Unit.Alerts.ReleaseHoldAsync(Unit.Physician, alert, OverrideReason.BenefitOutweighsRisk, null)
        );
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task CorrectLabAsync_LowValueWasATypingError_WithdrawsAlertAndHold()
    {
        var course = await Unit.RegisterAsync();
        var value = await Unit.AncAsync(course, 0.49m);
        await Unit.Observations.CorrectLabAsync(Unit.Nurse, value, Unit.Anc(course, 4.9m), "comma");

        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Equal(HoldRelease.Correction, Assert.Single(await Unit.Alerts.HoldsAsync(course)).Release);
        Assert.Equal(
            ["course.registered", "alert.opened", "laboratory.recorded", "alert.withdrawn", "laboratory.corrected"],
            Unit.Actions(course)
        );
    }

    [Fact]
    public async Task TakeBackLabAsync_TheReleasingValue_BringsTheHoldBack()
    {
        var course = await HeldAsync();
        var recovered = await Unit.AncAsync(course, 1.2m);
        await ReleaseAsync(course);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.Observations.TakeBackLabAsync(Unit.Nurse, recovered, "another patient's");

        Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Equal(
            [OutboxCause.Opened, OutboxCause.CriterionMet, OutboxCause.Returned],
            (await Unit.CallsAsync()).Select(call => call.Cause)
        );
        Assert.False((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);

        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 1.0m);
        await ReleaseAsync(course);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(
            [HoldRelease.Criterion, HoldRelease.Criterion],
            (await Unit.Alerts.HoldsAsync(course)).Select(h => h.Release)
        );
    }

    [Fact]
    public async Task CorrectLabAsync_TheReleasingValueOfAnAcceptedHold_CallsThePhysicianAgain()
    {
        var course = await HeldAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId, null);
        var recovered = await Unit.AncAsync(course, 1.2m);
        Unit.Pass(TimeSpan.FromHours(1));
        await ReleaseAsync(course);
        await Unit.Observations.CorrectLabAsync(Unit.Nurse, recovered, Unit.Anc(course, 0.8m), "misread");

        Assert.Equal(AlertStatus.Open, Assert.Single(await Unit.OpenHoldsAsync(course)).AlertStatus);
    }

    [Fact]
    public async Task CorrectLabAsync_TheValueThatMetTheCriterionBeforeTheRelease_TellsThePhysicianAndNothingIsReleased()
    {
        var course = await HeldAsync();
        var recovered = await Unit.AncAsync(course, 1.2m);
        await Unit.Observations.CorrectLabAsync(Unit.Nurse, recovered, Unit.Anc(course, 0.8m), "misread");

        Assert.Null(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
        var alert = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
        Assert.Equal(
            DecisionOutcome.Conflict,
            await Unit.Alerts.ReleaseOnCriterionAsync(Unit.Physician, alert, "ANC 1.20 ×10⁹/L")
        );
        Assert.Equal(
            [OutboxCause.Opened, OutboxCause.CriterionMet, OutboxCause.Returned],
            (await Unit.CallsAsync()).Select(call => call.Cause)
        );
    }

    [Fact]
    public async Task ReleaseOnCriterionAsync_AnotherValueThanSeen_ReleasesNothing()
    {
        var course = await HeldAsync();
        await Unit.AncAsync(course, 1.2m);
        var alert = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;

        Assert.Equal(
            DecisionOutcome.ChangedMeanwhile,
            await Unit.Alerts.ReleaseOnCriterionAsync(Unit.Physician, alert, "ANC 1.90 ×10⁹/L")
        );
        await Assert.ThrowsAsync<Pharmacovigilance.Storage.Database.NotAllowedException>(() =>
            Unit.Alerts.ReleaseOnCriterionAsync(Unit.Nurse, alert, null)
        );
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task TakeBackLabAsync_AValueAfterAnOverride_DoesNotUndoTheDecision()
    {
        var course = await HeldAsync();
        await Unit.Alerts.OverrideAsync(
            Unit.Physician,
            (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId,
            OverrideReason.WillMonitor,
            null
        );
        var recovered = await Unit.AncAsync(course, 1.2m);
        await Unit.Observations.TakeBackLabAsync(Unit.Nurse, recovered, "another patient's");
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(AlertStatus.Overridden, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
    }

    [Fact]
    public async Task RecordLabAsync_EarlierLowValueEnteredAfterTheRecovery_IsOnRecordWithoutACall()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 1.4m);
        await Unit.AncAsync(course, 0.3m, Unit.Now.AddDays(-3));

        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(AlertStatus.Resolved, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Empty(await Unit.CallsAsync());
    }

    [Fact]
    public async Task RecordAsync_StartUnderAHold_IsStoppedAuditedAndCallsThePhysicianOnce()
    {
        var course = await HeldAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId);

        var outcome = await Unit.StartAsync(infusion);
        var again = await Unit.StartAsync(infusion);

        Assert.Equal((false, false), (outcome.Recorded, again.Recorded));
        Assert.Equal(RuleId.AncHold, Assert.Single(outcome.StoppedBy).Rule);
        Assert.Equal(InfusionStatus.Planned, (await Unit.Infusions.FindAsync(infusion))!.State.Status);
        Assert.Equal(2, Unit.Actions(course).Count(a => a == "infusion.start-stopped"));
        var alert = await Unit.AlertAsync(course, RuleId.AncHold);
        Assert.Equal((AlertStatus.Open, AlertTier.Interruptive), (alert.Status, alert.Tier));
        Assert.Equal([AlertTier.Page, AlertTier.Interruptive], (await Unit.CallsAsync()).Select(o => o.Tier));
    }

    [Fact]
    public async Task RecordAsync_StartUnderAHoldOfAnotherPatient_IsRecorded()
    {
        await HeldAsync();
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(await Unit.RegisterAsync()))).Recorded);
    }

    private async Task ReleaseAsync(CourseId course)
    {
        var hold = Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Equal(
            DecisionOutcome.Done,
            await Unit.Alerts.ReleaseOnCriterionAsync(Unit.Physician, hold.AlertId, hold.Criterion!.Evidence)
        );
    }

    private async Task<CourseId> HeldAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.49m);
        Unit.Pass(TimeSpan.FromHours(1));
        return course;
    }
}

public sealed class AncHoldOnSqlite() : AncHoldConformance(TestUnit.OnSqlite());

public sealed class AncHoldOnPostgres() : AncHoldConformance(TestUnit.OnPostgres());
