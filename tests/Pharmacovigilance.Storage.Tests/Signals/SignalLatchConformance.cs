using Dapper;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>What the facts alone do to a signal: latched once, withdrawn, brought back, begun anew; and nothing ever lost.</summary>
public abstract class SignalLatchConformance(TestUnit unit) : SignalConformance(unit)
{
    [Fact]
    public async Task Settle_NotCrossed_LeavesNoTrace()
    {
        long before = Count("audit_entry");
        await SettleAsync(Crossing(Neutropenia, isCrossed: false), Crossing(Pneumonia, isCrossed: false));
        Assert.Empty(await Store.LatchedAsync());
        Assert.Equal(before, Count("audit_entry"));
    }

    [Fact]
    public async Task Settle_CrossedAgainAndAgain_LatchesOnceWithTheInputsOfTheFirstTime()
    {
        await SettleAsync(
            Crossing(Neutropenia, snapshot: """{ "k":12,  "m": 20 }"""),
            Crossing(Pneumonia, isCrossed: false)
        );
        var raisedAt = Unit.Clock.Now;
        long audited = Count("audit_entry");
        await SettleAsync(
            Crossing(Neutropenia, snapshot: """{"k": 13, "m": 21}""") with
            {
                Patients = 21,
                PatientsWithEvent = 13,
                LnClosed = 4,
            }
        );

        var signal = Assert.Single(await Store.LatchedAsync());
        Assert.Equal(
            (Neutropenia, 0, SignalStatus.Raised, raisedAt),
            (signal.Key, signal.Epoch, signal.Status, signal.RaisedAt)
        );
        var record = await RecordAsync(signal.SignalId);
        Assert.Equal("""{ "k":12,  "m": 20 }""", record.Snapshot);
        Assert.Equal((20, 12, 3.0), (record.Signal.Patients, record.Signal.PatientsWithEvent, record.Signal.LnClosed));
        Assert.Equal(("icaria-b-neutropenia", "2026-11"), (record.Signal.ReferenceId, record.Signal.ReferenceVersion));
        var step = Assert.Single(record.Steps);
        Assert.Equal((SignalStepKind.Raised, Actor.Product, SignalReason.Crossed), (step.Kind, step.By, step.Reason));
        Assert.Equal(audited, Count("audit_entry"));
    }

    [Fact]
    public async Task Settle_InANursesSave_IsAuditedAsTheProducts()
    {
        var id = await RaisedAsync();
        await SettleAsync(Crossing(Neutropenia, isCrossed: false));
        await SettleAsync(Crossing(Neutropenia));

        var trail = Audit.OfSubject("signal", id.ToString());
        Assert.Equal(
            ["signal.reinstated", "signal.withdrawn", "signal.raised"],
            trail.Select(entry => entry.Entry.Action)
        );
        Assert.All(trail, entry =>
            Assert.Equal((Actor.Product.UserId, Actor.Product.Name), (entry.ActorId, entry.ActorName))
        );
        Assert.Contains("\"lnClosed\":3", trail[2].Entry.Details, StringComparison.Ordinal);
        Assert.Contains("\"lnClosed\":null", trail[1].Entry.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData(SignalStatus.Validated)]
    [InlineData(SignalStatus.Validated, SignalStatus.UnderAssessment, SignalStatus.Confirmed)]
    [InlineData(SignalStatus.Refuted)]
    public async Task Settle_CorrectionTakesTheCrossingAwayAndBack_KeepsWhereItStood(params SignalStatus[] steps)
    {
        var id = await RaisedAsync();
        await StepsAsync(id, steps);
        var before = (await LatchedAsync(Neutropenia)).Status;
        for (int round = 0; round < 2; round++)
        {
            await SettleAsync(Crossing(Neutropenia, isCrossed: false));
            await SettleAsync(Crossing(Neutropenia, isCrossed: false));
            Assert.Equal((id, SignalStatus.Withdrawn, SignalReason.CrossingGone), await StandingAsync());
            await SettleAsync(Crossing(Neutropenia));
            Assert.Equal((id, before, SignalReason.CrossedAgain), await StandingAsync());
        }

        Assert.Equal(1 + steps.Length + 4, (await RecordAsync(id)).Steps.Count);
    }

    [Fact]
    public async Task Settle_AfterClosing_BeginsANewEpochAndLeavesTheOldSignalAlone()
    {
        var first = await RaisedAsync();
        await StepsAsync(first, SignalStatus.Refuted);
        Assert.Null(EpochOf(Neutropenia));
        await StepsAsync(first, SignalStatus.ClosedWithAction);
        var closedAt = Unit.Clock.Now;
        Assert.Equal(new SignalEpoch(Neutropenia, 1, closedAt), EpochOf(Neutropenia));
        Assert.Empty(await Store.LatchedAsync());

        await SettleAsync(Crossing(Neutropenia, isCrossed: false, epoch: 1));
        await SettleAsync(Crossing(Neutropenia, epoch: 1));
        var second = await LatchedAsync(Neutropenia);
        Assert.Equal((1, SignalStatus.Raised), (second.Epoch, second.Status));
        Assert.NotEqual(first, second.SignalId);
        Assert.Equal(SignalStatus.ClosedWithAction, (await RecordAsync(first)).Signal.Status);
        Assert.Equal(new SignalEpoch(Neutropenia, 1, closedAt), EpochOf(Neutropenia));
        Assert.Null(EpochOf(Pneumonia));

        await StepsAsync(second.SignalId, SignalStatus.Refuted, SignalStatus.ClosedWithAction);
        Assert.Equal(new SignalEpoch(Neutropenia, 2, Unit.Clock.Now), EpochOf(Neutropenia));
    }

    [Fact]
    public async Task Settle_WithdrawnAndClosed_BeginsANewEpochToo()
    {
        var id = await RaisedAsync();
        await SettleAsync(Crossing(Neutropenia, isCrossed: false));
        await StepsAsync(id, SignalStatus.ClosedWithAction);
        Assert.Equal(1, EpochOf(Neutropenia)!.Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Settle_CrossingOfAnotherEpoch_IsADefectAndChangesNothing(int epoch)
    {
        await StepsAsync(await RaisedAsync(), SignalStatus.Refuted, SignalStatus.ClosedWithAction);
        long steps = Count("signal_step");
        await Assert.ThrowsAsync<ArgumentException>(() =>
            SettleAsync(Crossing(Pneumonia), Crossing(Neutropenia, epoch: epoch))
        );
        Assert.Equal(steps, Count("signal_step"));
        Assert.Equal(1, Count("signal"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task Settle_EvidenceThatIsNoNumber_IsNeverLatched(double lnClosed)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => SettleAsync(Crossing(Neutropenia) with { LnClosed = lnClosed }));
        Assert.Equal(0, Count("signal"));
    }

    [Fact]
    public async Task AsOf_EachInstant_IsWhatStoodThen()
    {
        var start = Unit.Clock.Now;
        var id = await RaisedAsync();
        var raised = Unit.Clock.Now;
        await StepsAsync(id, SignalStatus.Validated);
        var validated = Unit.Clock.Now;
        await SettleAsync(Crossing(Neutropenia, isCrossed: false));
        var withdrawn = Unit.Clock.Now;
        await SettleAsync(Crossing(Neutropenia));
        await StepsAsync(id, SignalStatus.Refuted, SignalStatus.ClosedWithAction);
        var closed = Unit.Clock.Now;
        await SettleAsync(Crossing(Neutropenia, epoch: 1));

        Assert.Null(StatusAt(start));
        Assert.Null(EpochOf(Neutropenia, start));
        Assert.Null(StatusAt(raised.AddMilliseconds(-1)));
        Assert.Equal(SignalStatus.Raised, StatusAt(raised));
        Assert.Equal(SignalStatus.Raised, StatusAt(validated.AddMilliseconds(-1)));
        Assert.Equal(SignalStatus.Validated, StatusAt(validated));
        Assert.Equal(SignalStatus.Withdrawn, StatusAt(withdrawn));
        Assert.Null(EpochOf(Neutropenia, closed.AddMilliseconds(-1)));
        Assert.Null(StatusAt(closed));
        Assert.Equal(new SignalEpoch(Neutropenia, 1, closed), EpochOf(Neutropenia, closed));
        Assert.Equal(SignalStatus.Raised, StatusAt(Unit.Clock.Now));
        Assert.Equal(
            (await LatchedAsync(Neutropenia)).SignalId,
            Unit.Read(scope => Assert.Single(SignalRows.Latched(scope, Unit.Clock.Now))).SignalId
        );
    }

    [Fact]
    public async Task Tables_UpdatedOrDeleted_Refuse()
    {
        var id = await RaisedAsync();
        await Store.CommentAsync(Officer, id, "seen");
        await Store.MarkReviewedAsync(Officer, 0);
        foreach (
            var (table, column) in new[]
            {
                ("signal", "epoch"),
                ("signal_step", "reason"),
                ("signal_comment", "words"),
                ("signal_review", "seen_seq"),
            }
        )
        {
            Assert.Equal(1, Count(table));
            Assert.Contains(
                "append-only",
                Refused($"update {table} set {column} = {column}"),
                StringComparison.Ordinal
            );
            Assert.Contains("append-only", Refused($"delete from {table}"), StringComparison.Ordinal);
        }
    }

    private SignalStatus? StatusAt(DateTimeOffset at) =>
        Unit.Read(scope => SignalRows.Latched(scope, at).SingleOrDefault()?.Status);

    private async Task<(SignalId Id, SignalStatus Status, string Reason)> StandingAsync()
    {
        var signal = await LatchedAsync(Neutropenia);
        return (signal.SignalId, signal.Status, signal.Latest.Reason);
    }

    private string Refused(string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        return Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute(sql)).Message;
    }
}

public sealed class SignalLatchOnSqlite() : SignalLatchConformance(TestUnit.OnSqlite());

public sealed class SignalLatchOnPostgres() : SignalLatchConformance(TestUnit.OnPostgres());
