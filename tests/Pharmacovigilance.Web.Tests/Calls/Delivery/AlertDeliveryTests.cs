using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class AlertDeliveryTests
{
    private readonly FakeHub hub = new();
    private readonly DeliveryHealth health = new(TimeProvider.System, NullLogger<DeliveryHealth>.Instance);

    [Fact]
    public async Task Delivery_AlertWhileRunning_IsSentToItsPhysicianAndMarked()
    {
        await using var unit = await AlertUnit.OpenAsync();
        using var delivery = await StartAsync(unit);

        var alert = await unit.HoldAsync();
        await UntilAsync(async () => (await unit.Outbox.DueAsync("hub")).Count == 0);

        var (group, change) = Assert.Single(hub.Sent);
        Assert.Equal(($"person:{unit.Physician.UserId}", alert.ToString()), (group, change.AlertId));
        await delivery.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Delivery_HubFails_IsTriedAgainUntilSentAndSaysSoMeanwhile()
    {
        await using var unit = await AlertUnit.OpenAsync();
        var states = new List<bool>();
        using var watching = health.Subscribe(() => states.Add(health.Of(ChannelNames.Hub).FailingSince is not null));
        hub.FailNext(3);
        using var delivery = await StartAsync(unit);

        var alert = await unit.HoldAsync();
        await UntilAsync(() =>
            Task.FromResult(hub.Sent.Count == 1 && health.Of(ChannelNames.Hub).FailingSince is null)
        );

        Assert.Equal(alert.ToString(), Assert.Single(hub.Sent).Change.AlertId);
        Assert.Equal([true, false], states);
        await delivery.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Delivery_RestartWithItemsDue_SendsThemOnceAndNeverAgain()
    {
        await using var first = await AlertUnit.OpenAsync();
        var alerts = new[] { await first.HoldAsync(), await first.HoldAsync(), await first.HoldAsync() };

        await using var second = await first.RestartAsync();
        using (var delivery = await StartAsync(second))
        {
            await UntilAsync(async () => (await second.Outbox.DueAsync("hub")).Count == 0);
            await delivery.StopAsync(CancellationToken.None);
        }

        Assert.Equal(alerts.Select(a => a.ToString()), hub.Sent.Select(s => s.Change.AlertId));

        await using var third = await second.RestartAsync();
        using var again = await StartAsync(third);
        var later = await third.HoldAsync();
        await UntilAsync(async () => (await third.Outbox.DueAsync("hub")).Count == 0);
        Assert.Equal([.. alerts.Select(a => a.ToString()), later.ToString()], hub.Sent.Select(s => s.Change.AlertId));
        await again.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Delivery_OnePhysiciansClientsFail_TheOthersAreServedAndNothingIsGivenUp()
    {
        await using var unit = await AlertUnit.OpenAsync();
        hub.BrokenGroup = AlertsHub.GroupOf(unit.Physician.UserId!.Value);
        using var delivery = await StartAsync(unit);

        var alert = await unit.HoldAsync();
        var course = (await unit.Alerts.FindAsync(alert))!.Alert.Course.CourseId;
        await unit.Get<PatientStore>()
            .AssignPhysicianAsync(unit.Nurse, course, unit.Bystander.UserId!.Value, "holiday");
        await UntilAsync(async () => hub.Sent.Count == 1 && (await unit.Outbox.DueAsync("hub")).Count == 1);

        Assert.Equal(AlertsHub.GroupOf(unit.Bystander.UserId!.Value), Assert.Single(hub.Sent).Group);
        Assert.Equal(unit.Physician.UserId!.Value, Assert.Single(await unit.Outbox.DueAsync("hub")).PersonId);
        hub.BrokenGroup = null;
        await UntilAsync(async () => (await unit.Outbox.DueAsync("hub")).Count == 0);
        Assert.Equal(2, hub.Sent.Count);
        await delivery.StopAsync(CancellationToken.None);
    }

    private async Task<AlertDelivery> StartAsync(AlertUnit unit)
    {
        var delivery = new AlertDelivery(
            [new HubChannel(hub)],
            unit.Get<DeliveryStore>(),
            unit.Get<SafetyFeed>(),
            health,
            unit.Get<UnitClock>(),
            TimeProvider.System
        );
        await delivery.StartAsync(CancellationToken.None);
        return delivery;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(20, limit.Token);
    }
}
