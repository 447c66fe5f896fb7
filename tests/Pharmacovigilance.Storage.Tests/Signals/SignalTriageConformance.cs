using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>What people do with a signal: one step at a time, by an officer's name, never two at once, and all of it on record.</summary>
public abstract class SignalTriageConformance(TestUnit unit) : SignalConformance(unit)
{
    private const string Why = "all five records read";

    [Fact]
    public async Task TransitionAsync_WholeWay_KeepsEachStepWithPersonReasonAndAction()
    {
        var id = await RaisedAsync();
        await StepsAsync(
            id,
            SignalStatus.Validated,
            SignalStatus.UnderAssessment,
            SignalStatus.Confirmed,
            SignalStatus.ClosedWithAction
        );

        var steps = (await RecordAsync(id)).Steps;
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(step => step.Ordinal));
        Assert.Equal(
            [
                SignalStatus.Raised,
                SignalStatus.Validated,
                SignalStatus.UnderAssessment,
                SignalStatus.Confirmed,
                SignalStatus.ClosedWithAction,
            ],
            steps.Select(step => step.Status)
        );
        Assert.All(steps.Skip(1), step => Assert.Equal((Officer, $"why {step.Status}"), (step.By, step.Reason)));
        Assert.Equal([null, null, null, null, "counts before each dose"], steps.Select(step => step.Action));
        var trail = Audit.OfSubject("signal", id.ToString());
        Assert.Equal(
            ["signal.closed", "signal.confirmed", "signal.under-assessment", "signal.validated", "signal.raised"],
            trail.Select(entry => entry.Entry.Action)
        );
        Assert.Equal(("officer", "why ClosedWithAction"), (trail[0].ActorName, trail[0].Entry.Reason));
        Assert.Contains("counts before each dose", trail[0].Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransitionAsync_TwoOfficersAtOnce_OneIsToldWhoWasFaster()
    {
        var id = await RaisedAsync();
        var results = await Task.WhenAll(
            Store.TransitionAsync(Officer, id, SignalStatus.Raised, SignalStatus.Validated, Why),
            Store.TransitionAsync(Colleague, id, SignalStatus.Raised, SignalStatus.Refuted, Why)
        );

        var done = Assert.Single(results, result => result.Outcome == SignalOutcome.Done);
        var late = Assert.Single(results, result => result.Outcome == SignalOutcome.SomebodyWasFaster);
        Assert.Equal((done.Status, done.By, done.At), (late.Status, late.By, late.At));
        Assert.Equal(
            done.By == "officer" ? SignalStatus.Validated : SignalStatus.Refuted,
            (await RecordAsync(id)).Signal.Status
        );
        Assert.Equal(2, Count("signal_step"));
    }

    [Fact]
    public async Task TransitionAsync_WithdrawnMeanwhile_NamesTheProduct()
    {
        var id = await RaisedAsync();
        await SettleAsync(Crossing(Neutropenia, isCrossed: false));
        var result = await Store.TransitionAsync(Officer, id, SignalStatus.Raised, SignalStatus.Validated, Why);
        Assert.Equal(
            (SignalOutcome.SomebodyWasFaster, SignalStatus.Withdrawn, Actor.Product.Name),
            (result.Outcome, result.Status, result.By)
        );
    }

    [Theory]
    [InlineData(SignalStatus.Confirmed)]
    [InlineData(SignalStatus.ClosedWithAction)]
    [InlineData(SignalStatus.Withdrawn)]
    [InlineData(SignalStatus.Raised)]
    public async Task TransitionAsync_StepThatDoesNotFollow_ChangesNothing(SignalStatus to)
    {
        var id = await RaisedAsync();
        Assert.Equal(
            SignalOutcome.NotInFlow,
            (await Store.TransitionAsync(Officer, id, SignalStatus.Raised, to, Why, "stop")).Outcome
        );
        Assert.Equal(1, Count("signal_step"));
    }

    [Theory]
    [InlineData(" ", null, "reason-required")]
    [InlineData("fine", "stop", "signal.action-only-when-closing")]
    public async Task TransitionAsync_ReasonMissingOrActionOutOfPlace_IsRefused(
        string reason,
        string? action,
        string code
    )
    {
        var id = await RaisedAsync();
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Store.TransitionAsync(Officer, id, SignalStatus.Raised, SignalStatus.Validated, reason, action)
        );
        Assert.Equal(code, Assert.Single(refused.Refusals).Code);
        Assert.Equal(1, Count("signal_step"));
    }

    [Fact]
    public async Task TransitionAsync_LongestReason_IsKeptWhole()
    {
        var id = await RaisedAsync();
        string longest = new('я', SignalFlow.MaximumLength);
        await Store.TransitionAsync(Officer, id, SignalStatus.Raised, SignalStatus.Refuted, longest);
        await Store.TransitionAsync(Officer, id, SignalStatus.Refuted, SignalStatus.ClosedWithAction, longest, longest);
        Assert.Equal(
            (longest, longest),
            ((await RecordAsync(id)).Signal.Latest.Reason, (await RecordAsync(id)).Signal.Latest.Action)
        );
    }

    [Fact]
    public async Task AnyWrite_UnknownSignal_IsRefused()
    {
        var nobody = Unit.Ids.Next<SignalId>(Unit.Clock.Now);
        Assert.Null(await Store.FindAsync(nobody, Officer.UserId!.Value));
        foreach (
            var act in new Func<Task>[]
            {
                () => Store.TransitionAsync(Officer, nobody, SignalStatus.Raised, SignalStatus.Validated, Why),
                () => Store.CommentAsync(Officer, nobody, Why),
            }
        )
            Assert.Equal(
                "signal.unknown",
                Assert.Single((await Assert.ThrowsAsync<RefusedException>(act)).Refusals).Code
            );
    }

    [Fact]
    public async Task AnyWrite_WithoutTheRole_IsRefusedAndLeavesNothing()
    {
        var id = await RaisedAsync();
        var administrator = await Unit.AddPersonAsync("administrator", Role.Administrator);
        long audited = Count("audit_entry");
        foreach (var actor in new[] { Nurse, Physician, administrator, Actor.Product })
        {
            await Assert.ThrowsAsync<NotAllowedException>(() =>
                Store.TransitionAsync(actor, id, SignalStatus.Raised, SignalStatus.Validated, Why)
            );
            await Assert.ThrowsAsync<NotAllowedException>(() => Store.MarkReviewedAsync(actor, 0));
            if (actor != Physician)
                await Assert.ThrowsAsync<NotAllowedException>(() => Store.CommentAsync(actor, id, Why));
        }

        Assert.Equal(audited, Count("audit_entry"));
        await Store.CommentAsync(Physician, id, " two had pneumonia before ");
        var comment = Assert.Single((await RecordAsync(id)).Comments);
        Assert.Equal((Physician, "two had pneumonia before"), (comment.By, comment.Words));
        var entry = Audit.OfSubject("signal", id.ToString())[0];
        Assert.Equal(("signal.commented", "physician"), (entry.Entry.Action, entry.ActorName));
        Assert.Contains("two had pneumonia before", entry.Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyWrite_RepeatedWithItsKey_TakesEffectOnce()
    {
        var id = await RaisedAsync();
        var first = await Store.TransitionAsync(
            Officer,
            id,
            SignalStatus.Raised,
            SignalStatus.Validated,
            Why,
            null,
            "step-1"
        );
        Unit.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            first,
            await Store.TransitionAsync(Officer, id, SignalStatus.Raised, SignalStatus.Validated, Why, null, "step-1")
        );
        Assert.Equal(
            await Store.CommentAsync(Officer, id, Why, "comment-1"),
            await Store.CommentAsync(Officer, id, Why, "comment-1")
        );
        Assert.Equal(
            await Store.MarkReviewedAsync(Officer, 0, "review-1"),
            await Store.MarkReviewedAsync(Officer, 0, "review-1")
        );
        Assert.Equal((2, 1, 1), (Count("signal_step"), Count("signal_comment"), Count("signal_review")));
    }

    [Fact]
    public async Task WorklistAsync_WhatOthersDidSinceTheReview_IsNewAndNothingElse()
    {
        var id = await RaisedAsync();
        Assert.Null((await ListAsync(Officer)).ReviewedAt);
        Assert.True(Assert.Single((await ListAsync(Officer)).Items).IsNew);

        var read = await ListAsync(Officer);
        await Store.CommentAsync(Physician, id, "came after the list was read");
        var at = await Store.MarkReviewedAsync(Officer, read.ReadSeq);
        Assert.Equal(at, (await ListAsync(Officer)).ReviewedAt);
        Assert.True((await RecordAsync(id)).Signal.IsNew);

        await ReviewAsync(Officer);
        Assert.False((await RecordAsync(id)).Signal.IsNew);
        await Store.MarkReviewedAsync(Officer, read.ReadSeq);
        Assert.False((await RecordAsync(id)).Signal.IsNew);
        Assert.True(Assert.Single((await ListAsync(Colleague)).Items).IsNew);

        await StepsAsync(id, SignalStatus.Validated);
        Assert.False(Assert.Single((await ListAsync(Officer)).Items).IsNew);
        await SettleAsync(Crossing(Neutropenia, isCrossed: false));
        Assert.True(Assert.Single((await ListAsync(Officer)).Items).IsNew);
        Assert.Equal(
            "signal.reviewed",
            Audit.OfSubject("signal-review", Officer.UserId!.Value.ToString())[0].Entry.Action
        );
    }

    [Fact]
    public async Task WorklistAsync_Order_WorkLeftThenNewThenWithdrawnThenClosed()
    {
        var closed = await RaisedAsync();
        await StepsAsync(closed, SignalStatus.Refuted, SignalStatus.ClosedWithAction);
        await SettleAsync(Crossing(Neutropenia, epoch: 1), Crossing(Pneumonia));
        var (withdrawn, seen) = ((await LatchedAsync(Neutropenia)).SignalId, (await LatchedAsync(Pneumonia)).SignalId);
        await SettleAsync(Crossing(Neutropenia, isCrossed: false, epoch: 1));
        await ReviewAsync(Officer);
        var other = Neutropenia with { LltCode = "10043554" };
        var fresh = await RaisedAsync(other);

        var items = (await ListAsync(Officer)).Items;
        Assert.Equal([fresh, seen, withdrawn, closed], items.Select(item => item.SignalId));
        Assert.Equal([true, false, false, false], items.Select(item => item.IsNew));
    }

    private Task<SignalWorklist> ListAsync(Actor officer) => Store.WorklistAsync(officer.UserId!.Value);

    private async Task ReviewAsync(Actor officer) =>
        await Store.MarkReviewedAsync(officer, (await ListAsync(officer)).ReadSeq);
}

public sealed class SignalTriageOnSqlite() : SignalTriageConformance(TestUnit.OnSqlite());

public sealed class SignalTriageOnPostgres() : SignalTriageConformance(TestUnit.OnPostgres());
