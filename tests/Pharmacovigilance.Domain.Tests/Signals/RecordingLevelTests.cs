using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class RecordingLevelTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly StreamKey Diarrhea = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.Diarrhea,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Infections = Diarrhea with { LltCode = CtcaeTerms.UpperRespiratoryInfection };
    private static readonly StreamKey Reactions = Diarrhea with { LltCode = CtcaeTerms.InfusionRelatedReaction };

    [Fact]
    public void Of_TheWorkedExample_IsOnePointOneOne()
    {
        var level = RecordingLevel.Of([new ControlCount(14, 9.2, 39), new ControlCount(5, 4.1, 18)])!;

        Assert.Equal(0.10, level.LnLevel, 0.005);
        Assert.Equal(0.17, level.StandardError, 0.005);
        Assert.Equal(1.11, level.Level, 0.005);
        Assert.Equal(0.80, level.Interval.Lower, 0.005);
        Assert.Equal(1.53, level.Interval.Upper, 0.005);
        Assert.Equal(Math.Sqrt((level.StandardError * level.StandardError) + 0.04), level.SpreadBeside(), 1e-15);
        Assert.Equal(level.SpreadBeside(), level.SpreadBeside(0), 1e-15);
        Assert.Equal(Math.Sqrt((level.StandardError * level.StandardError) + 0.09), level.SpreadBeside(0.3), 1e-15);
        Assert.Equal(9.2 * level.Level, level.Expected(9.2), 1e-12);
    }

    [Fact]
    public void Of_OneControl_FollowsTheFormulaAndIsDrawnTowardsTheTrial()
    {
        var level = RecordingLevel.Of([new ControlCount(14, 9.2, 39)])!;
        double y = Math.Log(14.5 / 9.7),
            v = (1 / 14.5) + (1 / 39.5) + 0.04;

        Assert.Equal(y / v / (25 + (1 / v)), level.LnLevel, 1e-12);
        Assert.Equal(1 / Math.Sqrt(25 + (1 / v)), level.StandardError, 1e-12);
        Assert.InRange(level.LnLevel, 0, y);
    }

    [Fact]
    public void Of_NoControl_IsNotKnown() => Assert.Null(RecordingLevel.Of([]));

    [Fact]
    public void Of_NothingExpectedAndNothingSeen_IsTheTrial() =>
        Assert.Equal(0, RecordingLevel.Of([new ControlCount(0, 0, 39)])!.LnLevel, 1e-15);

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, -0.1, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity, 1)]
    [InlineData(1, 1, -1)]
    public void Of_ImpossibleCounts_AreRefused(int k, double expected, int x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordingLevel.Of([new ControlCount(k, expected, x)]));

    [Fact]
    public void LnEBeside_RecordsMore_IsWeakerThanRaw()
    {
        var more = RecordingLevel.Of([new ControlCount(40, 20, 39)])!;
        var reference = new ReferenceCount(52, 152);

        Assert.True(more.LnEBeside(20, 30, reference) < CohortEvidence.LnE(20, 30, reference, 1, 0.2));
        Assert.Equal(
            CohortEvidence.LnE(20, 30, reference, more.Margin, more.SpreadBeside()),
            more.LnEBeside(20, 30, reference),
            1e-9
        );
    }

    /// <summary>The board is worked out without the controls: whatever is counted in them, and whatever is chosen, every line stays as it is.</summary>
    [Fact]
    public void Line_AnyCountOfAnyControl_ChangesNoStateOfAnyLine()
    {
        var random = new Random(16);
        for (int round = 0; round < 20; round++)
        {
            var rows = Board(random.Next(5, 60), random);
            var before = rows.Select(row => (row.Key, row.State, row.Reason, row.Evidence, row.Latch, row.Counts))
                .ToList();
            var choice = Choice([.. rows.Select(row => row.Key).Where(_ => random.Next(2) == 0)]);
            foreach (double scale in new[] { 0, 0.1, 1, 30 })
            {
                var line = RecordingLine.Of(choice, rows, row => scale * (row.Counts.PatientsAssessed + 1));
                if (line.Level is { } level)
                {
                    foreach (var row in rows.Where(row => row.Evidence is not null))
                        Assert.True(
                            double.IsFinite(
                                level.LnEBeside(
                                    row.Evidence!.PatientsWithEvent,
                                    row.Evidence.Patients,
                                    row.Definition.Reference!.ToCount()
                                )
                            )
                        );
                }

                Assert.Equal(
                    before,
                    rows.Select(row => (row.Key, row.State, row.Reason, row.Evidence, row.Latch, row.Counts))
                );
            }
        }
    }

    [Fact]
    public void Line_TermWithoutExpectationOrReference_IsNamedAndLeftOut()
    {
        var rows = Board(30, new Random(1));
        var line = RecordingLine.Of(
            Choice([Diarrhea, Infections, Reactions with { Regimen = Regimen.IsaKd }]),
            rows,
            row => row.Key == Infections ? null : 7.5
        );

        Assert.Equal([Diarrhea], line.Terms.Select(term => term.Stream));
        Assert.Equal(
            (rows[0].Counts.PatientsWithEvent, 7.5, 39),
            (line.Terms[0].Count.PatientsWithEvent, line.Terms[0].Count.Expected, line.Terms[0].Count.TrialEvents)
        );
        Assert.Equal([Infections, Reactions with { Regimen = Regimen.IsaKd }], line.Missing);
        Assert.NotNull(line.Level);
        Assert.Null(RecordingLine.Of(Choice([Infections]), rows, _ => null).Level);
    }

    private static ControlChoice Choice(IReadOnlyList<StreamKey> streams) =>
        new()
        {
            Regimen = Regimen.IsaPd,
            Revision = 1,
            Streams = streams,
            PatientsBegun = 34,
            Reason = "for a test",
            SignedBy = "officer",
            SignedAt = Start,
        };

    private static IReadOnlyList<BoardRow> Board(int patients, Random random)
    {
        StreamDefinition[] definitions =
        [
            new()
            {
                Key = Diarrhea,
                Reference = new StreamReference
                {
                    RowId = "diarrhea",
                    LedgerVersion = "v",
                    PatientsWithEvent = 39,
                    Patients = 152,
                    FollowUpMonths = null,
                },
                Gap = null,
                Margin = 1,
                MinimumPatients = 10,
                Method = EvidenceMethod.SpreadBetweenUnits,
                Spread = 0.2,
            },
            new()
            {
                Key = Infections,
                Reference = new StreamReference
                {
                    RowId = "urti",
                    LedgerVersion = "v",
                    PatientsWithEvent = 52,
                    Patients = 152,
                    FollowUpMonths = null,
                },
                Gap = null,
                Margin = 1,
                MinimumPatients = 10,
                Method = EvidenceMethod.SpreadBetweenUnits,
                Spread = 0.2,
            },
            new()
            {
                Key = Reactions,
                Reference = new StreamReference
                {
                    RowId = "irr",
                    LedgerVersion = "v",
                    PatientsWithEvent = 58,
                    Patients = 152,
                    FollowUpMonths = null,
                },
                Gap = null,
                Margin = 1,
                MinimumPatients = 10,
                Method = EvidenceMethod.SpreadBetweenUnits,
                Spread = 0.3,
            },
        ];
        var entries = definitions
            .SelectMany(definition =>
                Enumerable
                    .Range(1, patients)
                    .Select(i => new CohortEntry
                    {
                        CourseId = CourseId.From(Guid.Parse($"00000000-0000-7000-8000-{i:000000000000}")),
                        PatientId = PatientId.From(Guid.Parse($"00000000-0000-7000-9000-{i:000000000000}")),
                        Stream = definition.Key,
                        FirstInfusionAt = Start.AddDays(i),
                        Status = random.Next(3) == 0 ? TallyStatus.Event : TallyStatus.NoEvent,
                    })
            )
            .ToList();
        return BoardState
            .Empty.With(definitions, UnitCohort.Empty.With(entries), EpochBeginnings.None)
            .Rows(new Dictionary<StreamKey, StreamLatch>(), Start.AddDays(patients));
    }
}
