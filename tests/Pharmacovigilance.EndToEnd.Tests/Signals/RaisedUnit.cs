using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>
/// A real unit with two officers and a physician, in which a few streams have crossed, one for each test. They are streams
/// the board does not have: nobody stands behind them, and the product would withdraw them at the start.
/// </summary>
public sealed class RaisedUnit : PreparedUnit
{
    public const string Officer = "officer";
    public const string Colleague = "colleague";
    public const string Physician = "physician";

    /// <summary>Signals by the LLT code of their stream.</summary>
    public Dictionary<string, SignalId> Signals { get; } = new(StringComparer.Ordinal);

    protected override async Task FillAsync(Stores stores)
    {
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        await AccountAsync(stores, Colleague, "Olga Example", Role.SafetyOfficer);
        await AccountAsync(stores, Physician, "Paula Example", Role.Physician);
        string[] terms = ["10051792", "10046300", "10020772"];
        await stores.Queue.RunAsync(new WriteRequest(Actor.Product, "test.settle"), scope =>
        {
            SignalWriter.Settle(scope, [.. terms.Select(Crossing)]);
            foreach (var signal in SignalRows.Latched(scope))
                Signals[signal.Key.LltCode] = signal.SignalId;
            return 0;
        });
    }

    private static StreamCrossing Crossing(string llt) =>
        new(
            new StreamKey
            {
                Regimen = Regimen.IsaPd,
                LltCode = llt,
                Basis = EventBasis.Laboratory,
                Band = GradeBand.GradeAtLeast3,
            },
            0,
            IsCrossed: true,
            20,
            7,
            3.25,
            "icaria-a-urti-any-usic-isapd",
            "2026-11",
            """{"withEvent": 7, "assessed": 20, "reference": {"withEvent": 4, "patients": 152}, "hazardRatios": [1.5, 2, 3, 5]}"""
        );
}
