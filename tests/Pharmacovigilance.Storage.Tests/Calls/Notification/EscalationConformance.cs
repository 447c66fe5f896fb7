using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Tests.Calls.OnCall;

namespace Pharmacovigilance.Storage.Tests.Calls.Notification;

/// <summary>An alert that nobody answers climbs the chain, on time, until somebody does.</summary>
public abstract class EscalationConformance(TestUnit unit) : OnCallConformance(unit)
{
    [Fact]
    public async Task Alert_NobodyAnswers_ClimbsToThePhoneList()
    {
        await StaffDutiesAsync();
        var (course, alert) = await HoldAsync();
        Assert.Equal(0, await PassAsync(4.999));
        Assert.Equal(1, await PassAsync(0.001));
        await PassAsync(5);
        Assert.Empty((await PartAsync()).Unanswered);
        await PassAsync(5);

        Assert.Equal(
            ["physician Opened", "other Escalated", "senior Escalated", "officer ChainExhausted"],
            await ToldAsync(alert)
        );
        Assert.Equal([1, 2, 3, 4], (await CallsAsync(alert)).Select(call => call.Step!.Value));
        var unanswered = Assert.Single((await PartAsync()).Unanswered);
        Assert.Equal(
            ((await Unit.AlertAsync(course, RuleId.AncHold)).Course.Code, Unit.Now),
            (unanswered.CourseCode, unanswered.Since)
        );
        Assert.Equal(0, await PassAsync(600));
    }

    [Fact]
    public async Task StepDueAsync_Repeated_CallsNobodyTwice()
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        await PassAsync(5);
        Assert.Equal(0, await Escalations.StepDueAsync());

        Assert.Equal(2, (await CallsAsync(alert)).Count);
    }

    [Theory, Trait("peer-failure", "07")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alert_Answered_StopsAtOnceAndIsNotDeliveredAnyMore(bool acknowledged)
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        await PassAsync(5);
        if (acknowledged)
            await Unit.Alerts.AcknowledgeAsync(Deputy, alert);
        else
            await Unit.Alerts.AcceptAsync(Deputy, alert, null);

        Assert.Equal(0, await PassAsync(200));
        Assert.Equal(0, Unit.Count("alert_escalation"));
        Assert.Empty(Undelivered());
        Assert.All(await CallsAsync(alert), call => Assert.Equal("Stopped", Assert.Single(call.Attempts).Outcome));
    }

    [Fact]
    public async Task Alert_ResolvedOrWithdrawn_StopsToo()
    {
        await StaffDutiesAsync();
        var course = await Unit.RegisterAsync();
        var reaction = await ReactionAsync(course, Grade.Grade2);
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            reaction,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade1),
            "it was milder"
        );

        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).Status);
        Assert.Null(await Escalations.NextDueAsync());
    }

    /// <summary>The process is killed during a wait step: the escalation resumes on time.</summary>
    [Fact, Trait("peer-failure", "08")]
    public async Task Restart_DuringAWait_ResumesOnTime()
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        Unit.Pass(TimeSpan.FromMinutes(3));
        await Test.Queue.DisposeAsync();
        await using var queue = WriteQueue.Start(Test.Database, Test.Ids, new SafetyFeed(), TestUnit.Versions);
        var again = new EscalationStore(Test.Database, queue);

        Assert.Equal(Unit.Now.AddMinutes(2), await again.NextDueAsync());
        Assert.Equal(0, await again.StepDueAsync());
        Unit.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await again.StepDueAsync());
        Assert.Equal(["physician Opened", "other Escalated"], await ToldAsync(alert));
    }

    [Fact]
    public async Task Restart_AfterALongStop_ClimbsOneStepAndWaitsAgain()
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        await PassAsync(300);

        Assert.Equal(2, (await CallsAsync(alert)).Count);
        Assert.Equal(Unit.Now.AddMinutes(5), await Escalations.NextDueAsync());
    }

    [Fact]
    public async Task Chain_NobodyOnDuty_SkipsToThePhoneListAndSaysWhy()
    {
        var (_, alert) = await HoldAsync();
        await PassAsync(5);

        var last = (await CallsAsync(alert))[^1];
        Assert.Equal(("officer", ChainStepKind.PhoneList), (last.Person, last.Role!.Value));
        Assert.Equal([SkipReason.NobodyOnStep, SkipReason.NobodyOnStep], last.Skipped.Select(skipped => skipped.Why));
    }

    [Fact]
    public async Task Chain_AttendingDisabled_BeginsWithTheDeputy()
    {
        await StaffDutiesAsync();
        var course = await Unit.RegisterAsync();
        await Test.Accounts.DisableAsync(Administrator, Unit.Physician.UserId!.Value, "left");
        await Unit.AncAsync(course, 0.4m);

        var call = Assert.Single(await CallsAsync((await Unit.AlertAsync(course, RuleId.AncHold)).AlertId));
        Assert.Equal(
            ("other", 2, SkipReason.AccountDisabled),
            (call.Person, call.Step!.Value, Assert.Single(call.Skipped).Why)
        );
    }

    /// <summary>Tell the next on call, not only the current one.</summary>
    [Fact]
    public async Task Duty_BeginsWhileAnAlertStandsAtThatStep_CallsTheNewcomerToo()
    {
        await OnCall.AddAsync(Administrator, OnCallRole.Deputy, Deputy.UserId!.Value, Unit.Now, Unit.Now.AddMinutes(7));
        await OnCall.AddAsync(
            Administrator,
            OnCallRole.Deputy,
            Senior.UserId!.Value,
            Unit.Now.AddMinutes(7),
            Unit.Now.AddDays(1)
        );
        var (_, alert) = await HoldAsync();
        await PassAsync(5);
        Assert.Equal(Unit.Now.AddMinutes(2), await Escalations.NextDueAsync());
        Assert.Equal(1, await PassAsync(2));
        Assert.Equal(0, await Escalations.StepDueAsync());

        Assert.Equal(["physician Opened", "other Escalated", "senior HandedOver"], await ToldAsync(alert));
    }

    [Fact]
    public async Task HandOverAsync_WhileAnAlertStandsAtThatStep_CallsTheOtherAtOnce()
    {
        var duty = await OnCall.AddAsync(
            Administrator,
            OnCallRole.Deputy,
            Deputy.UserId!.Value,
            Unit.Now,
            Unit.Now.AddDays(1)
        );
        var (_, alert) = await HoldAsync();
        await PassAsync(5);
        await OnCall.HandOverAsync(Deputy, duty, Senior.UserId!.Value, "one open hold");

        Assert.Equal("senior HandedOver", (await ToldAsync(alert))[^1]);
    }

    [Fact]
    public async Task Alert_AtItsFirstStep_DoesNotCallWhoComesOnDuty()
    {
        var (_, alert) = await HoldAsync();
        await StaffDutiesAsync();

        Assert.Equal(["physician Opened"], await ToldAsync(alert));
    }

    [Fact]
    public async Task Course_HandedOver_BeginsAnewWithTheNewPhysician()
    {
        await OnCall.AddAsync(Administrator, OnCallRole.Deputy, Deputy.UserId!.Value, Unit.Now, Unit.Now.AddDays(1));
        var (course, alert) = await HoldAsync();
        await PassAsync(5);
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Senior.UserId!.Value, "holiday");

        Assert.Equal(Unit.Now.AddMinutes(5), await Escalations.NextDueAsync());
        await PassAsync(5);
        Assert.Equal(
            ["physician Opened", "other Escalated", "senior HandedOver", "other Escalated"],
            await ToldAsync(alert)
        );
    }

    [Fact]
    public async Task StartAttempted_WhileEscalated_CallsEverybodyAgainAndGivesNoStepBack()
    {
        await StaffDutiesAsync();
        var (course, alert) = await HoldAsync();
        await PassAsync(5);
        var next = await Escalations.NextDueAsync();
        await Unit.StartAsync(await Unit.InfusionAsync(course));

        Assert.Equal(["other StartAttempted", "physician StartAttempted"], (await ToldAsync(alert))[2..].Order());
        Assert.Equal(next, await Escalations.NextDueAsync());
    }

    [Fact]
    public async Task Policy_ChangedWhileClimbing_TheChainBegunIsClimbedToItsEnd()
    {
        await StaffDutiesAsync();
        var (_, alert) = await HoldAsync();
        var now = AlertingPolicy.Shipped;
        await Policies.SignAsync(
            Officer,
            now with
            {
                PhoneList = [new PhoneLine("Ward", "123")],
                Shifts =
                [
                    .. now.Shifts.Select(shift =>
                        shift with
                        {
                            Chain = [new(ChainStepKind.Attending, 60), new(ChainStepKind.PhoneList, 1)],
                        }
                    ),
                ],
            },
            "shorter"
        );
        await PassAsync(5);

        Assert.Equal("other Escalated", (await ToldAsync(alert))[^1]);
    }

    [Fact]
    public async Task Overridden_HoldOrHardStop_TellsTheSafetyOfficerOnce()
    {
        var (course, alert) = await HoldAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.BenefitOutweighsRisk, null);
        var (_, accepted) = await HoldAsync();
        await Unit.Alerts.AcceptAsync(Unit.Physician, accepted, null);
        await ReactionAsync(course, Grade.Grade2);
        var lesser = (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).AlertId;
        await Unit.Alerts.OverrideAsync(Unit.Physician, lesser, OverrideReason.NotApplicable, null);

        Assert.Equal(["physician Opened", "officer StopOverridden"], await ToldAsync(alert));
        Assert.DoesNotContain(await ToldAsync(accepted), told => told.StartsWith("officer", StringComparison.Ordinal));
        Assert.DoesNotContain(await ToldAsync(lesser), told => told.StartsWith("officer", StringComparison.Ordinal));
    }
}

public sealed class EscalationOnSqlite() : EscalationConformance(TestUnit.OnSqlite());

public sealed class EscalationOnPostgres() : EscalationConformance(TestUnit.OnPostgres());
