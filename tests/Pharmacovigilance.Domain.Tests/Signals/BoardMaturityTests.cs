using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>When a line is green, and what it says when it is not.</summary>
public class BoardMaturityTests
{
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly StreamKey Infections = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    private static StreamDefinition OfInfections { get; } =
        new()
        {
            Key = Infections,
            Reference = new StreamReference
            {
                RowId = "u",
                LedgerVersion = "v",
                PatientsWithEvent = 52,
                Patients = 152,
                FollowUpMonths = 35.3m,
            },
            Gap = null,
            Margin = 1,
            MinimumPatients = 10,
            Method = EvidenceMethod.SpreadBetweenUnits,
            Spread = 0.2,

            Timing = new StreamTiming
            {
                MedianTreatmentMonths = 10.95,
                TreatmentCut = "icaria-c",
                FirstInfusionPart = null,
                FirstInfusions = null,
                MayRise = false,
            },
        };

    private static StreamDefinition OfReactions { get; } =
        new()
        {
            Key = Reactions,
            Reference = new StreamReference
            {
                RowId = "r",
                LedgerVersion = "v",
                PatientsWithEvent = 58,
                Patients = 152,
                FollowUpMonths = 35.3m,
            },
            Gap = null,
            Margin = 1,
            MinimumPatients = 10,
            Method = EvidenceMethod.SpreadBetweenUnits,
            Spread = 0.3,

            Timing = new StreamTiming
            {
                MedianTreatmentMonths = null,
                TreatmentCut = null,
                FirstInfusionPart = 1,
                FirstInfusions = 1,
                MayRise = false,
            },
        };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Fact]
    public void EightOfSixty_TwoMonthsAfterTheFirstDose_AreFollowedTooBriefly()
    {
        var row = Row(OfInfections, Of(60, months: 2, events: 8, eventAt: 1));

        Assert.Equal((StreamState.FollowedTooBriefly, StreamReason.FollowedTooBriefly), (row.State, row.Reason));
        Assert.Equal((0, 60, 0), (row.Maturity!.Complete, row.Maturity.Known, row.Maturity.Unknown));
        Assert.Equal(4.01, row.Maturity.Expected, 2);
        Assert.Equal(112, row.Maturity.MonthsAtRisk!.Value, 1);
        Assert.InRange(row.Maturity.MonthsStillNeeded!.Value, 380, 390);
        Assert.InRange(row.Maturity.FurtherMonths ?? double.PositiveInfinity, 5, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void OneInfusionEach_IsFollowedTooBriefly(int events)
    {
        var row = Row(OfInfections, Of(60, months: 0.1, events, eventAt: 0.05));

        Assert.Equal(StreamState.FollowedTooBriefly, row.State);
        Assert.InRange(row.Maturity!.Expected, 0.1, 0.3);
    }

    [Fact]
    public void EventsAsExpected_AreGreenFromTheDayTheDoublingIsExcluded()
    {
        var entries = Of(40, months: 6, events: 6, eventAt: 3);
        var rows = Enumerable.Range(-150, 300).Select(day => Row(OfInfections, entries, Today.AddDays(day))).ToList();

        Assert.Contains(rows, row => row.State is StreamState.FollowedTooBriefly);
        Assert.Contains(rows, row => row.State is StreamState.WithinExpectation);
        Assert.All(rows, row =>
            Assert.Equal(row.State is StreamState.WithinExpectation, row.Maturity!.LnNotDoubled >= Math.Log(5))
        );
        Assert.Equal(1, rows.Zip(rows.Skip(1)).Count(pair => pair.First.State != pair.Second.State));
    }

    /// <summary>Also where they are too few to have put the line on watch: the evidence against a doubling has to bear them as events.</summary>
    [Fact]
    public void FewUnknownOutcomes_KeepGreenAwayAsSoonAsTheyCouldHideADoubling()
    {
        var green = Of(40, months: 20, events: 12, eventAt: 6);
        var rows = Enumerable
            .Range(0, 26)
            .Select(unknown =>
                Row(
                    OfInfections,
                    [
                        .. green,
                        .. Of(unknown, months: 20, events: 0, from: 500)
                            .Select(entry => entry with { Status = TallyStatus.NotAssessed }),
                    ]
                )
            )
            .ToList();

        Assert.All(rows, row =>
            Assert.Equal(row.Maturity!.LnNotDoubledIfEvents >= Math.Log(5), row.State is StreamState.WithinExpectation)
        );
        Assert.Contains(rows, row => row.Maturity!.Unknown > 0 && row.State is StreamState.WithinExpectation);
        Assert.Contains(rows, row => row.State is StreamState.UnknownOutcomes);
    }

    [Fact]
    public void UnknownOutcomes_KeepGreenAway_AndCountTowardsNoMinimum()
    {
        var green = Of(40, months: 20, events: 12, eventAt: 6);
        Assert.Equal((StreamState.WithinExpectation, StreamReason.DoublingExcluded), Judged(Row(OfInfections, green)));

        foreach (var status in new[] { TallyStatus.NotAssessed, TallyStatus.Lost })
        {
            var unknown = Row(
                OfInfections,
                [.. green, .. Of(25, months: 20, events: 0, from: 500).Select(entry => entry with { Status = status })]
            );
            Assert.Equal((StreamState.UnknownOutcomes, StreamReason.UnknownsCouldHide), Judged(unknown));
            Assert.Equal((40, 25), (unknown.Maturity!.Known, unknown.Maturity.Unknown));
        }

        var few = Row(
            OfInfections,
            [
                .. Of(9, months: 35, events: 0),
                .. Of(5, months: 35, events: 0, from: 500)
                    .Select(entry => entry with { Status = TallyStatus.NotAssessed }),
            ]
        );
        Assert.Equal((StreamState.TooFew, StreamReason.BelowMinimum), Judged(few));
        Assert.Equal((StreamState.TooFew, StreamReason.NobodyAssessed), Judged(Row(OfInfections, [])));
    }

    [Fact]
    public void UnknownPatients_AreNoEventInTheEvidence_AndWereLeftOutOnOldBoards()
    {
        CohortEntry[] entries =
        [
            .. Of(20, months: 20, events: 16, eventAt: 1),
            .. Of(20, months: 20, events: 0, from: -1)
                .Select(
                    (entry, i) =>
                        entry with
                        {
                            Status = TallyStatus.NotAssessed,
                            PatientId = new PatientId(Id(900 + i)),
                            CourseId = new CourseId(Id(1900 + i)),
                            FirstInfusionAt = entry.FirstInfusionAt.AddDays(-300),
                        }
                ),
        ];
        var now = Row(OfInfections, entries);
        var old = Row(
            OfInfections with
            {
                Method = EvidenceMethod.SameAsTrial,
                Spread = 0,
                Timing = StreamTiming.Unknown,
            },
            entries
        );

        Assert.Equal((40, 16), (now.Evidence!.Patients, now.Evidence.PatientsWithEvent));
        Assert.Equal((20, 16), (old.Evidence!.Patients, old.Evidence.PatientsWithEvent));
        Assert.True(now.Evidence.LnHighest < old.Evidence.LnHighest);
        Assert.Null(old.Maturity);
    }

    [Fact]
    public void NoVerifiedTreatmentTime_CanNeverBeGreen()
    {
        var entries = Of(300, months: 35, events: 60, eventAt: 6);
        var row = Row(OfInfections with { Timing = StreamTiming.Unknown }, entries);

        Assert.Equal((StreamState.NoReassurance, StreamReason.NoTreatmentTime), Judged(row));
        Assert.Null(row.Maturity);
        Assert.Equal(
            StreamState.NoReassurance,
            Row(OfInfections with { Reference = OfInfections.Reference! with { FollowUpMonths = null } }, entries).State
        );
    }

    [Fact]
    public void RowsFromBeforeTimesWereKept_ExcludeNothing()
    {
        var row = Row(
            OfInfections,
            [.. Of(100, months: 35, events: 20).Select(entry => entry with { Times = default })],
            known: Today.AddYears(-4)
        );
        Assert.Equal(StreamState.FollowedTooBriefly, row.State);
    }

    [Fact]
    public void HardlyAnyEvent_OfManyClosedWindows_IsFewerThanPlausible()
    {
        Assert.Equal(
            (StreamState.FewerThanPlausible, StreamReason.FewerThanPlausible),
            Judged(Row(OfInfections, Of(60, months: 36, events: 2, eventAt: 6)))
        );
        Assert.Equal(
            StreamState.WithinExpectation,
            Row(OfInfections, Of(60, months: 36, events: 17, eventAt: 6)).State
        );
    }

    [Fact]
    public void HazardThatMayRise_IsReassuredByClosedWindowsAlone()
    {
        var rising = OfInfections with { Timing = OfInfections.Timing with { MayRise = true } };
        var open = Of(60, months: 30, events: 12, eventAt: 6);

        Assert.Equal(StreamState.WithinExpectation, Row(OfInfections, open).State);
        var row = Row(rising, open);
        Assert.Equal(StreamState.FollowedTooBriefly, row.State);
        Assert.Null(row.Maturity!.MonthsStillNeeded);
        Assert.Equal(StreamState.WithinExpectation, Row(rising, Of(60, months: 36, events: 17, eventAt: 6)).State);
    }

    [Fact]
    public void SilenceAfterTheLastRecord_IsNoTimeAtRisk()
    {
        var entries = Of(40, months: 30, events: 10, eventAt: 6);

        Assert.Equal(StreamState.WithinExpectation, Row(OfInfections, entries).State);
        var silent = Row(OfInfections, entries, known: Today.AddMonths(-28));
        Assert.Equal(StreamState.FollowedTooBriefly, silent.State);
        Assert.InRange(silent.Maturity!.MonthsAtRisk!.Value, 0, 100);
    }

    [Fact]
    public void Reactions_AreReassuredByTheFirstInfusions()
    {
        var row = Row(OfReactions, Reacting(19, reactors: 7, at: 1));
        Assert.Equal(StreamState.WithinExpectation, row.State);
        Assert.Equal((2.039502735, 7.25), (row.Maturity!.LnNotDoubled, row.Maturity.Expected));
        Assert.Null(row.Maturity.MonthsAtRisk);

        // A part published for the first four infusions is compared with reactions at any of them.
        var cycle = OfReactions with { Timing = OfReactions.Timing with { FirstInfusions = 4 } };
        Assert.Equal(row.Maturity.LnNotDoubled, Row(cycle, Reacting(19, reactors: 7, at: 3)).Maturity!.LnNotDoubled);
        Assert.True(
            Row(OfReactions, Reacting(19, reactors: 7, at: 3)).Maturity!.LnNotDoubled > row.Maturity.LnNotDoubled
        );
        // Nobody can tell at which: as at the first.
        Assert.Equal(
            row.Maturity.LnNotDoubled,
            Row(OfReactions, Reacting(19, reactors: 7, at: null)).Maturity!.LnNotDoubled
        );
    }

    [Fact]
    public void Rows_OnOneDay_AreTheSame_AndOldBoardsOnEveryDay()
    {
        var entries = Of(40, months: 6, events: 6, eventAt: 3);
        Assert.Equal(Row(OfInfections, entries), Row(OfInfections, entries, Today.AddHours(23)));
        Assert.NotEqual(Row(OfInfections, entries), Row(OfInfections, entries, Today.AddHours(24)));

        var old = OfInfections with { Method = EvidenceMethod.SameAsTrial, Spread = 0, Timing = StreamTiming.Unknown };
        Assert.Equal(Row(old, entries), Row(old, entries, Today.AddYears(3)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddedEventOrUnknown_NeverTurnsALineGreen(int seed)
    {
        var random = new Random(seed);
        var entries = Of(random.Next(8, 45), random.NextDouble() * 36, random.Next(0, 12), random.NextDouble() * 2);
        for (int i = 0; i < entries.Length; i++)
            if (random.Next(8) == 0)
                entries[i] = entries[i] with { Status = (TallyStatus)random.Next(3, 6) };
        entries = [.. entries.Where(entry => entry.Status is not TallyStatus.NotComparable)];
        var before = Row(OfInfections, entries);
        // Too few events to be believed is said above green, and events added make it believable.
        if (before.State is StreamState.WithinExpectation or StreamState.FewerThanPlausible)
            return;
        for (int i = 0; i < entries.Length; i++)
        {
            foreach (var status in new[] { TallyStatus.Event, TallyStatus.NotAssessed, TallyStatus.Lost })
            {
                CohortEntry[] changed = [.. entries];
                changed[i] = entries[i] with
                {
                    Status = status,
                    Times = entries[i].Times with
                    {
                        FirstEventAt = status is TallyStatus.Event ? entries[i].FirstInfusionAt : null,
                    },
                };
                if (status is TallyStatus.Event && entries[i].Status is not TallyStatus.NoEvent)
                    continue;
                Assert.NotEqual(StreamState.WithinExpectation, Row(OfInfections, changed).State);
            }
        }

        var added = Of(1, months: 1, events: 0, from: 700)[0] with { Status = TallyStatus.NotAssessed };
        Assert.NotEqual(StreamState.WithinExpectation, Row(OfInfections, [.. entries, added]).State);
    }

    private static (StreamState, StreamReason) Judged(BoardRow row) => (row.State, row.Reason);

    private static BoardRow Row(
        StreamDefinition definition,
        CohortEntry[] entries,
        DateTimeOffset? now = null,
        DateTimeOffset? known = null
    )
    {
        var cohort = UnitCohort
            .Empty.With(entries)
            .With([.. entries.Select(entry => new CohortContact(entry.PatientId, entry.Stream.Regimen, known))]);
        return Assert.Single(
            BoardState
                .Empty.With([definition], cohort, EpochBeginnings.None)
                .Rows(new Dictionary<StreamKey, StreamLatch>(), now ?? Today)
        );
    }

    /// <summary>Patients first treated so many months before today, a minute after each other, the events evenly among them.</summary>
    private static CohortEntry[] Of(int patients, double months, int events, double eventAt = 0, int from = 0) =>
        [
            .. Enumerable
                .Range(0, patients)
                .Select(i =>
                {
                    bool has = (i + 1) * events / patients > i * events / patients;
                    var first = Today.AddDays(-months * StreamTime.DaysPerMonth).AddSeconds(i);
                    return new CohortEntry
                    {
                        CourseId = new CourseId(Id(1000 + from + i)),
                        PatientId = new PatientId(Id(from + i + 1)),
                        Stream = Infections,
                        FirstInfusionAt = first,
                        Status = has ? TallyStatus.Event : TallyStatus.NoEvent,

                        Times = new TallyTimes(
                            first + StreamTime.Of(35.3),
                            has ? first + StreamTime.Of(eventAt) : null
                        ),
                    };
                }),
        ];

    private static CohortEntry[] Reacting(int patients, int reactors, int? at) =>
        [
            .. Of(patients, months: 2, reactors)
                .Select(
                    (entry, i) =>
                        entry with
                        {
                            Stream = Reactions,
                            Times = new TallyTimes(
                                null,
                                null,
                                i < 12 ? 4 : 1,
                                entry.Status is TallyStatus.Event ? at : null
                            ),
                        }
                ),
        ];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
