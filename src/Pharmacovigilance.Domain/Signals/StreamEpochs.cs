namespace Pharmacovigilance.Domain.Signals;

/// <summary>One hypothesis: a stream from one of its beginnings to the next.</summary>
/// <param name="Definition">Of its time.</param>
/// <param name="Path">Null where nothing is compared.</param>
/// <param name="Patients">Behind the path, in its order.</param>
internal sealed record StreamEpoch(
    StreamDefinition Definition,
    int Epoch,
    StreamPath? Path,
    IReadOnlyList<int> Positions,
    IReadOnlyList<CohortPatient> Patients
)
{
    private FollowedLine? followed;

    /// <summary>The same patients as far as they have been followed; null where nothing is compared. Kept until that changes.</summary>
    public FollowedLine? Followed(UnitCohort cohort, DateTimeOffset now)
    {
        if (Path is null)
            return null;
        List<PatientFollowUp> patients =
        [
            .. Patients.Select(patient =>
                LineFollowUp.Of(
                    patient,
                    Definition,
                    cohort.KnownUntil(patient.Place.PatientId, patient.Place.Regimen),
                    now
                )
            ),
        ];
        if (followed?.Is(patients) != true)
            followed = new FollowedLine(Definition, patients, Path);
        return followed;
    }
}

/// <summary>All epochs of one stream.</summary>
internal sealed class StreamEpochs
{
    private readonly IReadOnlyList<CohortPatient> patients;
    private readonly DateTimeOffset? until;

    private StreamEpochs(
        StreamDefinition standing,
        IReadOnlyList<EpochBeginning> beginnings,
        IReadOnlyList<CohortPatient> patients,
        DateTimeOffset? until,
        IReadOnlyList<StreamEpoch> all
    ) => (Standing, Beginnings, this.patients, this.until, All) = (standing, beginnings, patients, until, all);

    /// <summary>What the present epoch is worked out by.</summary>
    public StreamDefinition Standing { get; }

    public IReadOnlyList<EpochBeginning> Beginnings { get; }

    /// <summary>The first of them has number 0.</summary>
    public IReadOnlyList<StreamEpoch> All { get; }

    public StreamEpoch Present => All[^1];

    /// <param name="places">Of everybody in the order of first infusions; asked for only where something has changed.</param>
    /// <param name="known">The same stream before a change; what nothing has touched is taken over.</param>
    /// <param name="isSameOrder">Whether nobody came or went since.</param>
    public static StreamEpochs Of(
        StreamDefinition standing,
        IReadOnlyList<EpochBeginning> beginnings,
        IReadOnlyList<CohortPatient> patients,
        Lazy<IReadOnlyDictionary<CohortPlace, int>> places,
        StreamEpochs? known = null,
        bool isSameOrder = false
    )
    {
        if (
            isSameOrder
            && known is { until: null }
            && known.Standing == standing
            && ReferenceEquals(known.patients, patients)
            && IsSame(known.Beginnings, beginnings)
        )
            return known;
        return new StreamEpochs(
            standing,
            beginnings,
            patients,
            null,
            [
                .. Enumerable
                    .Range(0, beginnings.Count + 1)
                    .Select(epoch =>
                        Of(
                            beginnings.DefinitionOf(epoch, standing),
                            epoch,
                            Between(patients, beginnings.From(epoch), beginnings.Until(epoch)),
                            places.Value,
                            known?.All.ElementAtOrDefault(epoch)
                        )
                    ),
            ]
        );
    }

    /// <summary>
    /// The same stream as it stood at an earlier moment, by what is known of its patients today: none of the epochs begun since, and
    /// where the unit has decided otherwise since, by what was decided then and without who came after.
    /// </summary>
    /// <param name="epoch">The epoch it was in.</param>
    public StreamEpochs AsOf(int epoch, Lazy<IReadOnlyDictionary<CohortPlace, int>> places)
    {
        if (epoch == Beginnings.Count)
            return this;
        IReadOnlyList<EpochBeginning> then = [.. Beginnings.Take(epoch)];
        var end = Beginnings.Skip(epoch).FirstOrDefault(beginning => beginning.Ended is not null)?.At;
        var last = Of(
            Beginnings.DefinitionOf(epoch, Standing),
            epoch,
            Between(patients, then.From(epoch), end),
            places.Value,
            before: null
        );
        return new StreamEpochs(last.Definition, then, patients, end, [.. All.Take(epoch), last]);
    }

    /// <summary>The hypotheses of the family that came so many families before the present one.</summary>
    public IEnumerable<StreamEpoch> OfFamily(int since) =>
        All.Where(epoch =>
            epoch is { Path: not null, Definition.IsPrimary: true } && Beginnings.FamiliesSince(epoch.Epoch) == since
        );

    private static bool IsSame(IReadOnlyList<EpochBeginning> one, IReadOnlyList<EpochBeginning> other) =>
        ReferenceEquals(one, other) || one.SequenceEqual(other);

    private static StreamEpoch Of(
        StreamDefinition definition,
        int number,
        IReadOnlyList<CohortPatient> patients,
        IReadOnlyDictionary<CohortPlace, int> places,
        StreamEpoch? before
    )
    {
        // One patient who cannot be compared keeps the whole stream from being compared: leaving him out could hide events.
        if (!definition.IsCompared || patients.Any(patient => patient.Status is TallyStatus.NotComparable))
            return new StreamEpoch(definition, number, null, [], []);
        // Leaving out who cannot be told could raise an alarm; counting them as "no event" cannot. Old boards left them out.
        bool all = definition.Method is EvidenceMethod.SpreadBetweenUnits;
        var assessed = patients
            .Where(patient => all || patient.Status is TallyStatus.Event or TallyStatus.NoEvent or TallyStatus.Lost)
            .ToList();
        List<bool> events = [.. assessed.Select(patient => patient.Status is TallyStatus.Event)];
        var path =
            before is { Path: { } known } && before.Definition == definition
                ? known.With(events)
                : StreamPath.Of(events, definition.Reference!.ToCount(), definition.Margin, Spread(definition));
        return new StreamEpoch(
            definition,
            number,
            path,
            [.. assessed.Select(patient => places[patient.Place])],
            assessed
        );
    }

    private static double Spread(StreamDefinition definition) =>
        definition.Method is EvidenceMethod.SpreadBetweenUnits ? definition.Spread : 0;

    private static List<CohortPatient> Between(
        IReadOnlyList<CohortPatient> patients,
        DateTimeOffset? from,
        DateTimeOffset? until
    ) =>
        [
            .. patients.Where(patient =>
                (from is null || patient.Place.FirstInfusionAt >= from)
                && (until is null || patient.Place.FirstInfusionAt < until)
            ),
        ];
}
