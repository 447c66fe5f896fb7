using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class UnitWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(119, 119, false)]
    [InlineData(120, 120, false)]
    [InlineData(121, 121, true)]
    [InlineData(300, null, false)]
    [InlineData(301, null, true)]
    public void Overdue_UrgentAfterTwoMinutesOthersAfterFive(int oldest, int? urgent, bool isWrong)
    {
        var standing = new ChannelStanding(
            ChannelNames.Hub,
            IsOn: true,
            Waiting: 1,
            Retried: 0,
            Now.AddSeconds(-oldest),
            urgent is { } s ? Now.AddSeconds(-s) : null,
            Dead: 0,
            LastDelivered: null
        );

        Assert.Equal(
            isWrong,
            WatchConditions.Of(standing, ChannelState.Working, Now, Now).Any(c => c.Kind == WatchKinds.Overdue)
        );
    }

    [Fact]
    public void Nothing_Waiting_IsNotWrong() =>
        Assert.Empty(
            WatchConditions.Of(
                new ChannelStanding(ChannelNames.Mail, true, 0, 0, null, null, 0, null),
                ChannelState.Working,
                Now,
                Now
            )
        );

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void Unreachable_AfterAMinute(int seconds, bool isWrong) =>
        Assert.Equal(
            isWrong,
            WatchConditions
                .Of(
                    new ChannelStanding(ChannelNames.Mail, true, 0, 0, null, null, 0, null),
                    new ChannelState(Now.AddSeconds(-seconds), "refused"),
                    Now,
                    Now
                )
                .Any()
        );

    [Fact]
    public async Task DeadLetter_IsOneAlarmByTheOtherChannels_AndEndsWhenDealtWith()
    {
        await using var unit = await AlertUnit.OpenAsync(
            "--Delivery:Webhook:Url",
            "http://127.0.0.1:9/hook",
            "--Delivery:Webhook:Secret",
            WebhookReceiver.Secret
        );
        var store = unit.Get<DeliveryStore>();
        await unit.HoldAsync();
        var call = Assert.Single(await store.BeginAsync(ChannelNames.Webhook));
        await store.EndAsync(ChannelNames.Webhook, [new AttemptResult(call.Seq, AttemptOutcome.Dead, "refused")]);
        var watch = Watch(unit, unit.Get<WriterProbe>(), []);

        await watch.LookAsync(TestContext.Current.CancellationToken);
        await watch.LookAsync(TestContext.Current.CancellationToken);

        var alarm = Assert.Single(unit.Get<UnitAlarms>().Standing);
        Assert.Equal((WatchKinds.DeadLetters, ChannelNames.Webhook), (alarm.Kind, alarm.Subject));
        Assert.Null(await store.NextAtAsync(ChannelNames.Webhook));
        Assert.Equal(
            unit.Administrator.UserId,
            Assert.Single(await store.BeginAsync(ChannelNames.Hub), m => m.Kind == OutboxKind.Alarm).PersonId
        );
        await store.PutAsideAsync(unit.Administrator, call.Seq, ChannelNames.Webhook, "told by phone");
        await watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.Empty(unit.Get<UnitAlarms>().Standing);
    }

    [Fact]
    public async Task WriterHangs_AlarmIsShownAndSentPastTheDatabase_AndPutOnRecordAfterwards()
    {
        using var mail = new SmtpReceiver();
        await using var unit = await AlertUnit.OpenAsync(mail.Settings);
        await unit.MailToAsync(unit.Administrator, "admin@hospital.example");
        var time = new HurriedTime();
        var probe = new WriterProbe(
            unit.Get<WriteQueue>(),
            unit.Get<DeliveryStore>(),
            unit.Get<AlarmStore>(),
            unit.Get<UnitAlarms>(),
            unit.Get<UnitClock>(),
            time,
            NullLogger<WriterProbe>.Instance
        );
        var channels = unit.Get<IReadOnlyList<IDeliveryChannel>>();
        await probe.LookAsync(channels, TestContext.Current.CancellationToken);
        Assert.True(probe.Answers);

        using var hold = new ManualResetEventSlim();
        var hanging = unit.Get<WriteQueue>()
            .RunAsync(new WriteRequest(Actor.Product, "test.hang"), _ => hold.Wait(TimeSpan.FromSeconds(60)));
        time.Hurry = true;
        await probe.LookAsync(channels, TestContext.Current.CancellationToken);
        await probe.LookAsync(channels, TestContext.Current.CancellationToken);

        Assert.False(probe.Answers);
        Assert.Equal(WatchKinds.WriterStuck, Assert.Single(unit.Get<UnitAlarms>().Standing).Kind);
        Assert.Equal("admin@hospital.example", Assert.Single(mail.Mails).Recipient);
        time.Hurry = false;
        hold.Set();
        await hanging;
        await Until.TrueAsync(async () =>
        {
            await probe.LookAsync(channels, TestContext.Current.CancellationToken);
            return probe.Answers;
        });
        Assert.Empty(unit.Get<UnitAlarms>().Standing);
        Assert.Empty(await unit.Get<AlarmStore>().StandingAsync());
        // On a busy machine the writer may seem to hang once more.
        Assert.NotEmpty(await unit.Outbox.AlarmsSinceAsync(unit.Administrator.UserId!.Value, 0, 10));
    }

    [Fact]
    public async Task ClockThatJumps_IsAnAlarm()
    {
        await using var unit = await AlertUnit.OpenAsync();
        var time = new HurriedTime();
        var watch = Watch(unit, unit.Get<WriterProbe>(), [], time);
        await watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.Empty(unit.Get<UnitAlarms>().Standing);
        time.WallAhead = TimeSpan.FromMinutes(-2);
        await watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(WatchKinds.ClockJumped, Assert.Single(unit.Get<UnitAlarms>().Standing).Kind);
    }

    private static UnitWatch Watch(
        AlertUnit unit,
        WriterProbe probe,
        IReadOnlyList<IDeliveryChannel> channels,
        TimeProvider? time = null
    ) =>
        new(
            channels,
            unit.Get<DeliveryStore>(),
            unit.Get<AlarmStore>(),
            unit.Get<UnitAlarms>(),
            unit.Get<DeliveryHealth>(),
            probe,
            unit.Get<UnitClock>(),
            unit.Get<UnitPlace>(),
            time ?? TimeProvider.System,
            NullLogger<UnitWatch>.Instance
        );

    /// <summary>The real time, whose waits can be cut short and whose wall clock can be set.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public bool Hurry { get; set; }

        public TimeSpan WallAhead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallAhead;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback,
                state,
                Hurry && dueTime == WriterProbe.Limit ? TimeSpan.FromMilliseconds(200) : dueTime,
                period
            );
    }
}
