using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>A unit with two safety officers, in which crossings come and go as a test says.</summary>
public abstract class SignalConformance(TestUnit unit) : IAsyncLifetime
{
    protected static readonly StreamKey Neutropenia = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = "10029354",
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.GradeAtLeast3,
    };
    protected static readonly StreamKey Pneumonia = new()
    {
        Regimen = Regimen.IsaKd,
        LltCode = "10024963",
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    protected TestUnit Unit => unit;
    protected SignalStore Store { get; } = new(unit.Database, unit.Queue);
    protected AuditStore Audit { get; } = new(unit.Database);
    protected Actor Officer { get; private set; } = null!;
    protected Actor Colleague { get; private set; } = null!;
    protected Actor Physician { get; private set; } = null!;
    protected Actor Nurse { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Officer = await unit.AddPersonAsync("officer", Role.SafetyOfficer);
        Colleague = await unit.AddPersonAsync("colleague", Role.SafetyOfficer);
        Physician = await unit.AddPersonAsync("physician", Role.Physician);
        Nurse = await unit.AddPersonAsync("nurse", Role.Nurse);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return unit.DisposeAsync();
    }

    /// <summary>12 of 20 with an e-value of e³ ≈ 20.1, in the first epoch.</summary>
    protected static StreamCrossing Crossing(
        StreamKey key,
        bool isCrossed = true,
        int epoch = 0,
        string snapshot = """{"k": 12, "m": 20}"""
    ) =>
        new(
            key,
            epoch,
            isCrossed,
            20,
            12,
            isCrossed ? 3.0 : double.NegativeInfinity,
            "icaria-b-neutropenia",
            "2026-11",
            snapshot
        );

    /// <summary>What a save of the nurse brings with it. A minute passes before.</summary>
    protected async Task SettleAsync(params StreamCrossing[] crossings)
    {
        unit.Time.Advance(TimeSpan.FromMinutes(1));
        await unit.Queue.RunAsync(new WriteRequest(Nurse, "test.settle"), scope =>
        {
            SignalWriter.Settle(scope, crossings);
            return 0;
        });
    }

    protected async Task<SignalId> RaisedAsync(StreamKey? key = null)
    {
        await SettleAsync(Crossing(key ?? Neutropenia));
        return (await LatchedAsync(key ?? Neutropenia)).SignalId;
    }

    protected async Task<LatchedSignal> LatchedAsync(StreamKey key) =>
        Assert.Single(await Store.LatchedAsync(), signal => signal.Key == key);

    /// <summary>Takes one step after another; a minute passes before each.</summary>
    protected async Task StepsAsync(SignalId id, params SignalStatus[] steps)
    {
        foreach (var to in steps)
        {
            unit.Time.Advance(TimeSpan.FromMinutes(1));
            var from = (await RecordAsync(id)).Signal.Status;
            string? action = to == SignalStatus.ClosedWithAction ? "counts before each dose" : null;
            Assert.Equal(
                SignalOutcome.Done,
                (await Store.TransitionAsync(Officer, id, from, to, $"why {to}", action)).Outcome
            );
        }
    }

    protected async Task<SignalRecord> RecordAsync(SignalId id) => (await Store.FindAsync(id, Officer.UserId!.Value))!;

    protected SignalEpoch? EpochOf(StreamKey key, DateTimeOffset? asOf = null) =>
        unit.Read(scope => EpochRows.Present(scope, asOf).SingleOrDefault(epoch => epoch.Key == key));

    protected long Count(string table) => unit.Read(scope => scope.Single<long>($"select count(*) from {table}"));
}
