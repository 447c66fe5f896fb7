using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Storage.Tests.Calls;

public abstract class OutboxConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task Transition_OfAnyKind_IsInTheOutboxForTheAttendingPhysician()
    {
        var alert = await HoldAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.OtherPhysician, alert);
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);

        var items = await Unit.Outbox.SinceAsync(Unit.Physician.UserId!.Value, 0, 10);
        Assert.Equal([OutboxKind.Call, OutboxKind.Change, OutboxKind.Change], items.Select(i => i.Kind));
        Assert.All(items, i =>
            Assert.Equal((alert, Unit.Physician.UserId!.Value, AlertTier.Page), (i.AlertId, i.PersonId, i.Tier))
        );
    }

    [Fact]
    public async Task SinceAsync_ANumber_GivesOnlyLaterItemsOfThatPhysician()
    {
        await HoldAsync();
        var second = await HoldAsync();
        long first = (await Unit.Outbox.SinceAsync(Unit.Physician.UserId!.Value, 0, 10))[0].Seq;

        Assert.Equal(
            second,
            Assert.Single(await Unit.Outbox.SinceAsync(Unit.Physician.UserId!.Value, first, 10)).AlertId
        );
        Assert.Empty(await Unit.Outbox.SinceAsync(Unit.OtherPhysician.UserId!.Value, 0, 10));
    }

    [Fact]
    public async Task SinceAsync_DeliveredItems_AreStillThere()
    {
        await HoldAsync();
        await Unit.Delivery.EndAsync(
            ChannelNames.Hub,
            [
                .. (await Unit.Delivery.BeginAsync(ChannelNames.Hub)).Select(m => new AttemptResult(
                    m.Seq,
                    AttemptOutcome.Delivered
                )),
            ]
        );

        Assert.Empty(await Unit.Outbox.DueAsync("hub"));
        Assert.Single(await Unit.Outbox.SinceAsync(Unit.Physician.UserId!.Value, 0, 10));
    }

    [Fact]
    public async Task AssignPhysicianAsync_OneDecidedOneDue_CallsOnlyToTheOneThatIsDue()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        var hold = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Unit.OtherPhysician.UserId!.Value, "holiday");
        await Unit.Alerts.AcceptAsync(Unit.OtherPhysician, hold, null);
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Unit.Physician.UserId!.Value, "back");

        var calls = await Unit.CallsAsync();
        Assert.Equal([Unit.Physician.UserId!.Value, Unit.OtherPhysician.UserId!.Value], calls.Select(c => c.PersonId));
        Assert.Equal(calls[1].Seq, (await Unit.AlertAsync(course, RuleId.AncHold)).CallSeq);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AcceptAsync_FactsChangedSinceSeen_ChangesNothing(bool seenBefore)
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        var infusion = await Unit.InfusionAsync(course);
        var alert = await Unit.AlertAsync(course, RuleId.AncHold);
        int seen = alert.Position;
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert.AlertId, null, seen);
        await Unit.StartAsync(infusion);
        if (!seenBefore)
            seen = (await Unit.AlertAsync(course, RuleId.AncHold)).Position;

        var result = await Unit.Alerts.AcceptAsync(Unit.Physician, alert.AlertId, null, null, seen);

        Assert.Equal(seenBefore ? DecisionOutcome.ChangedMeanwhile : DecisionOutcome.Done, result.Outcome);
        Assert.Equal(
            seenBefore ? AlertStatus.Open : AlertStatus.Accepted,
            (await Unit.AlertAsync(course, RuleId.AncHold)).Status
        );
    }

    [Fact]
    public async Task AcceptAsync_OnlyAcknowledgedSinceSeen_IsTaken()
    {
        var alert = await HoldAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.OtherPhysician, alert);

        Assert.Equal(
            DecisionOutcome.Done,
            (await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null, null, seenPosition: 1)).Outcome
        );
    }

    [Fact]
    public async Task EndedAsync_OwnAndAll_DifferByTheAttendingPhysician()
    {
        var alert = await HoldAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);

        Assert.Single(await Unit.Alerts.EndedAsync(Unit.Physician.UserId, Unit.Now.AddDays(-14)));
        Assert.Empty(await Unit.Alerts.EndedAsync(Unit.OtherPhysician.UserId, Unit.Now.AddDays(-14)));
        Assert.Single(await Unit.Alerts.EndedAsync(null, Unit.Now.AddDays(-14)));
        Assert.Empty(await Unit.Alerts.EndedAsync(null, Unit.Now.AddSeconds(1)));
    }

    private async Task<AlertId> HoldAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        return (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
    }
}

public sealed class OutboxOnSqlite() : OutboxConformance(TestUnit.OnSqlite());

public sealed class OutboxOnPostgres() : OutboxConformance(TestUnit.OnPostgres());
