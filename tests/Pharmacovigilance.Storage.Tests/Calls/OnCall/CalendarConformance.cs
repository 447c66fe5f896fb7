using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Calls.OnCall;

/// <summary>The policy, the calendar, who reports that nobody is on it, and the contacts.</summary>
public abstract class CalendarConformance(TestUnit unit) : OnCallConformance(unit)
{
    private static readonly AlertingPolicy Usable = AlertingPolicy.Shipped with
    {
        PhoneList = [new PhoneLine("Ward 4", "+49 30 1234")],
        Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0)),
    };

    [Fact]
    public async Task SignAsync_NewVersion_IsKeptWithItsReason()
    {
        await Policies.SignAsync(Officer, Usable, "our numbers");
        await Policies.SignAsync(Administrator, Usable with { Version = 2, GroupingMinutes = 0 }, "no grouping");

        var all = await Policies.AllAsync();
        Assert.Equal([3, 2, 1], all.Select(signed => signed.Policy.Version));
        Assert.Equal(
            (0, "no grouping", "administrator", Unit.Now),
            (all[0].Policy.GroupingMinutes, all[0].Reason!, all[0].SignedBy!, all[0].Since!.Value)
        );
        Assert.Equal(StoredJson.Write(Usable with { Version = 2 }), StoredJson.Write(all[1].Policy));
    }

    [Fact]
    public async Task SignAsync_Unusable_IsRefused()
    {
        Assert.Equal("reason-required", await RefusedAsync(() => Policies.SignAsync(Officer, Usable, "")));
        Assert.Equal(
            "alerting.phone-list",
            await RefusedAsync(() => Policies.SignAsync(Officer, AlertingPolicy.Shipped with { ExpiryDays = 9 }, "why"))
        );
        await Policies.SignAsync(Officer, Usable, "why");
        Assert.Equal(
            "alerting.changed-meanwhile",
            await RefusedAsync(() => Policies.SignAsync(Officer, Usable with { ExpiryDays = 9 }, "why"))
        );
        Assert.Equal(
            "alerting.unchanged",
            await RefusedAsync(() => Policies.SignAsync(Officer, Usable with { Version = 2 }, "why"))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Policies.SignAsync(Unit.Physician, Usable with { Version = 2, ExpiryDays = 9 }, "why")
        );
    }

    [Fact]
    public async Task AddAsync_OverlappingTheSameRole_IsRefusedWithTheOther()
    {
        await AddAsync(OnCallRole.Deputy, Deputy, 1, 5);
        await AddAsync(OnCallRole.Senior, Deputy, 2, 4);
        await AddAsync(OnCallRole.Deputy, Senior, 5, 6);
        var refusal = Assert.Single(
            (await Assert.ThrowsAsync<RefusedException>(() => AddAsync(OnCallRole.Deputy, Senior, 4.5, 7))).Refusals
        );

        Assert.Equal(("on-call.overlap", "other"), (refusal.Code, refusal.Arguments[0]));
    }

    [Fact]
    public async Task AddAsync_Unusable_IsRefused()
    {
        Assert.Equal("on-call.past", await RefusedAsync(() => AddAsync(OnCallRole.Deputy, Deputy, -3, 0)));
        Assert.Equal("on-call.reversed", await RefusedAsync(() => AddAsync(OnCallRole.Deputy, Deputy, 3, 2)));
        Assert.Equal("on-call.too-long", await RefusedAsync(() => AddAsync(OnCallRole.Deputy, Deputy, 0, 24 * 32)));
        Assert.Equal("on-call.no-physician", await RefusedAsync(() => AddAsync(OnCallRole.Deputy, Unit.Nurse, 0, 2)));
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            OnCall.AddAsync(Unit.Nurse, OnCallRole.Deputy, Deputy.UserId!.Value, Unit.Now, Unit.Now.AddHours(1))
        );
    }

    [Fact]
    public async Task AddAsync_BegunAlready_CountsFromNow()
    {
        await AddAsync(OnCallRole.Deputy, Deputy, -3, 2);

        Assert.Equal(Unit.Now, Assert.Single((await PlanAsync()).Duties).From);
    }

    [Fact]
    public async Task CancelAsync_AheadOrRunning_KeepsWhatHasPassed()
    {
        var ahead = await AddAsync(OnCallRole.Deputy, Deputy, 5, 9);
        var running = await AddAsync(OnCallRole.Senior, Senior, 0, 9);
        Unit.Pass(TimeSpan.FromHours(2));
        await OnCall.CancelAsync(Administrator, ahead, "ill");
        await OnCall.CancelAsync(Administrator, running, "ill");
        var duties = (await PlanAsync()).Duties;

        Assert.True(duties.Single(duty => duty.DutyId == ahead).NeverBegan);
        Assert.Equal(
            (Unit.Now, DutyEnd.Cancelled, "ill"),
            duties.Single(duty => duty.DutyId == running) is var duty
                ? (duty.Until, duty.End!.Value, duty.EndReason!)
                : default
        );
        Assert.Equal("on-call.over", await RefusedAsync(() => OnCall.CancelAsync(Administrator, running, "again")));
        // The time is free again.
        await AddAsync(OnCallRole.Deputy, Senior, 3, 7);
    }

    [Fact]
    public async Task HandOverAsync_OwnDuty_GivesTheRestToTheOther()
    {
        var duty = await AddAsync(OnCallRole.Deputy, Deputy, 0, 8);
        Unit.Pass(TimeSpan.FromHours(2));
        await OnCall.HandOverAsync(Deputy, duty, Senior.UserId!.Value, "chair 3 is slow");
        var duties = (await PlanAsync()).Duties;

        Assert.Equal(
            [(Deputy.UserId!.Value, Unit.Now, false), (Senior.UserId!.Value, Unit.Now.AddHours(6), true)],
            duties.Select(d => (d.PersonId, d.Until, d.WasTakenOver))
        );
        Assert.Equal("chair 3 is slow", duties[1].Note);
    }

    [Fact]
    public async Task HandOverAsync_Unusable_IsRefused()
    {
        var duty = await AddAsync(OnCallRole.Deputy, Deputy, 0, 8);
        var ahead = await AddAsync(OnCallRole.Senior, Deputy, 1, 8);
        Assert.Equal(
            "on-call.note-required",
            await RefusedAsync(() => OnCall.HandOverAsync(Deputy, duty, Senior.UserId!.Value, " "))
        );
        Assert.Equal(
            "on-call.not-yours",
            await RefusedAsync(() => OnCall.HandOverAsync(Senior, duty, Unit.Physician.UserId!.Value, "mine"))
        );
        Assert.Equal(
            "on-call.same-person",
            await RefusedAsync(() => OnCall.HandOverAsync(Deputy, duty, Deputy.UserId!.Value, "me"))
        );
        Assert.Equal(
            "on-call.not-begun",
            await RefusedAsync(() => OnCall.HandOverAsync(Deputy, ahead, Senior.UserId!.Value, "early"))
        );
        Assert.Equal(
            "on-call.no-physician",
            await RefusedAsync(() => OnCall.HandOverAsync(Deputy, duty, Unit.Nurse.UserId!.Value, "you"))
        );
    }

    /// <summary>Nobody on call is itself an alarm, before it matters.</summary>
    [Fact]
    public async Task NobodyOnCall_WithinTheHoursAhead_AlarmsTheAdministratorOnce_AndEndsWhenFilled()
    {
        await AddAsync(OnCallRole.Deputy, Deputy, 0, 25);
        await AddAsync(OnCallRole.Senior, Senior, 0, 24 * 9);
        Assert.Empty(Standing());
        Assert.Equal(0, await PassAsync(60));
        Assert.Equal(1, await PassAsync(0.001));
        Assert.Equal(0, await PassAsync(30 * 60));

        Assert.Equal($"Deputy|{StoredText.Instant(TestUnit.Start.AddHours(25))}", Assert.Single(Standing()));
        Assert.Equal(
            ["administrator"],
            Rows(
                "select u.display_name from outbox o join app_user u on u.id = o.person_id join alarm a on a.id = o.alarm_id where o.kind = 'Alarm' and a.subject like 'Deputy|%'"
            )
        );
        await AddAsync(OnCallRole.Deputy, Senior, 0, 24 * 9);
        Assert.Empty(Standing());
    }

    [Fact]
    public async Task NobodyOnCall_AccountDisabled_IsAGap()
    {
        await StaffDutiesAsync();
        await Test.Accounts.DisableAsync(Administrator, Senior.UserId!.Value, "left");
        await Escalations.StepDueAsync();

        Assert.StartsWith("Senior|", Assert.Single(Standing()), StringComparison.Ordinal);
        Assert.Contains((await PlanAsync()).Gaps, gap => gap.Role == OnCallRole.Senior);
    }

    [Fact]
    public async Task Contact_OwnOrByTheAdministrator_IsKeptByRevision()
    {
        var me = Deputy.UserId!.Value;
        await Contacts.SaveAsync(Deputy, me, new Contact(" other@unit.example ", ""));
        await Contacts.SaveAsync(Administrator, me, new Contact("other@unit.example", "+49 30 77"));

        Assert.Equal(
            new Contact("other@unit.example", "+49 30 77"),
            (await Contacts.AllAsync()).Single(person => person.PersonId == me).Contact
        );
        Assert.Equal("other@unit.example", Test.Read(scope => ContactStore.EmailOf(scope, me)));
        Assert.Equal(2, Unit.Count("person_contact"));
        Assert.Null(Test.Read(scope => ContactStore.EmailOf(scope, Senior.UserId!.Value)));
        Assert.Equal(
            "contact.email",
            await RefusedAsync(() => Contacts.SaveAsync(Deputy, me, new Contact("nobody", null)))
        );
        Assert.Equal(
            "contact.phone",
            await RefusedAsync(() => Contacts.SaveAsync(Deputy, me, new Contact(null, "ask")))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => Contacts.SaveAsync(Senior, me, Contact.Unknown));
    }

    [Fact]
    public async Task Digest_OfADay_IsAnnouncedOnceAndSumsItUp()
    {
        await StaffDutiesAsync();
        var (_, answered) = await HoldAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, answered, Domain.Alerts.OverrideReason.ManagedOtherwise, null);
        Unit.Pass(TimeSpan.FromMinutes(1));
        var (_, late) = await HoldAsync();
        for (int i = 0; i < 3; i++)
            await PassAsync(5);
        var digest = await Digests.ReadAsync(Unit.Unit.Clock.Today);

        Assert.Equal([answered, late], digest.Fired.Select(line => line.AlertId));
        Assert.Equal([late], digest.Unanswered.Select(line => line.AlertId));
        Assert.Equal([(answered, "physician")], digest.Overridden.Select(line => (line.AlertId, line.By!)));
        Assert.Equal([late], digest.PhoneList.Select(line => line.AlertId));
        Assert.Empty(digest.Expired.Concat(digest.Suppressed));
        await PassAsync(60 * 24);
        await PassAsync(1);
        Assert.Equal(
            """{"date":"2026-03-02"}""",
            Assert.Single(Rows("select detail_json from outbox where kind = 'Digest'"))
        );
    }

    private Task<DutyId> AddAsync(OnCallRole role, Actor person, double fromHour, double untilHour) =>
        OnCall.AddAsync(
            Administrator,
            role,
            person.UserId!.Value,
            Unit.Now.AddHours(fromHour),
            Unit.Now.AddHours(untilHour)
        );

    private Task<OnCallPlan> PlanAsync() => OnCall.PlanAsync(TestUnit.Start, Unit.Now.AddDays(14));

    private IReadOnlyList<string> Standing() =>
        Rows("select a.subject from alarm a where not exists (select 1 from alarm_end e where e.alarm_id = a.id)");
}

public sealed class CalendarOnSqlite() : CalendarConformance(TestUnit.OnSqlite());

public sealed class CalendarOnPostgres() : CalendarConformance(TestUnit.OnPostgres());
