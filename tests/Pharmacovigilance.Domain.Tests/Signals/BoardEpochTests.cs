using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>Epochs that decisions of the unit begin: each by the definition and in the family of its time.</summary>
public class BoardEpochTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Decided = Start.AddDays(50);
    private static readonly StreamKey Reactions = Key(CtcaeTerms.InfusionRelatedReaction);
    private static readonly StreamKey Infections = Key(CtcaeTerms.UpperRespiratoryInfection);

    [Fact]
    public void With_DecisionAboutAllLines_KeepsTheEndedEpochAndBeginsAFamilyOfItsOwn()
    {
        StreamDefinition[] before = [Old(Reactions), .. Enumerable.Range(0, 23).Select(i => Old(Key($"1000{i:0000}")))];
        var cohort = UnitCohort.Empty.With([
            .. Entries(Reactions, 9, 9, from: 0),
            .. Entries(before[1].Key, 9, 0, from: 20),
        ]);
        var old = BoardState.Empty.With(before, cohort, EpochBeginnings.None);
        StreamDefinition[] after =
        [
            .. before.Select(line =>
                line with
                {
                    Method = EvidenceMethod.SpreadBetweenUnits,
                    Spread = 0.2,
                    IsPrimary = line.Key == Reactions,
                }
            ),
        ];
        var began = before.ToDictionary(
            line => line.Key,
            IReadOnlyList<EpochBeginning> (line) => [new EpochBeginning(Decided, line, IsOfFamily: true)]
        );
        var now = old.With(after, cohort, began);

        Assert.Equal(old.Evidence(Reactions), now.Evidence(Reactions, 0));
        Assert.Equal(
            old.Evidence(Reactions)!.LnFamilyHighest,
            now.LnFamilyHighestAsOf(Start.AddDays(30), Reactions, 0)
        );
        Assert.Equal(
            (1, 0, 0.0),
            (
                now.Evidence(Reactions)!.Epoch,
                now.Evidence(Reactions)!.Patients,
                now.Evidence(Reactions)!.LnFamilyHighest
            )
        );
        Assert.Null(now.Member(before[1].Key));

        // The only primary line is its family.
        now = now.With(after, cohort.With(Entries(Reactions, 9, 9, from: 60)), began);
        Assert.Equal(now.Evidence(Reactions)!.LnHighest, now.Evidence(Reactions)!.LnFamilyHighest);
        Assert.Equal(old.Evidence(Reactions), now.Evidence(Reactions, 0));
        Assert.True(now.Evidence(Reactions)!.LnHighest < old.Evidence(Reactions)!.LnHighest);
    }

    [Fact]
    public void With_DecisionAboutOneLine_LeavesWhatItGatheredAsAHypothesis()
    {
        StreamDefinition[] before = [New(Reactions, 0.3), New(Infections, 0.2)];
        var cohort = UnitCohort.Empty.With([
            .. Entries(Reactions, 9, 0, from: 0),
            .. Entries(Infections, 9, 9, from: 20),
        ]);
        var old = BoardState.Empty.With(before, cohort, EpochBeginnings.None);
        var began = new Dictionary<StreamKey, IReadOnlyList<EpochBeginning>>
        {
            [Reactions] = [new EpochBeginning(Decided, before[0])],
        };
        var now = old.With([New(Reactions, 0.4), before[1]], cohort, began);

        Assert.Equal(old.Evidence(Reactions)!.LnHighest, now.Evidence(Reactions, 0)!.LnHighest);
        Assert.Equal((0.3, 0.4), (now.DefinitionOf(Reactions, 0)!.Spread, now.DefinitionOf(Reactions, 1)!.Spread));
        // Three hypotheses where there were two: others are judged no more mildly than before.
        Assert.True(now.Evidence(Infections)!.LnFamilyHighest <= old.Evidence(Infections)!.LnFamilyHighest);
        Assert.Equal(
            old.Evidence(Infections)!.LnFamilyHighest,
            now.LnFamilyHighestAsOf(Start.AddDays(30), Infections, 0)
        );
    }

    [Fact]
    public void With_StepByStepAcrossDecisions_GivesToTheBitWhatTheWholeGives()
    {
        StreamDefinition[] before = [Old(Reactions), Old(Infections)],
            after = [New(Reactions, 0.3), New(Infections, 0.2)];
        var began = before.ToDictionary(
            line => line.Key,
            IReadOnlyList<EpochBeginning> (line) =>
                [
                    new EpochBeginning(Start.AddDays(10)),
                    new EpochBeginning(Decided, line, IsOfFamily: true),
                    new EpochBeginning(Decided.AddDays(10)),
                ]
        );
        CohortEntry[] entries =
        [
            .. Entries(Reactions, 80, 40, from: 0),
            .. Entries(Infections, 70, 60, from: 0, patient: 200),
        ];
        var expected = BoardState.Empty.With(after, UnitCohort.Empty.With(entries), began);

        var state = BoardState.Empty.With(before, UnitCohort.Empty.With(entries[..30]), EpochBeginnings.None);
        state = state.With(after, state.Cohort, began);
        foreach (var entry in entries)
            state = state.With(after, state.Cohort.With([entry]), began);
        Assert.Equal(
            expected.Rows(new Dictionary<StreamKey, StreamLatch>(), Start.AddYears(1)),
            state.Rows(new Dictionary<StreamKey, StreamLatch>(), Start.AddYears(1))
        );
        for (int epoch = 0; epoch <= 3; epoch++)
            Assert.Equal(expected.Evidence(Reactions, epoch), state.Evidence(Reactions, epoch));
        Assert.Equal(
            [
                EvidenceMethod.SameAsTrial,
                EvidenceMethod.SameAsTrial,
                EvidenceMethod.SpreadBetweenUnits,
                EvidenceMethod.SpreadBetweenUnits,
            ],
            Enumerable.Range(0, 4).Select(epoch => state.DefinitionOf(Reactions, epoch)!.Method)
        );
    }

    [Fact]
    public void DefinitionOf_EndedEpoch_IsNotComparedWhereGradesHaveOtherCriteriaToday()
    {
        IReadOnlyList<EpochBeginning> began = [new EpochBeginning(Decided, Old(Reactions), IsOfFamily: true)];
        Assert.True(began.DefinitionOf(0, New(Reactions, 0.3)).IsCompared);
        Assert.False(
            began.DefinitionOf(0, New(Reactions, 0.3) with { Gap = ComparabilityGap.CtcaeCriteria }).IsCompared
        );
    }

    private static StreamKey Key(string llt) =>
        new()
        {
            Regimen = Regimen.IsaKd,
            LltCode = llt,
            Basis = EventBasis.AdverseEvent,
            Band = GradeBand.Any,
        };

    private static StreamDefinition Old(StreamKey key) =>
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

    private static StreamDefinition New(StreamKey key, double spread) =>
        Old(key) with
        {
            Method = EvidenceMethod.SpreadBetweenUnits,
            Spread = spread,
        };

    /// <summary>Patients treated one per day, the events evenly among them.</summary>
    private static CohortEntry[] Entries(StreamKey stream, int patients, int events, int from, int? patient = null) =>
        [
            .. Enumerable
                .Range(0, patients)
                .Select(i => new CohortEntry
                {
                    CourseId = new CourseId(Id(1000 + (patient ?? from) + i)),
                    PatientId = new PatientId(Id((patient ?? from) + i)),
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
