using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Tests.Alerts;

namespace Pharmacovigilance.Storage.Tests.Calls.Delivery;

public abstract class DeliveryConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly string[] Outside = [ChannelNames.Mail, ChannelNames.Webhook];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Unit.Delivery.SetUpAsync(Outside);
        await Unit.Unit.Stores.Contacts.SaveAsync(
            Unit.Physician,
            Unit.Physician.UserId!.Value,
            new Contact("physician@unit.example", null)
        );
    }

    [Fact]
    public async Task Begin_NewCall_IsOneMessageOnEachChannel()
    {
        var (_, alert) = await HoldAsync();

        Assert.Equal(alert, Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Hub)).AlertId);
        var mail = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        var webhook = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
        Assert.Equal(
            ("physician@unit.example", "physician", RuleId.AncHold),
            (mail.Email, mail.PersonName, mail.Alert!.Rule)
        );
        Assert.Equal($"{alert}.{mail.Seq}", mail.Key);
        Assert.Equal(mail.Key, webhook.Key);
    }

    [Fact]
    public async Task Begin_PersonWithoutAddress_IsNotMailedAndStillPaged()
    {
        var course = await Unit.Patients.RegisterAsync(
            Unit.Nurse,
            Unit.NewPatient() with
            {
                AttendingPhysicianId = Unit.OtherPhysician.UserId!.Value,
            }
        );
        await Unit.AncAsync(course, 0.4m);

        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Mail));
        Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
    }

    /// <summary>OnCall #4654.</summary>
    [Fact, Trait("peer-failure", "07")]
    public async Task AckOnPhone_NoFurtherChannelFires()
    {
        var (_, alert) = await HoldAsync();
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);

        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
        Assert.Equal([OutboxKind.Change], (await Unit.Delivery.BeginAsync(ChannelNames.Hub)).Select(m => m.Kind));
        Assert.Equal(["hub Stopped Answered", "mail Stopped Answered", "webhook Stopped Answered"], Attempts());
        Assert.Empty(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
    }

    [Fact]
    public async Task AckBetweenTwoAttempts_StopsTheSecond()
    {
        var (_, alert) = await HoldAsync();
        await EndAsync(ChannelNames.Mail, AttemptOutcome.Failed);
        await Unit.Alerts.AcknowledgeAsync(Unit.OtherPhysician, alert);
        Unit.Pass(TimeSpan.FromMinutes(1));

        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Mail));
    }

    /// <summary>Alertmanager #4108, #3865: what piled up while the receiver was away is one call, not many.</summary>
    [Fact, Trait("peer-failure", "09")]
    public async Task WebhookDownTenMinutes_OneDeliveryAfterwardsNotN()
    {
        var (course, alert) = await HoldAsync();
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Failed, neverLeft: true);
        Unit.Pass(TimeSpan.FromMinutes(3));
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Failed, neverLeft: true);
        Unit.Pass(TimeSpan.FromMinutes(3));
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Unit.OtherPhysician.UserId!.Value, "holiday");
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Unit.Physician.UserId!.Value, "back");
        Unit.Pass(TimeSpan.FromMinutes(4));

        var sent = await Unit.Delivery.BeginAsync(ChannelNames.Webhook);

        var mine = Assert.Single(sent, m => m.PersonId == Unit.Physician.UserId);
        Assert.Equal((alert, OutboxCause.HandedOver, AlertTier.Interruptive), (mine.AlertId, mine.Cause, mine.Tier));
        await Unit.Delivery.EndAsync(
            ChannelNames.Webhook,
            [.. sent.Select(m => new AttemptResult(m.Seq, AttemptOutcome.Delivered))]
        );
        Unit.Pass(TimeSpan.FromHours(1));
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
        Assert.Equal(2, Attempts().Count(a => a == "webhook Stopped NewerCall"));
    }

    [Fact]
    public async Task Failed_IsDueAgainAfterTheWaitAndNotBefore()
    {
        await HoldAsync();
        await EndAsync(ChannelNames.Mail, AttemptOutcome.Failed);

        Assert.Equal(Unit.Now.AddSeconds(5), await Unit.Delivery.NextAtAsync(ChannelNames.Mail));
        Unit.Pass(TimeSpan.FromMilliseconds(4999));
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        Unit.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail)).Failures);
    }

    [Fact]
    public async Task FailedTwelveTimes_IsADeadLetter_AndSentAgainItBeginsAnew()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await HoldAsync();
        for (int i = 0; i < 12; i++)
        {
            await EndAsync(ChannelNames.Mail, AttemptOutcome.Failed);
            Unit.Pass(TimeSpan.FromMinutes(30));
        }

        var dead = Assert.Single(await Unit.Delivery.DeadAsync());
        Assert.Equal((ChannelNames.Mail, "out of order"), (dead.Channel, dead.Error));
        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Mail));
        await Assert.ThrowsAsync<NotAllowedException>(() => Unit.Delivery.ResendAsync(Unit.Nurse));
        Assert.Equal(1, await Unit.Delivery.ResendAsync(officer));
        Assert.Empty(await Unit.Delivery.DeadAsync());
        Assert.Equal(0, Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail)).Failures);
        Assert.Contains("delivery.resent", Unit.Audit.Page(new(), take: 10).Select(e => e.Entry.Action));
        Assert.Equal(0, await Unit.Delivery.ResendAsync(officer));
    }

    [Fact]
    public async Task FailedAfterADay_IsADeadLetterAtOnce()
    {
        await HoldAsync();
        Unit.Pass(TimeSpan.FromHours(24));
        await EndAsync(ChannelNames.Mail, AttemptOutcome.Failed);

        Assert.Single(await Unit.Delivery.DeadAsync());
    }

    [Fact]
    public async Task PutAside_WithAReason_LeavesTheListAndIsNotSent()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await HoldAsync();
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Dead);
        var dead = Assert.Single(await Unit.Delivery.DeadAsync());

        Assert.Equal(
            "delivery.reason-missing",
            await RefusedAsync(() => Unit.Delivery.PutAsideAsync(officer, dead.Seq, dead.Channel, " "))
        );
        Assert.Equal(1, await Unit.Delivery.PutAsideAsync(officer, dead.Seq, dead.Channel, "told by phone"));
        Assert.Empty(await Unit.Delivery.DeadAsync());
        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Webhook));
    }

    [Fact]
    public async Task HubThatFails_IsNeverGivenUp()
    {
        await HoldAsync();
        for (int i = 0; i < 20; i++)
        {
            await EndAsync(ChannelNames.Hub, AttemptOutcome.Failed);
            Unit.Pass(TimeSpan.FromHours(6));
        }

        Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Hub));
        Assert.Empty(await Unit.Delivery.DeadAsync());
    }

    [Fact]
    public async Task BegunAndNeverEnded_IsSentAgainUnderTheSameKey()
    {
        await HoldAsync();
        var first = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        var again = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        await Unit.Delivery.EndAsync(ChannelNames.Mail, [new AttemptResult(again.Seq, AttemptOutcome.Delivered)]);

        Assert.Equal(first.Key, again.Key);
        Assert.Equal(
            ["mail Failed ", "mail Delivered "],
            Attempts().Where(a => a.StartsWith("mail", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task CallDeliveredToThePagingSystem_AnswerIsToldOnceThere(bool recovers, bool acknowledged)
    {
        var (course, alert) = await HoldAsync();
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Delivered);
        Assert.Empty(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
        if (recovers)
            await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        else
            await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);

        var call = Assert.Single(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
        Assert.Equal((alert, acknowledged, "physician"), (call.AlertId, call.IsAcknowledged, call.By));
        await Unit.Delivery.EndRingingAsync(
            ChannelNames.Webhook,
            call,
            new AttemptResult(call.Seq, AttemptOutcome.Failed, "down")
        );
        Assert.Empty(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
        Assert.Equal(Unit.Now.AddSeconds(5), await Unit.Delivery.NextAtAsync(ChannelNames.Webhook));
        Unit.Pass(TimeSpan.FromSeconds(5));
        call = Assert.Single(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
        await Unit.Delivery.EndRingingAsync(
            ChannelNames.Webhook,
            call,
            new AttemptResult(call.Seq, AttemptOutcome.Delivered)
        );
        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Webhook));
        Assert.NotNull(course.ToString());
    }

    [Fact]
    public async Task CallThatNeverReachedThePagingSystem_NothingIsToldThere()
    {
        var (_, alert) = await HoldAsync();
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Failed, neverLeft: true);
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);

        Assert.Empty(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now));
    }

    [Fact]
    public async Task SetUp_ChannelSwitchedOff_StopsWhatWaitsThereAndMakesNothingDue()
    {
        await HoldAsync();
        await Unit.Delivery.SetUpAsync([ChannelNames.Webhook]);
        await HoldAsync();

        Assert.Null(await Unit.Delivery.NextAtAsync(ChannelNames.Mail));
        Assert.Equal(2, (await Unit.Delivery.BeginAsync(ChannelNames.Webhook)).Count);
        Assert.Equal([true, false, true], (await Unit.Delivery.StandingAsync()).Select(s => s.IsOn));
        Assert.Contains("mail Stopped ChannelOff", Attempts());
    }

    [Fact]
    public async Task Standing_OneUrgentWaitsAndOneIsDead_SaysSinceWhen()
    {
        var since = Unit.Now;
        await HoldAsync();
        await EndAsync(ChannelNames.Mail, AttemptOutcome.Failed);
        await EndAsync(ChannelNames.Webhook, AttemptOutcome.Dead);
        Unit.Pass(TimeSpan.FromMinutes(3));

        var standing = (await Unit.Delivery.StandingAsync()).ToDictionary(s => s.Channel, StringComparer.Ordinal);
        Assert.Equal(
            (1L, 1L, since, since, 0L),
            (
                standing["mail"].Waiting,
                standing["mail"].Retried,
                standing["mail"].OldestSince,
                standing["mail"].OldestUrgentSince,
                standing["mail"].Dead
            )
        );
        Assert.Equal(
            (0L, (DateTimeOffset?)null, 1L),
            (standing["webhook"].Waiting, standing["webhook"].OldestSince, standing["webhook"].Dead)
        );
        Assert.Null(standing["mail"].LastDelivered);
    }

    [Fact]
    public async Task Alarm_AboutAChannel_CallsAdministratorsOnceAndByTheOthers()
    {
        var administrator = await Unit.Unit.AddPersonAsync("administrator", Role.Administrator);
        await Unit.Unit.Stores.Contacts.SaveAsync(
            administrator,
            administrator.UserId!.Value,
            new Contact("admin@unit.example", null)
        );

        Assert.True(await Unit.Alarms.OpenAsync("ChannelUnreachable", "mail", "refused", failing: "mail"));
        Assert.False(await Unit.Alarms.OpenAsync("ChannelUnreachable", "mail", "refused", failing: "mail"));

        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        var call = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
        Assert.Equal(
            (administrator.UserId, "ChannelUnreachable", "mail"),
            (call.PersonId, call.Alarm!.Kind, call.Alarm.Subject)
        );
        Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Hub));
        Assert.Single(await Unit.Outbox.AlarmsSinceAsync(administrator.UserId!.Value, 0, 10));
        Assert.Single(await Unit.Alarms.StandingAsync());
        Assert.True(await Unit.Alarms.EndAsync("ChannelUnreachable", "mail", "works"));
        Assert.Empty(await Unit.Alarms.StandingAsync());
        Assert.Equal(
            "alarm",
            Assert.Single(await Unit.Delivery.AnsweredAsync(ChannelNames.Webhook, Unit.Now)).Kind.ToString(),
            ignoreCase: true
        );
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Hub));
    }

    /// <summary>OpenClinica #682.</summary>
    [Fact, Trait("peer-failure", "01")]
    public async Task SameRuleLoadedThreeTimes_OneAlertOneMail()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        var (course, _) = await HoldAsync();
        foreach (string set in new[] { "us-2024", "eu-2023", "us-2024" })
        {
            var preview = await Unit.RuleSets.PreviewAsync(officer, set);
            await Unit.RuleSets.ActivateAsync(officer, preview.Id, "loaded again");
            await Unit.PlateletsAsync(course, 200);
        }

        Assert.Single(await Unit.Alerts.OfCourseAsync(course), a => a.Rule == RuleId.AncHold);
        Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
    }

    /// <summary>OpenClinica #3544.</summary>
    [Fact, Trait("peer-failure", "02")]
    public async Task BackDatedValueThatHasRecoveredSince_NoFreshPage()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.1m);
        await Unit.AncAsync(course, 0.4m, Unit.Now.AddDays(-10));

        Assert.Equal(AlertStatus.Resolved, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Mail));
        Assert.Empty(await Unit.Delivery.BeginAsync(ChannelNames.Webhook));
    }

    private async Task<(CourseId Course, AlertId Alert)> HoldAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        return (course, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId);
    }

    /// <summary>Sends what is due with one outcome.</summary>
    private async Task EndAsync(string channel, AttemptOutcome outcome, bool neverLeft = false)
    {
        var due = await Unit.Delivery.BeginAsync(channel);
        Assert.NotEmpty(due);
        await Unit.Delivery.EndAsync(
            channel,
            [
                .. due.Select(m => new AttemptResult(
                    m.Seq,
                    outcome,
                    outcome == AttemptOutcome.Delivered ? null : "out of order",
                    NeverLeft: neverLeft
                )),
            ]
        );
    }

    private IReadOnlyList<string> Attempts() =>
        Unit
            .Unit.Read(scope =>
                scope.Query<AttemptRow>(
                    "select channel, outcome, note from outbox_attempt order by channel, outbox_seq, attempt"
                )
            )
            .Select(row => $"{row.Channel} {row.Outcome} {row.Note}")
            .ToList();

    private sealed class AttemptRow
    {
        public string Channel { get; init; } = "";
        public string Outcome { get; init; } = "";
        public string? Note { get; init; }
    }
}

public sealed class DeliveryOnSqlite() : DeliveryConformance(TestUnit.OnSqlite());

public sealed class DeliveryOnPostgres() : DeliveryConformance(TestUnit.OnPostgres());
