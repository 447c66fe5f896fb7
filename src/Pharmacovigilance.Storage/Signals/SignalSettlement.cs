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
        var latched = BoardSignals.Latches(scope);
        var crossings = state.Definitions
            .Where(definition => Changes(HasCrossed(state.Evidence(definition.Key)), latched.GetValueOrDefault(definition.Key)))
            .Where(definition => !StandsAsRaised(scope, state, definition.Key, latched.GetValueOrDefault(definition.Key)))
            .Select(definition => Crossing(state, definition, state.Evidence(definition.Key)))
            .ToList();
        if (crossings.Count > 0) SignalWriter.Settle(scope, crossings);
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
        bool sameRoutes = standing.Select(definition => (definition.Key.Regimen, definition.Key.Route)).Where(way => way.Route is not InfusionRoute.Intravenous)
            .ToHashSet().SetEquals(state.Cohort.OtherRoutes);
        if (minimumPatients is null && sameRoutes && scope.Board.IsSettledBy(knowledge)) return;
        var policy = EvidencePolicy.Standing(standing, EvidenceMethod.SameAsTrial);
        if (minimumPatients is { } minimum) policy = policy with { MinimumPatients = minimum };
        var wanted = BoardStreams.Of(knowledge, policy, state.Cohort.OtherRoutes);
        var known = standing.ToDictionary(definition => definition.Key);
        for (int i = 0; i < wanted.Count; i++)
            if (!known.Remove(wanted[i].Key, out var before) || before != wanted[i]) DefinitionRows.Insert(scope, wanted[i], i);
        foreach (var gone in known.Values) DefinitionRows.Insert(scope, gone, wanted.Count, isOnBoard: false);
        scope.Board.SettledBy(knowledge);
        if (!standing.SequenceEqual(wanted)) scope.Touch(Rooms.Signals);
    }

    private static bool HasCrossed(StreamEvidence? evidence) => evidence?.LnFamilyHighest >= SignalThreshold.LnE;

    /// <summary>Whether a signal has to be raised, withdrawn or reinstated; that is rare, and a snapshot is written only then.</summary>
    private static bool Changes(bool hasCrossed, StreamLatch? latch) => hasCrossed == (latch is null or { Status: SignalStatus.Withdrawn });

    /// <summary>
    /// Whether a signal still follows from the facts in the family it was raised in. An epoch that another stream has begun
    /// since adds a hypothesis and may take a little off everybody; that is no correction, and withdraws nothing.
    /// </summary>
    private static bool StandsAsRaised(WriteScope scope, BoardState state, StreamKey stream, StreamLatch? latch)
    {
        if (latch is null or { Status: SignalStatus.Withdrawn }) return false;
        var then = BoardSignals.Beginnings(scope).ToDictionary(
            pair => pair.Key, IReadOnlyList<DateTimeOffset> (pair) => [.. pair.Value.Where(beginning => beginning <= latch.RaisedAt)]);
        return HasCrossed(state.With(state.Definitions, state.Cohort, then).Evidence(stream));
    }

    private static StreamCrossing Crossing(BoardState state, StreamDefinition definition, StreamEvidence? evidence) => new(
        definition.Key,
        state.Epoch(definition.Key),
        HasCrossed(evidence),
        evidence?.Patients ?? 0,
        evidence?.PatientsWithEvent ?? 0,
        evidence?.LnFamilyHighest ?? 0,
        definition.Reference?.RowId,
        definition.Reference?.LedgerVersion,
        StoredJson.Write(SignalSnapshot.Of(state, definition, evidence)));
}

/// <summary>What a signal was raised from: enough to work it out again by hand.</summary>
/// <param name="Patients">Everybody treated, of earlier epochs too, in the order of first infusions. No name and no number of a patient.</param>
/// <param name="Family">Evidence of the other streams at that moment.</param>
internal sealed record SignalSnapshot(
    StreamDefinition Definition, StreamEvidence? Evidence, IReadOnlyList<SignalSnapshot.Patient> Patients, IReadOnlyList<SignalSnapshot.Stream> Family)
{
    internal sealed record Patient(DateTimeOffset FirstInfusionAt, TallyStatus Status);

    internal sealed record Stream(string Key, StreamEvidence Evidence);

    public static SignalSnapshot Of(BoardState state, StreamDefinition definition, StreamEvidence? evidence) => new(
        definition, evidence,
        [.. state.Cohort.Patients(definition.Key).Select(patient => new Patient(patient.Place.FirstInfusionAt, patient.Status))],
        [.. state.Definitions.Select(one => (one.Key, Evidence: state.Evidence(one.Key))).Where(pair => pair.Evidence is not null)
            .Select(pair => new Stream(pair.Key.ToString(), pair.Evidence!))]);
}
