using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Calls.OnCall;

namespace Pharmacovigilance.Storage.Tests.Calls.OnCall;

/// <summary>A unit with an attending physician, a deputy, a senior, a safety officer and an administrator; the shipped chain waits 5 minutes on each step.</summary>
public abstract class OnCallConformance(TestUnit unit) : ClinicalConformance(unit)
{
    protected TestUnit Test => Unit.Unit;
    protected AlertingPolicyStore Policies => Test.Stores.AlertingPolicies;
    protected OnCallStore OnCall => Test.Stores.OnCall;
    protected ContactStore Contacts => Test.Stores.Contacts;
    protected SilenceStore Silences => Test.Stores.Silences;
    protected EscalationStore Escalations => Test.Stores.Escalations;
    protected CallTrailStore Trails => Test.Stores.CallTrails;
    protected DigestStore Digests => Test.Stores.Digests;
    protected Actor Deputy => Unit.OtherPhysician;
    protected Actor Senior { get; private set; } = null!;
    protected Actor Officer { get; private set; } = null!;
    protected Actor Administrator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Senior = await Test.AddPersonAsync("senior", Role.Physician);
        Officer = await Test.AddPersonAsync("officer", Role.SafetyOfficer);
        Administrator = await Test.AddPersonAsync("administrator", Role.Administrator);
    }

    /// <summary>Deputy and senior on duty for the next days.</summary>
    protected async Task StaffDutiesAsync()
    {
        await OnCall.AddAsync(Administrator, OnCallRole.Deputy, Deputy.UserId!.Value, Unit.Now, Unit.Now.AddDays(7));
        await OnCall.AddAsync(Administrator, OnCallRole.Senior, Senior.UserId!.Value, Unit.Now, Unit.Now.AddDays(7));
    }

    /// <summary>An open hold that pages.</summary>
    protected async Task<(CourseId Course, AlertId Alert)> HoldAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        return (course, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId);
    }

    /// <summary>A second hold on the blood pressure of a course whose first is answered and over: it may be suppressed, as a low count may not.</summary>
    protected async Task<(CourseId Course, AlertId Alert)> SecondHoldAsync(Func<CourseId, Task>? before = null)
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(course, 170, 90);
        var first = (await Unit.AlertAsync(course, RuleId.PressureHold)).AlertId;
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, first);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.PressureAsync(course, 140, 80);
        await Unit.Alerts.OverrideAsync(Unit.Physician, first, OverrideReason.ManagedOtherwise, null);
        Unit.Pass(TimeSpan.FromHours(1));
        if (before is not null)
            await before(course);
        return (course, await HoldAgainAsync(course));
    }

    protected async Task<AlertId> HoldAgainAsync(CourseId course)
    {
        var known = (await Unit.Alerts.OfCourseAsync(course)).Select(alert => alert.AlertId).ToHashSet();
        await Unit.PressureAsync(course, 175, 95);
        return Assert
            .Single(await Unit.Alerts.OfCourseAsync(course), alert =>
                alert.Rule == RuleId.PressureHold && !known.Contains(alert.AlertId)
            )
            .AlertId;
    }

    protected Task<AdverseEventId> ReactionAsync(CourseId course, Grade grade) =>
        Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, grade);

    /// <summary>Lets time pass and does what is due.</summary>
    protected Task<int> PassAsync(double minutes)
    {
        Unit.Pass(TimeSpan.FromMinutes(minutes));
        return Escalations.StepDueAsync();
    }

    protected async Task<IReadOnlyList<CallEntry>> CallsAsync(AlertId alert) => (await Trails.FindAsync(alert))!.Calls;

    /// <summary>Who was called about an alert, in order, with the cause; suppressed ones with a minus.</summary>
    protected async Task<string[]> ToldAsync(AlertId alert) =>
        [.. (await CallsAsync(alert)).Select(call => $"{(call.IsSent ? "" : "-")}{call.Person} {call.Cause}")];

    /// <summary>Calls that a channel has still to deliver.</summary>
    protected IReadOnlyList<string> Undelivered() =>
        Rows(
            "select o.alert_id from outbox_due d join outbox o on o.seq = d.outbox_seq where o.kind = 'Call' order by o.seq"
        );

    protected Task<OnCallPart> PartAsync() =>
        Test.Database.ReadAsync(scope => OnCallPart.Read(scope, Test.Clock.Today));

    protected IReadOnlyList<string> Rows(string sql) => Test.Read(scope => scope.Query<string>(sql));
}
