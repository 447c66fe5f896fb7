using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>Who decides, and that an event and what follows from it are one commit.</summary>
public abstract class DecisionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    /// <summary>What a severe reaction has to leave behind.</summary>
    private static readonly string[] Written =
    [
        "adverse_event",
        "alert",
        "alert_transition",
        "hold",
        "outbox",
        "audit_entry",
    ];

    /// <summary>Whose turn it is, true for the first of two; each has two turns.</summary>
    private static readonly Gen<bool[]> Interleavings = Gen.Shuffle(new[] { true, true, false, false });

    [Fact]
    public async Task AcceptAndOverride_TwoPhysiciansAtOnce_OneDecidesAndTheOtherIsTold()
    {
        var (course, alert) = await AlertAsync();
        var decisions = await Task.WhenAll(
            Unit.Alerts.AcceptAsync(Unit.Physician, alert, null),
            Unit.Alerts.OverrideAsync(Unit.OtherPhysician, alert, OverrideReason.WillMonitor, null)
        );

        Assert.Equal(
            [DecisionOutcome.Done, DecisionOutcome.SomebodyWasFaster],
            decisions.Select(d => d.Outcome).Order()
        );
        var winner = decisions.Single(d => d.Outcome == DecisionOutcome.Done);
        Assert.Equal(
            (winner.Status, winner.By),
            (
                decisions.Single(d => d.Outcome != DecisionOutcome.Done).Status,
                decisions.Single(d => d.Outcome != DecisionOutcome.Done).By
            )
        );
        Assert.Equal(
            (winner.Status, 2),
            ((await Unit.Alerts.FindAsync(alert))!.Alert.Status, (await Unit.Alerts.FindAsync(alert))!.History.Count)
        );
        Assert.Equal(winner.Status == AlertStatus.Overridden, (await Unit.OpenHoldsAsync(course)).Count == 0);
    }

    [Fact]
    public async Task Deciders_InAnyInterleaving_TakeOneDecisionAndTheOtherIsToldByWhom()
    {
        foreach (bool[] order in Interleavings.Sample(20))
        {
            var (course, alert) = await AlertAsync();
            var mine = new Queue<Func<Task<DecisionResult>>>([
                () => Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert),
                () => Unit.Alerts.AcceptAsync(Unit.Physician, alert, null),
            ]);
            var others = new Queue<Func<Task<DecisionResult>>>([
                () => Unit.Alerts.AcknowledgeAsync(Unit.OtherPhysician, alert),
                () => Unit.Alerts.OverrideAsync(Unit.OtherPhysician, alert, OverrideReason.WillMonitor, null),
            ]);
            var answers = await Task.WhenAll(order.Select(first => (first ? mine : others).Dequeue()()));

            var decisions = answers.Where((_, i) => order.Take(i).Count(o => o == order[i]) == 1).ToList();
            var taken = Assert.Single(decisions, d => d.Outcome == DecisionOutcome.Done);
            var late = Assert.Single(decisions, d => d.Outcome != DecisionOutcome.Done);
            Assert.Equal(
                (DecisionOutcome.SomebodyWasFaster, taken.Status, taken.By),
                (late.Outcome, late.Status, late.By)
            );
            var history = (await Unit.Alerts.FindAsync(alert))!.History;
            Assert.Single(history, step => step.To is AlertStatus.Accepted or AlertStatus.Overridden);
            Assert.Equal(taken.Status == AlertStatus.Overridden, (await Unit.OpenHoldsAsync(course)).Count == 0);
        }
    }

    [Fact]
    public async Task Append_AgainstTheFlow_IsRefusedAndNothingIsWritten()
    {
        var (_, alert) = await AlertAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.NotApplicable, null);
        long written = Unit.Count("alert_transition");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test.against-the-flow"), scope =>
            {
                AlertTransitions.Append(
                    scope,
                    AlertTransitions.Row(scope, alert),
                    new NextTransition(AlertStatus.Acknowledged, AlertTier.Page)
                );
                return true;
            })
        );

        Assert.Equal(
            (written, AlertStatus.Overridden),
            (Unit.Count("alert_transition"), (await Unit.Alerts.FindAsync(alert))!.Alert.Status)
        );
    }

    [Fact]
    public async Task AcknowledgeAsync_Twice_SecondIsToldWhoSawItFirstAndTheDecisionStaysDue()
    {
        var (_, alert) = await AlertAsync();
        Assert.Equal(DecisionOutcome.Done, (await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert)).Outcome);
        var second = await Unit.Alerts.AcknowledgeAsync(Unit.OtherPhysician, alert);
        Assert.Equal((DecisionOutcome.SomebodyWasFaster, "physician"), (second.Outcome, second.By));
        Assert.Equal(AlertStatus.Acknowledged, Assert.Single(await Unit.Alerts.UndecidedAsync()).Status);
    }

    [Fact]
    public async Task AcceptAsync_AlertThatEndedByItself_IsAConflict()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        var alert = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 1.4m);
        Assert.Equal(DecisionOutcome.Done, await Unit.Alerts.ReleaseOnCriterionAsync(Unit.OtherPhysician, alert, null));
        Assert.Equal(DecisionOutcome.Conflict, (await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null)).Outcome);
    }

    [Fact]
    public async Task AcceptAsync_ByANurse_IsRefused()
    {
        var (_, alert) = await AlertAsync();
        await Assert.ThrowsAsync<NotAllowedException>(() => Unit.Alerts.AcceptAsync(Unit.Nurse, alert, null));
        Assert.Equal(AlertStatus.Open, (await Unit.Alerts.FindAsync(alert))!.Alert.Status);
    }

    [Fact]
    public async Task OverrideAsync_OtherWithoutANote_IsRefused()
    {
        var (_, alert) = await AlertAsync();
        Assert.Equal(
            "alert.other-needs-note",
            await RefusedAsync(() => Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.Other, " "))
        );
    }

    [Fact]
    public async Task AcceptAsync_SameKeyTwice_IsOneDecision()
    {
        var (_, alert) = await AlertAsync();
        var first = await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null, "tap-1");
        Assert.Equal(first, await Unit.Alerts.AcceptAsync(Unit.Physician, alert, null, "tap-1"));
        Assert.Equal(2, (await Unit.Alerts.FindAsync(alert))!.History.Count);
    }

    [Fact]
    public async Task Record_JobFailsAtItsEnd_NothingOfItRemains()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        var before = Everything();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Unit.Unit.Queue.RunAsync<int>(new WriteRequest(Unit.Nurse, "probe", "key"), scope =>
            {
                Unit.Events.Record(
                    scope,
                    course,
                    Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion) with
                    {
                        ActionTaken = ActionTaken.DrugInterrupted,
                    }
                );
                Assert.All(Written, table => Assert.True(Inside(scope, table) > before[table], table));
                throw new InvalidOperationException("the disk is gone");
            })
        );
        Assert.Equal(before, Everything());

        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion)
        );
        var after = Everything();
        Assert.All(Written, table => Assert.True(after[table] > before[table], table));
    }

    [Fact]
    public async Task RecordAsync_AuditCannotBeWritten_TheEventIsNotThereEither()
    {
        var course = await Unit.RegisterAsync();
        await Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe"), scope =>
            scope.Execute(
                "create unique index one_event_audit on audit_entry (course_id) where action = 'adverse-event.recorded'"
            )
        );
        await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade1);
        var before = Everything();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            Unit.EventAsync(course, CtcaeTerms.Anaphylaxis, Grade.Grade4)
        );
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task RecordAsync_SameKeyTwiceAtOnce_GivesOneEventAndOneAlert()
    {
        var course = await Unit.RegisterAsync();
        var content = Unit.Content(CtcaeTerms.Anaphylaxis, Grade.Grade4);
        var ids = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Unit.Events.RecordAsync(Unit.Nurse, course, content, "form-9"))
        );

        Assert.Single(ids.Distinct());
        Assert.Single(await Unit.Events.OfCourseAsync(course));
        Assert.Single(await Unit.Alerts.OfCourseAsync(course));
        Assert.Single(await Unit.Outbox.DueAsync("hub"));
    }

    [Fact]
    public async Task EndAsync_Repeated_LeavesNothingDueOnThatChannel()
    {
        await AlertAsync();
        var due = Assert.Single(await Unit.Delivery.BeginAsync(ChannelNames.Hub));
        await Unit.Delivery.EndAsync(ChannelNames.Hub, [new AttemptResult(due.Seq, AttemptOutcome.Delivered)]);
        await Unit.Delivery.EndAsync(ChannelNames.Hub, [new AttemptResult(due.Seq, AttemptOutcome.Delivered)]);
        Assert.Empty(await Unit.Outbox.DueAsync("hub"));
    }

    private async Task<(CourseId Course, AlertId Alert)> AlertAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        return (course, (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId);
    }

    private static long Inside(WriteScope scope, string table) => scope.Single<long>($"select count(*) from {table}");

    private Dictionary<string, long> Everything() =>
        new[]
        {
            "infusion_step",
            "laboratory_result",
            "adverse_event",
            "alert",
            "alert_transition",
            "alert_state",
            "hold",
            "hold_end",
            "outbox",
            "tally_change",
            "audit_entry",
            "processed_request",
        }.ToDictionary(table => table, Unit.Count, StringComparer.Ordinal);
}

public sealed class DecisionOnSqlite() : DecisionConformance(TestUnit.OnSqlite());

public sealed class DecisionOnPostgres() : DecisionConformance(TestUnit.OnPostgres());
