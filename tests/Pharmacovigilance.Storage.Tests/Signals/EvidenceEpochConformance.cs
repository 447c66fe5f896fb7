using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>What becomes of the past when the unit decides otherwise: boards, epochs and signals stay what they were.</summary>
public abstract class EvidenceEpochConformance(TestUnit unit) : EvidenceUnitConformance(unit)
{
    [Fact]
    public async Task AtAsync_AcrossEveryDecision_GivesWhatWasShownToTheByte()
    {
        await Unit.BeginBeforeSpreadAsync();
        var events = new List<AdverseEventId>();
        for (int i = 0; i < 14; i++)
            events.Add(await ReactedAsync());
        Assert.Equal(StreamState.Signal, (await RowAsync(Reactions)).State);
        await AgainAsync(EvidenceChange.OfMethod);
        await AgainAsync(EvidenceChange.OfSpread(0.35, Reactions));
        await AgainAsync(EvidenceChange.OfPrimary(Reactions, Infections));
        await AgainAsync(EvidenceChange.OfSpread(0.2, Reactions));
        await Unit.Unit.Stores.Margins.SetAsync(Officer, Reactions, 1.25, 1, "older patients");
        await ShowAsync();
        // Corrections reach into epochs long ended, by the method of their time.
        foreach (var row in events.Take(6))
            await Unit.Events.TakeBackAsync(Unit.Nurse, row, "entered for the wrong patient");
        await ShowAsync();

        var fresh = new BoardStore(Unit.Unit.Database);
        Assert.Equal(Shown.Values.Last(), BoardText.Of(await fresh.ReadAsync()));
        Assert.True(Shown.Values.Distinct(StringComparer.Ordinal).Count() > 20);
        foreach (var (at, text) in Shown)
            Assert.Equal(text, BoardText.Of(await fresh.AtAsync(at)));
        // A board from before says nothing that it did not say then.
        Assert.DoesNotContain("method", Shown.Values.First(), StringComparison.Ordinal);
        Assert.DoesNotContain("timing", Shown.Values.First(), StringComparison.Ordinal);
        Assert.Contains("\"method\":\"SpreadBetweenUnits\"", Shown.Values.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_ThatStands_StaysWithTheEpochAndTheMethodItWasRaisedBy()
    {
        await Unit.BeginBeforeSpreadAsync();
        AdverseEventId last = default;
        while ((await RowAsync(Reactions)).State is not StreamState.Signal)
            last = await ReactedAsync();
        var raised = (await RowAsync(Reactions)).Latch!;
        // By the other method this would not have been one.
        Assert.True(
            (await Unit.Evidence.PreviewAsync(EvidenceChange.OfMethod))
                .Lines.Single(line => line.Key == Reactions)
                .WouldNotHaveBeen
        );

        await DecideAsync(EvidenceChange.OfMethod);
        await ReactedAsync();
        var row = await RowAsync(Reactions);
        Assert.Equal(
            (StreamState.Signal, raised, 1, 1),
            (row.State, row.Latch, row.Evidence!.Epoch, row.Evidence.Patients)
        );

        // A correction takes it away and back, by the counts and the method of its own epoch.
        await Unit.Events.TakeBackAsync(Unit.Nurse, last, "was a cough");
        Assert.Equal(SignalStatus.Withdrawn, Assert.Single(await SignalsAsync()).Status);
        row = await RowAsync(Reactions);
        Assert.Null(row.Latch);
        Assert.NotEqual(StreamState.Signal, row.State);
        await Unit.EventAsync(
            await CourseOfAsync(last),
            CtcaeTerms.InfusionRelatedReaction,
            Grade.Grade2,
            onsetAt: Unit.Now
        );
        Assert.Equal(
            (raised.SignalId, SignalStatus.Raised),
            ((await RowAsync(Reactions)).Latch!.SignalId, (await RowAsync(Reactions)).Latch!.Status)
        );

        // Closing it takes nothing from what was gathered since.
        await CloseAsync(raised.SignalId);
        row = await RowAsync(Reactions);
        Assert.Equal((null, 1, 1), (row.Latch, row.Evidence!.Epoch, row.Evidence.Patients));
    }

    [Fact]
    public async Task Signal_OfTheNewEpoch_IsRaisedBesideOneThatStillStands()
    {
        await Unit.BeginBeforeSpreadAsync();
        while ((await RowAsync(Reactions)).State is not StreamState.Signal)
            await ReactedAsync();
        var first = (await RowAsync(Reactions)).Latch!;
        await DecideAsync(EvidenceChange.OfMethod);
        for (int i = 0; i < 60 && (await SignalsAsync()).Count < 2; i++)
            await ReactedAsync();

        var both = await SignalsAsync();
        Assert.Equal([0, 1], both.Select(signal => signal.Epoch).Order());
        var second = (await RowAsync(Reactions)).Latch!;
        Assert.Equal(1, second.Epoch);
        await CloseAsync(second.SignalId);
        var row = await RowAsync(Reactions);
        Assert.Equal((first.SignalId, StreamState.Signal, 2), (row.Latch!.SignalId, row.State, row.Evidence!.Epoch));
        await CloseAsync(first.SignalId);
        Assert.Equal((null, 2), ((await RowAsync(Reactions)).Latch, (await RowAsync(Reactions)).Evidence!.Epoch));
    }

    [Fact]
    public async Task Spread_OfOneLine_BeginsThatLineAnewAndTakesNothingFromTheOthers()
    {
        for (int i = 0; i < 4; i++)
            await ReactedAsync();
        await Unit.EventAsync(await TreatedAsync(Regimen.IsaPd), CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        var before = await RowAsync(Infections);
        await DecideAsync(EvidenceChange.OfSpread(0.4, Reactions), isSigned: false);
        var row = await RowAsync(Reactions);
        Assert.Equal((1, 0, 4), (row.Evidence!.Epoch, row.Evidence.Patients, row.Counts.PatientsAssessed));
        var other = await RowAsync(Infections);
        Assert.Equal(
            (0, 1, before.Evidence!.LnHighest),
            (other.Evidence!.Epoch, other.Evidence.Patients, other.Evidence.LnHighest)
        );
        Unit.Pass(TimeSpan.FromMinutes(1));
        await ReactedAsync();
        Assert.Equal(1, (await RowAsync(Reactions)).Evidence!.Patients);
    }

    /// <summary>Decides, and two more patients of the line react.</summary>
    private async Task AgainAsync(EvidenceChange change)
    {
        await DecideAsync(change);
        await ShowAsync();
        await ReactedAsync();
        await ReactedAsync();
    }

    private Task<IReadOnlyList<LatchedSignal>> SignalsAsync() => Unit.Unit.Stores.Signals.LatchedAsync();

    private Task<CourseId> CourseOfAsync(AdverseEventId row) =>
        Unit.Unit.Database.ReadAsync(scope =>
            scope.Single<CourseId>("select course_id from adverse_event where row_id = @row", new { row })
        );

    private async Task CloseAsync(SignalId signal)
    {
        var store = Unit.Unit.Stores.Signals;
        await store.TransitionAsync(Officer, signal, SignalStatus.Raised, SignalStatus.Refuted, "case-mix");
        await store.TransitionAsync(
            Officer,
            signal,
            SignalStatus.Refuted,
            SignalStatus.ClosedWithAction,
            "reviewed",
            "premedication checked"
        );
        Unit.Pass(TimeSpan.FromSeconds(1));
    }
}

public sealed class EvidenceEpochOnSqlite() : EvidenceEpochConformance(TestUnit.OnSqlite());

public sealed class EvidenceEpochOnPostgres() : EvidenceEpochConformance(TestUnit.OnPostgres());
