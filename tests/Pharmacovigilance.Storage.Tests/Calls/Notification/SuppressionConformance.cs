using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Tests.Calls.OnCall;

namespace Pharmacovigilance.Storage.Tests.Calls.Notification;

/// <summary>What is not sent is recorded with its reason; what must never be kept back is sent.</summary>
public abstract class SuppressionConformance(TestUnit unit) : OnCallConformance(unit)
{
    [Fact]
    public async Task Silence_OfTheRule_KeepsTheCallBackUntilItEndsByItself()
    {
        await StaffDutiesAsync();
        SilenceId silence = default;
        var (_, alert) = await SecondHoldAsync(async course =>
            silence = await Silences.SilenceAsync(
                Officer,
                RuleId.PressureHold,
                course,
                Unit.Now.AddHours(1),
                "the reading is being repeated"
            )
        );

        var call = Assert.Single(await CallsAsync(alert));
        Assert.Equal(
            (false, "Silenced", silence.ToString(), Unit.Now.AddHours(1)),
            (call.IsSent, call.Reason, call.By, call.Until!.Value)
        );
        Assert.Empty(call.Attempts);
        Assert.Equal(Unit.Now.AddHours(1), await Escalations.NextDueAsync());
        Assert.Equal(0, await PassAsync(59.999));
        Assert.Equal(1, await PassAsync(0.001));
        Assert.Equal(["-physician Opened", "physician SuppressionEnded"], await ToldAsync(alert));
        Assert.Equal(Unit.Now.AddMinutes(5), await Escalations.NextDueAsync());
    }

    [Fact]
    public async Task Silence_EndedEarly_CallsAtOnce()
    {
        SilenceId silence = default;
        var (_, alert) = await SecondHoldAsync(async course =>
            silence = await Silences.SilenceAsync(
                Unit.Physician,
                RuleId.PressureHold,
                course,
                Unit.Now.AddDays(2),
                "repeated"
            )
        );
        await Silences.EndSilenceAsync(Officer, silence, "the value is right");
        await Escalations.StepDueAsync();

        Assert.Equal(["-physician Opened", "physician SuppressionEnded"], await ToldAsync(alert));
        Assert.Equal("silence.over", await RefusedAsync(() => Silences.EndSilenceAsync(Officer, silence, "again")));
    }

    [Fact]
    public async Task Silence_OfAnotherCourseOrRule_KeepsNothingBack()
    {
        var elsewhere = await Unit.RegisterAsync();
        var (_, alert) = await SecondHoldAsync(async course =>
        {
            await Silences.SilenceAsync(Officer, RuleId.PressureHold, elsewhere, Unit.Now.AddHours(1), "elsewhere");
            await Silences.SilenceAsync(Officer, RuleId.AncHold, course, Unit.Now.AddHours(1), "another rule");
        });

        Assert.Equal(["physician Opened"], await ToldAsync(alert));
    }

    [Fact]
    public async Task Silence_FirstOfItsKind_IsSentAllTheSame()
    {
        await Silences.SilenceAsync(Officer, RuleId.AncHold, null, Unit.Now.AddHours(1), "too many");
        var (_, alert) = await HoldAsync();

        Assert.Equal(
            ("physician", "FirstOfKind"),
            (Assert.Single(await CallsAsync(alert)).Person, Assert.Single(await CallsAsync(alert)).Reason)
        );
    }

    /// <summary>A count of grade 3 or worse is never kept back, the first or not.</summary>
    [Fact]
    public async Task Silence_OfALowCount_IsSentAllTheSame()
    {
        var (course, first) = await HoldAsync();
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 2.0m);
        await Unit.Alerts.OverrideAsync(Unit.Physician, first, OverrideReason.ManagedOtherwise, null);
        Unit.Pass(TimeSpan.FromHours(1));
        await Silences.SilenceAsync(Officer, RuleId.AncHold, course, Unit.Now.AddHours(1), "too many");
        await Silences.MaintainAsync(Administrator, Unit.Now.AddHours(1), "works");
        await Unit.AncAsync(course, 0.3m);

        var second = Assert.Single(await Unit.Alerts.OfCourseAsync(course), a =>
            a.Rule == RuleId.AncHold && a.AlertId != first
        );
        Assert.Equal(
            (true, "SevereCount"),
            (
                Assert.Single(await CallsAsync(second.AlertId)).IsSent,
                Assert.Single(await CallsAsync(second.AlertId)).Reason
            )
        );
    }

    /// <summary>The criterion is met once, and nobody would be called again when the silence ends: the hold is decided already.</summary>
    [Fact]
    public async Task Silence_OfAConfirmedHold_DoesNotKeepBackThatItsCriterionIsMet()
    {
        var (course, alert) = await SecondHoldAsync(course =>
            Silences.SilenceAsync(Officer, RuleId.PressureHold, course, Unit.Now.AddDays(2), "measured daily")
        );
        await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.PressureAsync(course, 140, 80);

        Assert.Equal(["-physician Opened", "physician CriterionMet"], await ToldAsync(alert));
        Assert.Equal("FollowUp", (await CallsAsync(alert))[^1].Reason);
    }

    [Fact]
    public async Task SilenceAsync_Unusable_IsRefused()
    {
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Silences.SilenceAsync(Officer, RuleId.AncHold, null, Unit.Now.AddHours(1), " "))
        );
        Assert.Equal(
            "silence.past",
            await RefusedAsync(() => Silences.SilenceAsync(Officer, RuleId.AncHold, null, Unit.Now, "why"))
        );
        Assert.Equal(
            "silence.too-long",
            await RefusedAsync(() =>
                Silences.SilenceAsync(Officer, RuleId.AncHold, null, Unit.Now.AddDays(7).AddMilliseconds(1), "why")
            )
        );
        Assert.Equal(
            "silence.too-long",
            await RefusedAsync(() => Silences.MaintainAsync(Officer, Unit.Now.AddHours(13), "why"))
        );
        await Silences.SilenceAsync(Officer, RuleId.AncHold, null, Unit.Now.AddDays(7), "why");
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Silences.SilenceAsync(Unit.Physician, RuleId.AncHold, null, Unit.Now.AddHours(1), "why")
        );
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Silences.MaintainAsync(Unit.Nurse, Unit.Now.AddHours(1), "why")
        );
    }

    [Fact]
    public async Task Maintenance_KeepsBackWhatMayBeKeptBack_AndNothingElse()
    {
        MaintenanceId works = default;
        var (course, alert) = await SecondHoldAsync(async _ =>
            works = await Silences.MaintainAsync(Administrator, Unit.Now.AddHours(2), "new laboratory interface")
        );
        await ReactionAsync(course, Grade.Grade3);

        Assert.Equal("Maintenance", Assert.Single(await CallsAsync(alert)).Reason);
        Assert.Equal(
            "Interruptive",
            Assert.Single(await CallsAsync((await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId)).Reason
        );
        await Silences.EndMaintenanceAsync(Officer, works, "done");
        await Escalations.StepDueAsync();
        // The stop that stands meanwhile says more than the hold.
        Assert.Equal("Inhibited", (await CallsAsync(alert))[^1].Reason);
    }

    [Fact]
    public async Task PermanentStop_OfTheSameCourse_InhibitsTheHoldUntilItIsDecidedAgainst()
    {
        AlertId stop = default;
        var (_, alert) = await SecondHoldAsync(async course =>
        {
            await ReactionAsync(course, Grade.Grade3);
            stop = (await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId;
        });
        var (_, elsewhere) = await HoldAsync();

        Assert.Equal(
            (false, "Inhibited", stop.ToString()),
            Assert.Single(await CallsAsync(alert)) is var call ? (call.IsSent, call.Reason, call.By) : default
        );
        Assert.Equal(["physician Opened"], await ToldAsync(elsewhere));
        await Unit.Alerts.OverrideAsync(Unit.Physician, stop, OverrideReason.BenefitOutweighsRisk, null);
        await Escalations.StepDueAsync();
        Assert.Equal(["-physician Opened", "physician SuppressionEnded"], await ToldAsync(alert));
    }

    [Fact]
    public async Task Grouping_SecondAlertWithinTheWindow_IsRecordedAndEscalatesAllTheSame()
    {
        await StaffDutiesAsync();
        var (course, alert) = await SecondHoldAsync(course => ReactionAsync(course, Grade.Grade2));

        var call = Assert.Single(await CallsAsync(alert));
        Assert.Equal((false, "Grouped"), (call.IsSent, call.Reason));
        await PassAsync(5);
        Assert.Contains(
            "other Escalated",
            string.Join(';', await ToldAsync((await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).AlertId)),
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await CallsAsync(alert)).Count);
    }

    /// <summary>The alert resolves inside the grouping window: it is recorded all the same.</summary>
    [Fact, Trait("peer-failure", "05")]
    public async Task Grouping_AlertResolvesInsideTheWindow_IsStillRecorded()
    {
        var (course, alert) = await SecondHoldAsync(course => ReactionAsync(course, Grade.Grade2));
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.PressureAsync(course, 140, 80);

        Assert.Equal(
            [("Opened", "Grouped"), ("CriterionMet", "FollowUp")],
            (await CallsAsync(alert)).Select(call => (call.Cause.ToString(), call.Reason))
        );
        Assert.Contains((await Unit.Alerts.OfCourseAsync(course)), a => a.AlertId == alert);
    }

    /// <summary>The same with grade 3: it is sent, whatever was sent a moment before.</summary>
    [Fact, Trait("peer-failure", "05")]
    public async Task Grouping_Grade3InsideTheWindow_IsStillSent()
    {
        var (course, _) = await HoldAsync();
        await ReactionAsync(course, Grade.Grade3);

        Assert.True(
            Assert.Single(await CallsAsync((await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId)).IsSent
        );
    }

    /// <summary>An acknowledgement, then a new grade 3 on the same patient: a new page.</summary>
    [Fact, Trait("peer-failure", "06")]
    public async Task Acknowledged_ThenANewGrade3_PagesAgain()
    {
        var course = await Unit.RegisterAsync();
        await ReactionAsync(course, Grade.Grade3);
        var first = (await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId;
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, first);
        Unit.Pass(TimeSpan.FromMinutes(1));
        await ReactionAsync(course, Grade.Grade3);

        var second = Assert.Single(await Unit.Alerts.OfCourseAsync(course), a =>
            a.Rule == RuleId.ReactionStop && a.AlertId != first
        );
        Assert.Equal(["physician Opened"], await ToldAsync(second.AlertId));
        Assert.Equal(second.AlertId.ToString(), Assert.Single(Undelivered()));
    }

    [Fact]
    public async Task WhyNot_AnyPerson_IsAnswered()
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        var trail = (await Trails.FindAsync(alert))!;
        Assert.Null(trail.WhyNot(Unit.Physician.UserId!.Value, Unit.Now));
        Assert.Equal(
            (NotCalledBecause.StepAhead, 3),
            (Because(trail, Senior), trail.WhyNot(Senior.UserId!.Value, Unit.Now)!.Step)
        );
        Assert.Equal(NotCalledBecause.NoPhysician, Because(trail, Unit.Nurse));

        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);
        var why = (await Trails.FindAsync(alert))!.WhyNot(Senior.UserId!.Value, Unit.Now)!;
        Assert.Equal(
            (NotCalledBecause.AnsweredBefore, 3, "physician", Unit.Now),
            (why.Because, why.Step!.Value, why.By!, why.At!.Value)
        );
        Assert.Null(await Trails.FindAsync(new AlertId(Guid.Empty)));
    }

    private NotCalledBecause Because(CallTrail trail, Actor person) =>
        trail.WhyNot(person.UserId!.Value, Unit.Now)!.Because;
}

public sealed class SuppressionOnSqlite() : SuppressionConformance(TestUnit.OnSqlite());

public sealed class SuppressionOnPostgres() : SuppressionConformance(TestUnit.OnPostgres());
