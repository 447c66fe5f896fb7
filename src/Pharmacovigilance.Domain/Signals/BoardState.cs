namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The evidence of all streams of a unit. Immutable, and a pure function of who was treated, who had an event, what each
/// stream is compared with, and when epochs began; <see cref="With"/> works out only what a change can touch.
/// </summary>
/// <remarks>
/// Every epoch is worked out by the definition of its time, and in the family of its time: see <see cref="EpochBeginning"/>.
/// </remarks>
public sealed class BoardState
{
    private readonly IReadOnlyList<StreamDefinition> definitions;
    private readonly UnitCohort cohort;
    private readonly Dictionary<StreamKey, StreamEpochs> epochs;
    private readonly BoardFamilies families;

    private BoardState(
        IReadOnlyList<StreamDefinition> definitions,
        UnitCohort cohort,
        Dictionary<StreamKey, StreamEpochs> epochs,
        BoardFamilies? before
    )
    {
        (this.definitions, this.cohort, this.epochs) = (definitions, cohort, epochs);
        families = BoardFamilies.Of(
            [.. definitions.Select(definition => epochs[definition.Key])],
            cohort.Order.Count,
            before
        );
    }

    /// <summary>Nobody treated, nothing compared.</summary>
    public static BoardState Empty { get; } = new([], UnitCohort.Empty, [], before: null);

    public IReadOnlyList<StreamDefinition> Definitions => definitions;

    public UnitCohort Cohort => cohort;

    /// <summary>The evidence of all primary lines within the present family.</summary>
    public FamilyPath Family => families.Present;

    /// <summary>The state from what is known now, taking over every path that nothing has touched.</summary>
    public BoardState With(
        IReadOnlyList<StreamDefinition> definitions,
        UnitCohort cohort,
        IReadOnlyDictionary<StreamKey, IReadOnlyList<EpochBeginning>> beginnings
    )
    {
        bool isSameOrder = cohort.Order == this.cohort.Order;
        var places = Places(cohort);
        var next = definitions.ToDictionary(
            definition => definition.Key,
            definition =>
                StreamEpochs.Of(
                    definition,
                    beginnings.GetValueOrDefault(definition.Key, []),
                    cohort.Patients(definition.Key),
                    places,
                    epochs.GetValueOrDefault(definition.Key),
                    isSameOrder
                )
        );
        return new BoardState(definitions, cohort, next, families);
    }

    /// <summary>The epoch of a stream in which a signal can be raised; null where nothing is compared in it.</summary>
    public (StreamPath Path, IReadOnlyList<int> Positions)? CurrentPath(StreamKey stream) =>
        epochs.TryGetValue(stream, out var all) && all.Present is { Path: { } path, Positions: var positions }
            ? (path, positions)
            : null;

    /// <summary>Number of a stream's present epoch.</summary>
    public int Epoch(StreamKey stream) => epochs.TryGetValue(stream, out var all) ? all.Present.Epoch : 0;

    /// <summary>Place of a stream's present epoch among the members of <see cref="Family"/>; null where it is not compared or the line is not primary.</summary>
    public int? Member(StreamKey stream) => families.Member(stream, Epoch(stream));

    /// <summary>The lines of the board, in the order of the definitions.</summary>
    /// <param name="latches">The signals that stand, by stream.</param>
    /// <param name="now">
    /// Time at risk is counted up to the beginning of this day, in UTC: on one day the same facts give the same board.
    /// </param>
    public IReadOnlyList<BoardRow> Rows(IReadOnlyDictionary<StreamKey, StreamLatch> latches, DateTimeOffset now)
    {
        var watched = Watched();
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return
        [
            .. definitions.Select(definition =>
                BoardVerdict.Of(
                    definition,
                    StreamCounts.Of(cohort.Patients(definition.Key)),
                    Evidence(definition.Key),
                    watched.Contains(definition.Key),
                    latches.GetValueOrDefault(definition.Key),
                    Followed(definition, day)
                )
            ),
        ];
    }

    private FollowedLine? Followed(StreamDefinition definition, DateTimeOffset day) =>
        definition.Method is EvidenceMethod.SpreadBetweenUnits
            ? epochs[definition.Key].Present.Followed(cohort, day)
            : null;

    /// <summary>Evidence of the present epoch; null where nothing is compared.</summary>
    public StreamEvidence? Evidence(StreamKey stream) => Evidence(stream, Epoch(stream));

    /// <summary>The same of any epoch, by the definition and in the family of its time.</summary>
    public StreamEvidence? Evidence(StreamKey stream, int epoch)
    {
        if (
            !epochs.TryGetValue(stream, out var all)
            || all.All.ElementAtOrDefault(epoch) is not { Path: { } path, Definition: var definition }
        )
            return null;
        var within = families.Find(stream, epoch);
        double highest = Shown(path.LnMaximum);
        bool knowsSpread = definition.Method is EvidenceMethod.SpreadBetweenUnits,
            stands = highest >= SignalThreshold.LnE;
        return new StreamEvidence(
            Epoch: epoch,
            Patients: path.Count,
            PatientsWithEvent: path.K(path.Count),
            LnNow: Shown(path.LnE(path.Count)),
            LnHighest: highest,
            LnFamilyNow: within is var (now, at) ? Shown(now.LnClosed(at, now.Patients)) : 0,
            LnFamilyHighest: within is var (family, member) ? Shown(family.LnClosedMaximum(member)) : 0,
            SpreadStar: knowsSpread && stands ? path.LargestSpread : null,
            LnHighestAtTrial: knowsSpread && !stands && definition.Spread > 0 ? Shown(path.LnMaximumAtTrial) : null
        );
    }

    /// <summary><see cref="StreamEvidence.LnFamilyHighest"/> alone, which is at hand; null where the epoch is no hypothesis of its family.</summary>
    public double? LnFamilyHighest(StreamKey stream, int epoch) =>
        families.Find(stream, epoch) is var (family, member) ? Shown(family.LnClosedMaximum(member)) : null;

    /// <summary>
    /// The same by what is known of the patients today, in the family as it was at an earlier moment: no epoch that began since adds
    /// a hypothesis, and what the unit has decided since changes nothing.
    /// </summary>
    public double? LnFamilyHighestAsOf(DateTimeOffset moment, StreamKey stream, int epoch)
    {
        var places = Places(cohort);
        var then = epochs.ToDictionary(
            one => one.Key,
            one =>
                one.Value.AsOf(
                    one.Key == stream ? epoch : one.Value.Beginnings.Count(beginning => beginning.At <= moment),
                    places
                )
        );
        return new BoardState(
            [.. definitions.Select(definition => then[definition.Key].Standing)],
            cohort,
            then,
            before: null
        ).LnFamilyHighest(stream, epoch);
    }

    /// <summary>τ*, whether or not the present epoch reaches 20 by its own τ; null where it does by none.</summary>
    public double? LargestSpread(StreamKey stream) => epochs.GetValueOrDefault(stream)?.Present.Path?.LargestSpread;

    /// <summary>What an epoch is worked out by; null for a stream or an epoch that is not known.</summary>
    public StreamDefinition? DefinitionOf(StreamKey stream, int epoch) =>
        epochs.GetValueOrDefault(stream)?.All.ElementAtOrDefault(epoch)?.Definition;

    /// <summary>The epochs of a stream before the present one, the first first.</summary>
    public IReadOnlyList<EndedEpoch> Ended(StreamKey stream) =>
        epochs.GetValueOrDefault(stream) is not { } all
            ? []
            :
            [
                .. all.Beginnings.Select(
                    (next, epoch) => new EndedEpoch(epoch, next.At, all.All[epoch].Definition, Evidence(stream, epoch))
                ),
            ];

    /// <summary>More digits than these say nothing, and another machine may differ in the last.</summary>
    private static double Shown(double lnE) => Math.Round(lnE, 9);

    /// <summary>The streams that the false discovery rate names at this look.</summary>
    private HashSet<StreamKey> Watched()
    {
        var current = definitions
            .Select(definition => definition.Key)
            .Where(stream => epochs[stream].Present.Path is not null)
            .ToList();
        double[] lnE = [.. current.Select(stream => epochs[stream].Present.Path!).Select(path => path.LnE(path.Count))];
        bool[] named = EvidenceFamily.BenjaminiHochberg(lnE, SignalThreshold.FalseDiscoveryRate);
        return [.. current.Where((_, index) => named[index])];
    }

    private static Lazy<IReadOnlyDictionary<CohortPlace, int>> Places(UnitCohort cohort) =>
        new(() =>
        {
            var places = new Dictionary<CohortPlace, int>(cohort.Order.Count);
            for (int i = 0; i < cohort.Order.Count; i++)
                places[cohort.Order[i]] = i;
            return places;
        });
}
