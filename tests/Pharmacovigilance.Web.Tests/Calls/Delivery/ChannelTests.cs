using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>The product as it serves, with a real mail server and a real receiver of webhooks.</summary>
public sealed class ChannelTests : IDisposable
{
    private const string Address = "physician@hospital.example";

    private readonly SmtpReceiver mail = new();
    private readonly WebhookReceiver webhook = new();

    [Fact]
    public async Task NewAlert_MailAndWebhook_CarryTheCourseCodeAndNoPatient()
    {
        await using var unit = await ServeAsync("--Delivery:PublicAddress", "https://unit.example/");
        var alert = await unit.HoldAsync();
        await Until.TrueAsync(() => mail.Mails.Count == 1 && webhook.Events.Count == 1);

        string course = (await unit.Alerts.FindAsync(alert))!.Alert.Course.Code;
        var letter = Assert.Single(mail.Mails);
        Assert.Equal(Address, letter.Recipient);
        Assert.Contains(course, letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"https://unit.example/alerts/{alert}", letter.Body, StringComparison.Ordinal);
        var taken = Assert.Single(webhook.Events);
        Assert.True(taken.IsSigned);
        Assert.Equal(
            ("alert.called", alert.ToString(), course),
            (taken.Event, taken.Body.GetProperty("id").GetString(), taken.Body.GetProperty("course").GetString())
        );
        Assert.Equal(
            ("Page", "ANC-HOLD", "Opened"),
            (
                taken.Body.GetProperty("tier").GetString(),
                taken.Body.GetProperty("rule").GetProperty("code").GetString(),
                taken.Body.GetProperty("cause").GetString()
            )
        );
        Assert.Equal($"<{taken.Key}@hospital.example>", letter.MessageId);
        foreach (string sent in new[] { letter.Subject + letter.Body, taken.Body.GetRawText() })
        {
            Assert.DoesNotContain("Falk", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("R-1", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("0.4", sent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NewAlert_PatientDataConfigured_AreCarriedInTheConfiguredLanguage()
    {
        await using var unit = await ServeAsync("--Delivery:IncludePatientData", "true", "--Delivery:Language", "ru");
        await unit.HoldAsync();
        await Until.TrueAsync(() => mail.Mails.Count == 1 && webhook.Events.Count == 1);

        var letter = Assert.Single(mail.Mails);
        Assert.StartsWith("Нужно решение", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("Falk Ida, карта R-1", letter.Body, StringComparison.Ordinal);
        Assert.Equal(
            "Falk Ida",
            Assert.Single(webhook.Events).Body.GetProperty("patient").GetProperty("name").GetString()
        );
    }

    [Fact]
    public async Task AcknowledgedInTheApplication_PagingSystemIsToldToStopRinging()
    {
        await using var unit = await ServeAsync();
        var alert = await unit.HoldAsync();
        await Until.TrueAsync(() => webhook.Events.Count == 1);
        await unit.Alerts.AcknowledgeAsync(unit.Physician, alert);
        await Until.TrueAsync(() => webhook.Events.Count == 2);

        var events = webhook.Events.ToList();
        Assert.Equal(["alert.called", "alert.acknowledged"], events.Select(e => e.Event));
        Assert.Equal(events[0].Body.GetProperty("id").GetString(), events[1].Body.GetProperty("id").GetString());
        Assert.Equal("physician", events[1].Body.GetProperty("by").GetString());
        Assert.NotEqual(events[0].Key, events[1].Key);
    }

    [Fact]
    public async Task WebhookRefuses_IsADeadLetterAtOnceWithTheReason_AndMailIsNotDelayed()
    {
        webhook.Refusals.Enqueue((410, null));
        await using var unit = await ServeAsync();
        await unit.HoldAsync();
        await Until.TrueAsync(async () =>
            (await unit.Get<DeliveryStore>().DeadAsync()).Count == 1 && mail.Mails.Count == 1
        );

        var dead = Assert.Single(await unit.Get<DeliveryStore>().DeadAsync());
        Assert.Equal(ChannelNames.Webhook, dead.Channel);
        Assert.Contains("410", dead.Error, StringComparison.Ordinal);
        Assert.Equal(1, await unit.Get<DeliveryStore>().ResendAsync(unit.Administrator));
        await Until.TrueAsync(() => webhook.Events.Count == 1);
    }

    [Fact]
    public async Task WebhookAsksToWait_IsWaitedFor()
    {
        webhook.Refusals.Enqueue((429, "120"));
        await using var unit = await ServeAsync();
        await unit.HoldAsync();
        await Until.TrueAsync(async () => (await StandingAsync(unit, ChannelNames.Webhook)).Retried == 1);

        var next = await unit.Get<DeliveryStore>().NextAtAsync(ChannelNames.Webhook);
        Assert.InRange(next!.Value - unit.Get<UnitClock>().Now, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task MailServerAway_WebhookAndApplicationAreServed_AndTheMailComesLater()
    {
        await mail.GoAwayAsync();
        await using var unit = await ServeAsync();
        await unit.HoldAsync();
        await Until.TrueAsync(async () => webhook.Events.Count == 1 && (await unit.Outbox.DueAsync("hub")).Count == 0);
        await Until.TrueAsync(() => unit.Get<DeliveryHealth>().Of(ChannelNames.Mail).FailingSince is not null);
        mail.ComeBack();
        await Until.TrueAsync(() =>
            mail.Mails.Count == 1 && unit.Get<DeliveryHealth>().Of(ChannelNames.Mail).FailingSince is null
        );
    }

    [Fact]
    public async Task MailServerRefusesTheRecipient_IsADeadLetterAndTheChannelWorks()
    {
        mail.RefusesRecipients = true;
        await using var unit = await ServeAsync();
        await unit.HoldAsync();
        await Until.TrueAsync(async () => (await unit.Get<DeliveryStore>().DeadAsync()).Count == 1);

        Assert.Contains(
            "550",
            Assert.Single(await unit.Get<DeliveryStore>().DeadAsync()).Error,
            StringComparison.Ordinal
        );
        Assert.Null(unit.Get<DeliveryHealth>().Of(ChannelNames.Mail).FailingSince);
    }

    [Fact]
    public async Task Probe_ServerThereAndAway_SaysSoWithoutTroublingAnybody()
    {
        await using var unit = await AlertUnit.OpenAsync([.. mail.Settings, .. webhook.Settings]);
        foreach (var channel in unit.Get<IReadOnlyList<IDeliveryChannel>>())
            await channel.ProbeAsync(TestContext.Current.CancellationToken);
        Assert.Empty(mail.Mails);
        Assert.Empty(webhook.Events);
        await mail.GoAwayAsync();
        webhook.IsAway = true;

        foreach (var channel in unit.Get<IReadOnlyList<IDeliveryChannel>>().Where(c => c.Name != ChannelNames.Hub))
            Assert.True(
                (
                    await Assert.ThrowsAsync<DeliveryFailedException>(() =>
                        channel.ProbeAsync(TestContext.Current.CancellationToken)
                    )
                ).IsUnreachable
            );
    }

    [Fact]
    public async Task SendTest_PersonWithoutAddress_SaysSo()
    {
        await using var unit = await AlertUnit.OpenAsync(mail.Settings);
        var channel = unit.Get<MailChannel>();
        var failed = await Assert.ThrowsAsync<DeliveryFailedException>(() =>
            channel.SendTestAsync(
                new TestMessage("test.1", unit.Nurse.UserId!.Value, "nurse", null, unit.Get<UnitClock>().Now),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal("nurse has no e-mail address.", failed.Message);
        await channel.SendTestAsync(
            new TestMessage(
                "test.2",
                unit.Nurse.UserId!.Value,
                "nurse",
                "n@hospital.example",
                unit.Get<UnitClock>().Now
            ),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("<test.2@hospital.example>", Assert.Single(mail.Mails).MessageId);
    }

    private async Task<AlertUnit> ServeAsync(params string[] settings)
    {
        var unit = await AlertUnit.ServeAsync([.. mail.Settings, .. webhook.Settings, .. settings]);
        await unit.MailToAsync(unit.Physician, Address);
        return unit;
    }

    private static async Task<ChannelStanding> StandingAsync(AlertUnit unit, string channel) =>
        (await unit.Get<DeliveryStore>().StandingAsync()).Single(s => s.Channel == channel);

    public void Dispose()
    {
        mail.Dispose();
        webhook.Dispose();
    }
}
