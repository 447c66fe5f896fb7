using System.Net;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class AlertsHubTests
{
    [Fact]
    public async Task Connect_WithoutSession_IsRefused()
    {
        await using var unit = await AlertUnit.ServeAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await HubClient.TryAsync(unit, cookies: null));
    }

    [Fact]
    public async Task Connect_AsNurse_HearsNothingOfAPhysiciansAlerts()
    {
        await using var unit = await AlertUnit.ServeAsync();
        await using var nurse = await HubClient.ConnectAsync(unit, "nurse");
        await using var attending = await HubClient.ConnectAsync(unit, "physician");
        Assert.Empty(await nurse.SinceAsync(0));
        Assert.Empty(await attending.SinceAsync(0));

        await unit.HoldAsync();
        await attending.NextAsync();

        Assert.Empty(await nurse.SinceAsync(0));
        Assert.Equal(0, nurse.Waiting);
    }

    [Fact]
    public async Task AlertChanged_NewAlert_ReachesOnlyTheAttendingPhysician()
    {
        await using var unit = await AlertUnit.ServeAsync();
        await using var attending = await HubClient.ConnectAsync(unit, "physician");
        await using var bystander = await HubClient.ConnectAsync(unit, "bystander");
        // An answer proves that the connection stands, so that silence afterwards means something.
        Assert.Empty(await bystander.SinceAsync(0));
        Assert.Empty(await attending.SinceAsync(0));

        var alert = await unit.HoldAsync();

        var change = await attending.NextAsync();
        Assert.Equal((alert.ToString(), nameof(AlertTier.Page)), (change.AlertId, change.Tier));
        Assert.Empty(await bystander.SinceAsync(0));
        Assert.Equal(0, bystander.Waiting);
    }

    [Fact]
    public async Task AlertChanged_EveryTransition_IsToldWithARisingNumber()
    {
        await using var unit = await AlertUnit.ServeAsync();
        await using var attending = await HubClient.ConnectAsync(unit, "physician");
        Assert.Empty(await attending.SinceAsync(0));

        var alert = await unit.HoldAsync();
        var opened = await attending.NextAsync();
        await unit.Alerts.AcknowledgeAsync(unit.Bystander, alert);
        var seen = await attending.NextAsync();
        await unit.Alerts.AcceptAsync(unit.Physician, alert, null);
        var decided = await attending.NextAsync();

        Assert.All([opened, seen, decided], change => Assert.Equal(alert.ToString(), change.AlertId));
        Assert.True(opened.Seq < seen.Seq && seen.Seq < decided.Seq);
    }

    [Fact]
    public async Task Since_AfterAnAbsence_GivesWhatWasMissedAndNoMore()
    {
        await using var unit = await AlertUnit.ServeAsync();
        long last;
        await using (var before = await HubClient.ConnectAsync(unit, "physician"))
        {
            Assert.Empty(await before.SinceAsync(0));
            await unit.HoldAsync();
            last = (await before.NextAsync()).Seq;
        }

        var missed = await unit.HoldAsync();
        await using var again = await HubClient.ConnectAsync(unit, "physician");

        Assert.Equal(missed.ToString(), Assert.Single(await again.SinceAsync(last)).AlertId);
        Assert.Equal(2, (await again.SinceAsync(0)).Count);
    }

    [Fact]
    public async Task AlertChanged_TwoConnectionsOfOnePhysician_BothAreToldOnce()
    {
        await using var unit = await AlertUnit.ServeAsync();
        await using var desk = await HubClient.ConnectAsync(unit, "physician");
        await using var phone = await HubClient.ConnectAsync(unit, "physician");
        Assert.Empty(await desk.SinceAsync(0));
        Assert.Empty(await phone.SinceAsync(0));

        await unit.HoldAsync();
        await unit.HoldAsync();

        var atDesk = new[] { (await desk.NextAsync()).Seq, (await desk.NextAsync()).Seq };
        var onPhone = new[] { (await phone.NextAsync()).Seq, (await phone.NextAsync()).Seq };
        Assert.Equal(atDesk, onPhone);
        Assert.Equal(2, atDesk.Distinct().Count());
        Assert.Equal(2, (await desk.SinceAsync(0)).Count);
        Assert.Equal(0, desk.Waiting + phone.Waiting);
    }
}
