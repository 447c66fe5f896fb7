using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// What must be true again after cohorts or knowledge changed: the definitions of the streams are those of the knowledge, and
/// a signal stands exactly where the evidence within the family has reached its threshold. Runs inside the transaction of the change.
/// </summary>
internal static class SignalSettlement
{
    /// <param name="minimumPatients">Null keeps what is in force.</param>
    public static void Run(WriteScope scope, Knowledge knowledge, int? minimumPatients = null)
    {
        Define(scope, knowledge, minimumPatients);
        var state = scope.Board.At(scope);
        var open = BoardSignals
            .Open(scope)
            .ToDictionary(signal => (signal.Key, signal.Latch.Epoch), signal => signal.Latch);
        // A signal belongs to the epoch it was raised in: it follows from the facts of that one, also after a newer one began.
        var crossings = state
            .Definitions.Select(definition => (definition.Key, Epoch: state.Epoch(definition.Key)))
            .Union(open.Keys)
            .Where(epoch => state.DefinitionOf(epoch.Key, epoch.Epoch) is not null)
            .Where(epoch =>
                Changes(HasCrossed(state.LnFamilyHighest(epoch.Key, epoch.Epoch)), open.GetValueOrDefault(epoch))
            )
            .Where(epoch => !StandsAsRaised(state, epoch.Key, open.GetValueOrDefault(epoch)))
            .Select(epoch => Crossing(state, epoch.Key, epoch.Epoch))
            .ToList();
        if (crossings.Count > 0)
            SignalWriter.Settle(scope, crossings);
    }

    /// <summary>A margin of a stream, from now on.</summary>
    public static void SetMargin(WriteScope scope, Knowledge knowledge, StreamKey stream, double margin, string reason)
    {
        var definitions = scope.Board.At(scope).Definitions;
        int position = definitions.ToList().FindIndex(definition => definition.Key == stream);
        DefinitionRows.Insert(scope, definitions[position] with { Margin = margin }, position, reason: reason);
        scope.Touch(Rooms.Signals);
        Run(scope, knowledge);
    }

    private static void Define(WriteScope scope, Knowledge knowledge, int? minimumPatients)
    {
        var state = scope.Board.At(scope);
        var standing = state.Definitions;
        // A first patient by another route brings streams of that route onto the board, and the last one who leaves takes them off.
        bool sameRoutes = standing
            .Select(definition => (definition.Key.Regimen, definition.Key.Route))
            .Where(way => way.Route is not InfusionRoute.Intravenous)
            .ToHashSet()
            .SetEquals(state.Cohort.OtherRoutes);
        if (minimumPatients is null && sameRoutes && scope.Board.IsSettledBy(knowledge))
            return;
        var policy = EvidenceDecisionRows.InForce(scope, standing);
        if (minimumPatients is { } minimum)
            policy = policy with { MinimumPatients = minimum };
        Write(scope, knowledge, policy);
    }

    /// <summary>What the unit has decided about its evidence, from now on.</summary>
    public static void Redefine(WriteScope scope, Knowledge knowledge, EvidencePolicy policy, string reason)
    {
        Write(scope, knowledge, policy, reason);
        Run(scope, knowledge);
    }

    private static void Write(WriteScope scope, Knowledge knowledge, EvidencePolicy policy, string? reason = null)
    {
        var state = scope.Board.At(scope);
        var wanted = BoardStreams.Of(knowledge, policy, state.Cohort.OtherRoutes);
        var known = state.Definitions.ToDictionary(definition => definition.Key);
        for (int i = 0; i < wanted.Count; i++)
            if (!known.Remove(wanted[i].Key, out var before) || before != wanted[i])
                DefinitionRows.Insert(scope, wanted[i], i, reason: reason);
        foreach (var gone in known.Values)
            DefinitionRows.Insert(scope, gone, wanted.Count, isOnBoard: false);
        scope.Board.SettledBy(knowledge);
        if (!state.Definitions.SequenceEqual(wanted))
            scope.Touch(Rooms.Signals);
    }

    private static bool HasCrossed(double? lnFamily) => lnFamily >= SignalThreshold.LnE;

    /// <summary>Whether a signal has to be raised, withdrawn or reinstated; that is rare, and a snapshot is written only then.</summary>
    private static bool Changes(bool hasCrossed, StreamLatch? latch) =>
        hasCrossed == (latch is null or { Status: SignalStatus.Withdrawn });

    /// <summary>
    /// Whether a signal still follows from the facts in the family it was raised in. An epoch that another stream has begun
    /// since adds a hypothesis and may take a little off everybody, and the unit may have decided otherwise since; neither is a
    /// correction, and withdraws nothing.
    /// </summary>
    private static bool StandsAsRaised(BoardState state, StreamKey stream, StreamLatch? latch) =>
        latch is not (null or { Status: SignalStatus.Withdrawn })
        && HasCrossed(state.LnFamilyHighestAsOf(latch.RaisedAt, stream, latch.Epoch));

    private static StreamCrossing Crossing(BoardState state, StreamKey stream, int epoch)
    {
        var definition = state.DefinitionOf(stream, epoch)!;
        var evidence = state.Evidence(stream, epoch);
        return new StreamCrossing(
            stream,
            epoch,
            HasCrossed(evidence?.LnFamilyHighest),
            evidence?.Patients ?? 0,
            evidence?.PatientsWithEvent ?? 0,
            evidence?.LnFamilyHighest ?? 0,
            definition.Reference?.RowId,
            definition.Reference?.LedgerVersion,
            StoredJson.Write(SignalSnapshot.Of(state, definition, evidence))
        );
    }
}

/// <summary>What a signal was raised from: enough to work it out again by hand.</summary>
/// <param name="Patients">Everybody treated, of earlier epochs too, in the order of first infusions. No name and no number of a patient.</param>
/// <param name="Family">Evidence of the other streams at that moment.</param>
internal sealed record SignalSnapshot(
    StreamDefinition Definition,
    StreamEvidence? Evidence,
    IReadOnlyList<SignalSnapshot.Patient> Patients,
    IReadOnlyList<SignalSnapshot.Stream> Family
)
{
    internal sealed record Patient
    {
        public required DateTimeOffset FirstInfusionAt { get; init; }

        public required TallyStatus Status { get; init; }
    }

    internal sealed record Stream(string Key, StreamEvidence Evidence);

    public static SignalSnapshot Of(BoardState state, StreamDefinition definition, StreamEvidence? evidence) =>
        new(
            definition,
            evidence,
            [
                .. state
                    .Cohort.Patients(definition.Key)
                    .Select(patient => new Patient
                    {
                        FirstInfusionAt = patient.Place.FirstInfusionAt,
                        Status = patient.Status,
                    }),
            ],
            [
                .. state
                    .Definitions.Select(one => (one.Key, Evidence: state.Evidence(one.Key)))
                    .Where(pair => pair.Evidence is not null)
                    .Select(pair => new Stream(pair.Key.ToString(), pair.Evidence!)),
            ]
        );
}
