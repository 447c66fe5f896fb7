namespace Pharmacovigilance.Domain.Signals;

/// <summary>One hypothesis of the family: a stream from one of its beginnings to the next.</summary>
/// <param name="Path">Null where nothing is compared.</param>
internal sealed record StreamEpoch(StreamDefinition Definition, int Epoch, StreamPath? Path, IReadOnlyList<int> Positions);

/// <summary>
/// The evidence of all streams of a unit. Immutable, and a pure function of who was treated, who had an event, what each
/// stream is compared with, and when epochs began; <see cref="With"/> works out only what a change can touch.
/// </summary>
/// <remarks>
/// Every epoch of a stream is a hypothesis of its own in the family, and stays in it: a signal that was closed neither takes
/// the evidence of other streams away nor is it ever counted twice.
/// </remarks>
public sealed class BoardState
{
    private readonly IReadOnlyList<StreamDefinition> definitions;
    private readonly UnitCohort cohort;
    private readonly Dictionary<StreamKey, IReadOnlyList<StreamEpoch>> epochs;
    private readonly Dictionary<StreamKey, int> members;
    private readonly FamilyPath family;

    private BoardState(
        IReadOnlyList<StreamDefinition> definitions, UnitCohort cohort, Dictionary<StreamKey, IReadOnlyList<StreamEpoch>> epochs, FamilyPath? before)
    {
        (this.definitions, this.cohort, this.epochs) = (definitions, cohort, epochs);
        var compared = definitions.SelectMany(definition => epochs[definition.Key]).Where(epoch => epoch.Path is not null).ToList();
        members = [];
        // The last epoch of a stream wins: it is the one in which a signal can be raised.
        for (int i = 0; i < compared.Count; i++) members[compared[i].Definition.Key] = i;
        List<FamilyMember> all = [.. compared.Select(epoch => new FamilyMember(epoch.Path!, epoch.Positions))];
        family = before is null ? FamilyPath.Of(all, cohort.Order.Count) : before.With(all, cohort.Order.Count);
    }

    /// <summary>Nobody treated, nothing compared.</summary>
    public static BoardState Empty { get; } = new([], UnitCohort.Empty, [], before: null);

    public IReadOnlyList<StreamDefinition> Definitions => definitions;

    public UnitCohort Cohort => cohort;

    /// <summary>The evidence of all streams within the family.</summary>
    public FamilyPath Family => family;

    /// <summary>The state from what is known now, taking over every path that nothing has touched.</summary>
    /// <param name="beginnings">When the later epochs of a stream began, in order; a stream without any is in its first.</param>
    public BoardState With(
        IReadOnlyList<StreamDefinition> definitions, UnitCohort cohort, IReadOnlyDictionary<StreamKey, IReadOnlyList<DateTimeOffset>> beginnings)
    {
        var places = cohort.Order == this.cohort.Order ? null : Places(cohort);
        var next = definitions.ToDictionary(
            definition => definition.Key,
            definition => Epochs(definition, cohort, beginnings.GetValueOrDefault(definition.Key, []), places));
        return new BoardState(definitions, cohort, next, family);
    }

    /// <summary>The epoch of a stream in which a signal can be raised; null for a stream the board does not know.</summary>
    public (StreamPath Path, IReadOnlyList<int> Positions)? CurrentPath(StreamKey stream) =>
        epochs.TryGetValue(stream, out var all) && all[^1] is { Path: { } path, Positions: var positions } ? (path, positions) : null;

    /// <summary>Number of a stream's present epoch.</summary>
    public int Epoch(StreamKey stream) => epochs.TryGetValue(stream, out var all) ? all.Count - 1 : 0;

    /// <summary>Place of a stream's present epoch among the members of <see cref="Family"/>; null where it is not compared.</summary>
    public int? Member(StreamKey stream) => members.TryGetValue(stream, out int member) ? member : null;

    /// <summary>The lines of the board, in the order of the definitions.</summary>
    /// <param name="latches">The signals that stand, by stream.</param>
    public IReadOnlyList<BoardRow> Rows(IReadOnlyDictionary<StreamKey, StreamLatch> latches)
    {
        var watched = Watched();
        return [.. definitions.Select(definition => BoardVerdict.Of(
            definition, StreamCounts.Of(cohort.Patients(definition.Key)), Evidence(definition.Key), watched.Contains(definition.Key),
            latches.GetValueOrDefault(definition.Key)))];
    }

    /// <summary>Evidence of the present epoch; null where nothing is compared.</summary>
    public StreamEvidence? Evidence(StreamKey stream)
    {
        if (Member(stream) is not { } member) return null;
        var last = epochs[stream][^1];
        var path = last.Path!;
        return new StreamEvidence(
            last.Epoch, path.Count, path.K(path.Count), Shown(path.LnE(path.Count)), Shown(path.LnMaximum),
            Shown(family.LnClosed(member, family.Patients)), Shown(family.LnClosedMaximum(member)));
    }

    /// <summary>More digits than these say nothing, and another machine may differ in the last.</summary>
    private static double Shown(double lnE) => Math.Round(lnE, 9);

    /// <summary>The streams that the false discovery rate names at this look.</summary>
    private HashSet<StreamKey> Watched()
    {
        var current = members.Keys.ToList();
        double[] lnE = [.. current.Select(stream => epochs[stream][^1].Path!).Select(path => path.LnE(path.Count))];
        bool[] named = EvidenceFamily.BenjaminiHochberg(lnE, SignalThreshold.FalseDiscoveryRate);
        return [.. current.Where((_, index) => named[index])];
    }

    private IReadOnlyList<StreamEpoch> Epochs(
        StreamDefinition definition, UnitCohort now, IReadOnlyList<DateTimeOffset> beginnings, Dictionary<CohortPlace, int>? places)
    {
        var patients = now.Patients(definition.Key);
        var known = epochs.GetValueOrDefault(definition.Key);
        bool same = places is null && known is not null && known.Count == beginnings.Count + 1 && known[0].Definition == definition
            && ReferenceEquals(patients, cohort.Patients(definition.Key));
        if (same) return known!;
        var place = places ?? Places(now);
        return [.. Enumerable.Range(0, beginnings.Count + 1).Select(i => Epoch(
            definition, i, Between(patients, i == 0 ? null : beginnings[i - 1], i == beginnings.Count ? null : beginnings[i]), place,
            known is not null && i < known.Count && known[i].Definition == definition ? known[i].Path : null))];
    }

    private static StreamEpoch Epoch(
        StreamDefinition definition, int number, IReadOnlyList<CohortPatient> patients, Dictionary<CohortPlace, int> places, StreamPath? before)
    {
        // One patient who cannot be compared keeps the whole stream from being compared: leaving him out could hide events.
        if (!definition.IsCompared || patients.Any(patient => patient.Status is TallyStatus.NotComparable)) return new StreamEpoch(definition, number, null, []);
        var assessed = patients.Where(patient => patient.Status is TallyStatus.Event or TallyStatus.NoEvent or TallyStatus.Lost).ToList();
        List<bool> events = [.. assessed.Select(patient => patient.Status is TallyStatus.Event)];
        var path = before is null ? StreamPath.Of(events, definition.Reference!.ToCount(), definition.Margin, Spread(definition)) : before.With(events);
        return new StreamEpoch(definition, number, path, [.. assessed.Select(patient => places[patient.Place])]);
    }

    private static double Spread(StreamDefinition definition) => definition.Method is EvidenceMethod.SpreadBetweenUnits ? definition.Spread : 0;

    private static List<CohortPatient> Between(IReadOnlyList<CohortPatient> patients, DateTimeOffset? from, DateTimeOffset? until) =>
        [.. patients.Where(patient => (from is null || patient.Place.FirstInfusionAt >= from) && (until is null || patient.Place.FirstInfusionAt < until))];

    private static Dictionary<CohortPlace, int> Places(UnitCohort cohort)
    {
        var places = new Dictionary<CohortPlace, int>(cohort.Order.Count);
        for (int i = 0; i < cohort.Order.Count; i++) places[cohort.Order[i]] = i;
        return places;
    }
}
