using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// Latches what the facts show: a stream that crosses gets its one signal of the epoch, a correction that takes the
/// crossing away withdraws it, and facts that cross again bring it back to where it stood. Nothing is ever removed.
/// </summary>
internal static class SignalWriter
{
    /// <summary>Brings the signals in line with the facts of this transaction. Repeating it changes nothing.</summary>
    /// <param name="crossings">Every stream whose crossing could have changed, each once; streams not named stay as they are.</param>
    /// <exception cref="ArgumentException">A crossing was worked out for an epoch that its stream is not in and that has no open signal.</exception>
    public static void Settle(WriteScope scope, IReadOnlyList<StreamCrossing> crossings)
    {
        if (crossings.Count == 0)
            return;
        var signals = SignalRows.All(scope).ToDictionary(row => (row.StreamKey, row.Epoch));
        var present = EpochRows.Present(scope).ToDictionary(epoch => epoch.Key, epoch => epoch.Number);
        foreach (var crossing in crossings)
        {
            int epoch = present.GetValueOrDefault(crossing.Key);
            var signal = signals.GetValueOrDefault((crossing.Key.ToString(), crossing.Epoch));
            // A signal stays with the epoch it was raised in, for as long as it is open; none is raised in an epoch that has ended.
            if (signal is { IsOpen: true })
                Continue(scope, signal, crossing);
            else if (signal is not null || crossing.Epoch != epoch)
                throw new ArgumentException(
                    $"{crossing.Key} is in epoch {epoch}; a crossing of epoch {crossing.Epoch} says nothing about it.",
                    nameof(crossings)
                );
            else if (crossing.IsCrossed)
                Raise(scope, crossing);
        }
    }

    private static void Raise(WriteScope scope, StreamCrossing crossing)
    {
        var signalId = scope.NewId<SignalId>();
        var key = crossing.Key;
        scope.Execute(
            """
            insert into signal (id, stream_key, regimen, llt_code, basis, band, route, epoch, raised_at, reference_id, reference_version,
              patients, patients_with_event, ln_closed, snapshot)
            values (@signalId, @streamKey, @regimen, @llt, @basis, @band, @route, @epoch, @now, @referenceId, @referenceVersion,
              @patients, @patientsWithEvent, @lnClosed, @snapshot)
            """,
            new
            {
                signalId,
                streamKey = key.ToString(),
                regimen = Coded.Text(key.Regimen),
                llt = key.LltCode,
                basis = Coded.Text(key.Basis),
                band = Coded.Text(key.Band),
                route = Coded.Text(key.Route),
                epoch = crossing.Epoch,
                now = scope.Now,
                referenceId = crossing.ReferenceId,
                referenceVersion = crossing.ReferenceVersion,
                patients = crossing.Patients,
                patientsWithEvent = crossing.PatientsWithEvent,
                lnClosed = crossing.LnClosed,
                snapshot = crossing.Snapshot,
            }
        );
        SignalSteps.Append(
            scope,
            signalId,
            1,
            new NextStep(SignalStepKind.Raised, SignalStatus.Raised, Actor.Product, SignalReason.Crossed),
            new
            {
                stream = key.ToString(),
                crossing.Epoch,
                status = SignalStatus.Raised,
                crossing.Patients,
                crossing.PatientsWithEvent,
                crossing.LnClosed,
                crossing.ReferenceId,
                crossing.ReferenceVersion,
            }
        );
    }

    private static void Continue(WriteScope scope, SignalRows.StandingRow signal, StreamCrossing crossing)
    {
        if (SignalFlow.ByFacts(signal.Status, crossing.IsCrossed) is not { } kind)
            return;
        var next =
            kind == SignalStepKind.Withdrawn
                ? new NextStep(kind, SignalStatus.Withdrawn, Actor.Product, SignalReason.CrossingGone)
                : new NextStep(
                    kind,
                    SignalFlow.BeforeWithdrawal(SignalRows.Steps(scope, signal.SignalId)),
                    Actor.Product,
                    SignalReason.CrossedAgain
                );
        SignalSteps.Append(
            scope,
            signal.SignalId,
            signal.Ordinal + 1,
            next,
            new
            {
                stream = signal.StreamKey,
                signal.Epoch,
                status = next.To,
                crossing.Patients,
                crossing.PatientsWithEvent,
                // No evidence at all is minus infinity, which JSON cannot say.
                lnClosed = double.IsFinite(crossing.LnClosed) ? crossing.LnClosed : (double?)null,
                crossing.ReferenceId,
                crossing.ReferenceVersion,
                replaces = new { status = signal.Status },
            }
        );
    }
}
