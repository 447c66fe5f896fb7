using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class BoardStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Today = Start.AddYears(2);
    private static readonly StreamKey Reactions = Key(Regimen.IsaKd, CtcaeTerms.InfusionRelatedReaction);
    private static readonly StreamKey Infections = Key(Regimen.IsaPd, CtcaeTerms.UpperRespiratoryInfection);

    [Fact]
    public void Rows_NobodyTreated_AreTooFewAndNeverGreen()
    {
        var row = Assert.Single(Rows([Compared(Reactions)], []));
        Assert.Equal(
            (StreamState.TooFew, StreamReason.NobodyAssessed, 10),
            (row.State, row.Reason, row.PatientsNeeded)
        );
    }

    [Fact]
    public void Rows_NoReference_StaysSoWhateverHappens()
    {
        var row = Assert.Single(
            Rows([Compared(Reactions) with { Reference = null }], Entries(Reactions, 40, events: 40))
        );
        Assert.Equal((StreamState.NoReference, StreamReason.NoRowForStream), (row.State, row.Reason));
        Assert.Null(row.Evidence);
    }

    [Theory]
    [InlineData(ComparabilityGap.CtcaeCriteria, StreamReason.CtcaeCriteriaDiffer)]
    [InlineData(ComparabilityGap.TermDefinition, StreamReason.TermDefinitionDiffers)]
    [InlineData(ComparabilityGap.Basis, StreamReason.BasisDiffers)]
    public void Rows_Gap_IsNotComparableWhateverHappens(ComparabilityGap gap, StreamReason reason)
    {
        var row = Assert.Single(Rows([Compared(Reactions) with { Gap = gap }], Entries(Reactions, 40, events: 40)));
        Assert.Equal((StreamState.NotComparable, reason), (row.State, row.Reason));
    }

    [Fact]
    public void Rows_OnePatientOnAnotherScale_IsNotComparable()
    {
        var entries = Entries(Reactions, 40, events: 10);
        var row = Assert.Single(
            Rows([Compared(Reactions)], [.. entries[..^1], entries[^1] with { Status = TallyStatus.NotComparable }])
        );
        Assert.Equal(
            (StreamState.NotComparable, StreamReason.CtcaeCriteriaDiffer, 1),
            (row.State, row.Reason, row.Counts.NotComparable)
        );
    }

    [Theory]
    [InlineData(9, StreamState.TooFew, StreamReason.BelowMinimum)]
    [InlineData(10, StreamState.WithinExpectation, StreamReason.EvidenceLow)]
    public void Rows_FewPatients_NeedTheMinimum(int patients, StreamState state, StreamReason reason)
    {
        var row = Assert.Single(Rows([Compared(Reactions)], Entries(Reactions, patients, events: 3)));
        Assert.Equal((state, reason), (row.State, row.Reason));
    }

    [Theory]
    [InlineData(33, StreamState.TooFew, StreamReason.DoublingWouldNotShow)]
    [InlineData(34, StreamState.WithinExpectation, StreamReason.EvidenceLow)]
    public void Rows_RareEvent_NeedsAsManyAsADoublingWouldTake(int patients, StreamState state, StreamReason reason)
    {
        var neutropenia = Compared(Reactions) with
        {
            Reference = new StreamReference
            {
                RowId = "r",
                LedgerVersion = "v",
                PatientsWithEvent = 36,
                Patients = 177,
                FollowUpMonths = null,
            },
        };
        var row = Assert.Single(Rows([neutropenia], Entries(Reactions, patients, events: 4)));
        Assert.Equal((state, reason, 34), (row.State, row.Reason, row.PatientsNeeded));
    }

    [Fact]
    public void Rows_NotAssessed_LeavesNumeratorAndDenominator()
    {
        var entries = Entries(Reactions, 12, events: 3);
        var row = Assert.Single(
            Rows(
                [Compared(Reactions)],
                [
                    .. entries,
                    .. Entries(Reactions, 5, 0, from: 20)
                        .Select(entry => entry with { Status = TallyStatus.NotAssessed }),
                ]
            )
        );
        Assert.Equal(new StreamCounts(3, 12, 5, 0), row.Counts);
        Assert.Equal(12, row.Evidence!.Patients);
    }

    [Fact]
    public void Rows_AlarmingAlone_IsWatchUntilTheWholeFamilyBearsIt()
    {
        // Eight of eight against 81/177 is enough alone, and not for one of 24 lines.
        var silent = Enumerable.Range(0, 23).Select(i => Compared(Key(Regimen.IsaPd, $"1000{i:0000}"))).ToList();
        var row = Rows([Compared(Reactions), .. silent], Entries(Reactions, 8, events: 8))[0];
        Assert.Equal((StreamState.Watch, StreamReason.AloneAboveThreshold), (row.State, row.Reason));
        Assert.InRange(Math.Exp(row.Evidence!.LnFamilyHighest), 1, 20);

        var alone = Assert.Single(Rows([Compared(Reactions)], Entries(Reactions, 8, events: 8)));
        Assert.Equal((StreamState.Signal, StreamReason.FamilyAboveThreshold), (alone.State, alone.Reason));
    }

    [Theory]
    [InlineData(SignalStatus.Raised, StreamState.Signal)]
    [InlineData(SignalStatus.Confirmed, StreamState.Signal)]
    [InlineData(SignalStatus.Refuted, StreamState.Signal)]
    [InlineData(SignalStatus.Withdrawn, StreamState.WithinExpectation)]
    public void Rows_LatchedSignal_StandsUntilItIsWithdrawnOrClosed(SignalStatus status, StreamState expected)
    {
        var state = State([Compared(Reactions)], Entries(Reactions, 12, events: 3));
        var row = Assert.Single(
            state.Rows(
                new Dictionary<StreamKey, StreamLatch> { [Reactions] = new(new SignalId(Id(1)), 0, status, Start) },
                Today
            )
        );
        Assert.Equal(expected, row.State);
    }

    [Theory]
    [InlineData(EvidenceMethod.SameAsTrial, 0, 8, false, false)]
    [InlineData(EvidenceMethod.SpreadBetweenUnits, 0.3, 12, true, false)]
    [InlineData(EvidenceMethod.SpreadBetweenUnits, 0.3, 8, false, true)]
    [InlineData(EvidenceMethod.SpreadBetweenUnits, 0, 8, true, false)]
    public void Evidence_OfALine_SaysWhatItSurvivesAndWhatTheTrialAloneWouldSay(
        EvidenceMethod method,
        double spread,
        int events,
        bool stands,
        bool aboveTrialOnly
    )
    {
        var definition = Compared(Reactions) with { Method = method, Spread = spread };
        var evidence = State([definition], Entries(Reactions, events, events)).Evidence(Reactions)!;
        Assert.Equal(stands, evidence.SpreadStar >= spread);
        Assert.Equal(aboveTrialOnly, evidence.IsAboveTrialOnly);
        string json = System.Text.Json.JsonSerializer.Serialize(evidence);
        Assert.Equal(stands, json.Contains("SpreadStar", StringComparison.Ordinal));
        Assert.Equal(aboveTrialOnly, json.Contains("LnHighestAtTrial", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_NoFiniteNumber_IsAnErrorAndShowsNoFigure()
    {
        var evidence = new StreamEvidence(0, 20, 5, double.NaN, 0, 0, 0);
        var row = BoardVerdict.Of(
            Compared(Reactions),
            new StreamCounts(5, 20, 0, 0),
            evidence,
            isWatched: false,
            latch: null
        );
        Assert.Equal((StreamState.Error, StreamReason.NoFiniteNumber), (row.State, row.Reason));
        Assert.Null(row.Evidence);
    }

    [Fact]
    public void Urgency_EveryStateHasAPlace_AndSignalIsTheMostUrgent() =>
        Assert.Equal(
            [
                StreamState.Signal,
                StreamState.Error,
                StreamState.Watch,
                StreamState.FewerThanPlausible,
                StreamState.UnknownOutcomes,
                StreamState.FollowedTooBriefly,
                StreamState.NoReassurance,
                StreamState.TooFew,
                StreamState.WithinExpectation,
                StreamState.NotComparable,
                StreamState.NoReference,
            ],
            Enum.GetValues<StreamState>().OrderByDescending(state => state.Urgency())
        );

    [Fact]
    public void With_StepByStepInAnyOrder_GivesToTheBitWhatTheWholeGives()
    {
        StreamDefinition[] definitions =
        [
            Compared(Reactions),
            Compared(Infections) with
            {
                Reference = new StreamReference
                {
                    RowId = "u",
                    LedgerVersion = "v",
                    PatientsWithEvent = 52,
                    Patients = 152,
                    FollowUpMonths = 35.3m,
                },
            },
        ];
        var random = new Random(5);
        CohortEntry[] entries =
        [
            .. Entries(Reactions, 30, events: 20),
            .. Entries(Infections, 25, events: 12, from: 100),
        ];
        random.Shuffle(entries);
        var expected = State(definitions, entries).Rows(new Dictionary<StreamKey, StreamLatch>(), Today);

        var state = BoardState.Empty;
        foreach (var entry in entries)
        {
            // First treated without an event, and some first at a wrong time: corrections must leave no trace.
            state = state.With(
                definitions,
                state.Cohort.With([
                    entry with
                    {
                        Status = TallyStatus.NoEvent,
                        FirstInfusionAt = entry.FirstInfusionAt.AddDays(random.Next(3)),
                    },
                ]),
                EpochBeginnings.None
            );
            state = state.With(definitions, state.Cohort.With([entry]), EpochBeginnings.None);
        }

        Assert.Equal(expected, state.Rows(new Dictionary<StreamKey, StreamLatch>(), Today));
    }

    [Fact]
    public void With_NewEpoch_BeginsEmptyAndTakesNothingFromOtherStreams()
    {
        StreamDefinition[] definitions =
        [
            Compared(Reactions),
            Compared(Infections) with
            {
                Reference = new StreamReference
                {
                    RowId = "u",
                    LedgerVersion = "v",
                    PatientsWithEvent = 52,
                    Patients = 152,
                    FollowUpMonths = 35.3m,
                },
            },
        ];
        CohortEntry[] entries = [.. Entries(Reactions, 8, events: 8), .. Entries(Infections, 8, events: 8, from: 100)];
        var before = State(definitions, entries);
        var closed = new Dictionary<StreamKey, IReadOnlyList<EpochBeginning>>
        {
            [Reactions] = [new EpochBeginning(Start.AddDays(20))],
        };
        var after = before.With(definitions, before.Cohort, closed);

        Assert.Equal(
            (1, 0, 0.0),
            (
                after.Evidence(Reactions)!.Epoch,
                after.Evidence(Reactions)!.Patients,
                after.Evidence(Reactions)!.LnHighest
            )
        );
        Assert.True(before.Evidence(Infections)!.LnFamilyHighest >= SignalThreshold.LnE);
        Assert.True(after.Evidence(Infections)!.LnFamilyHighest >= SignalThreshold.LnE);

        var next = after.With(definitions, after.Cohort.With(Entries(Reactions, 3, events: 1, from: 40)), closed);
        Assert.Equal((3, 1), (next.Evidence(Reactions)!.Patients, next.Evidence(Reactions)!.PatientsWithEvent));
    }

    [Fact]
    public void With_Margin_NeedsMoreToSaySo()
    {
        var entries = Entries(Reactions, 30, events: 25);
        double strict = State([Compared(Reactions)], entries).Evidence(Reactions)!.LnHighest;
        double lenient = State([Compared(Reactions) with { Margin = 1.25 }], entries).Evidence(Reactions)!.LnHighest;
        Assert.True(lenient < strict);
    }

    private static IReadOnlyList<BoardRow> Rows(IReadOnlyList<StreamDefinition> definitions, CohortEntry[] entries) =>
        State(definitions, entries).Rows(new Dictionary<StreamKey, StreamLatch>(), Today);

    private static BoardState State(IReadOnlyList<StreamDefinition> definitions, CohortEntry[] entries) =>
        BoardState.Empty.With(definitions, UnitCohort.Empty.With(entries), EpochBeginnings.None);

    private static StreamKey Key(Regimen regimen, string llt) =>
        new()
        {
            Regimen = regimen,
            LltCode = llt,
            Basis = EventBasis.AdverseEvent,
            Band = GradeBand.Any,
        };

    private static StreamDefinition Compared(StreamKey key) =>
        new()
        {
            Key = key,
            Reference = new StreamReference
            {
                RowId = "r",
                LedgerVersion = "v",
                PatientsWithEvent = 81,
                Patients = 177,
                FollowUpMonths = 44,
            },
            Gap = null,
            Margin = 1,
            MinimumPatients = 10,
        };

    /// <summary>Patients treated one per day, the events evenly among them.</summary>
    private static CohortEntry[] Entries(StreamKey stream, int patients, int events, int from = 0) =>
        [
            .. Enumerable
                .Range(0, patients)
                .Select(i => new CohortEntry
                {
                    CourseId = new CourseId(Id(1000 + from + i)),
                    PatientId = new PatientId(Id(from + i)),
                    Stream = stream,
                    FirstInfusionAt = Start.AddDays(from + i),
                    Status =
                        ((i + 1) * events / patients) > (i * events / patients)
                            ? TallyStatus.Event
                            : TallyStatus.NoEvent,
                }),
        ];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
