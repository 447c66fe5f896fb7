using MathNet.Numerics.Distributions;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using static Pharmacovigilance.Domain.Tests.Signals.StreamCourses;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>Reactions by infusion, worst grades, and whether events are missing.</summary>
public class StreamPanelsTests
{
    [Fact]
    public void ReactionsByInfusion_CountPatientsPerPlace_AndTakeTheTrialsRowOfExactlyThatInfusion()
    {
        StreamCourse[] courses =
        [
            Course(
                1,
                infusions: 4,
                events:
                [
                    Event(0, llt: Irr, infusion: Infusion(1, 1)),
                    Event(21, llt: Irr, infusion: Infusion(1, 4)),
                    Event(22, llt: Irr, infusion: Infusion(1, 4)),
                ]
            ),
            Course(2, infusions: 2),
            Course(3, infusions: 1, reaction: ReactionStatement.NotReported),
        ];
        var rows = ReactionsByInfusion.Of(Cohort(Reactions, null, courses), courses, Reactions, DataFiles.Rates.Rows);

        Assert.Equal(
            [(1, 1, 1, 2, 1), (2, 2, 0, 2, 0), (3, null, 1, 1, 0), (4, 4, 1, 1, 0)],
            rows.Select(row => (row.From, row.To, row.Reacted, row.Assessed, row.NotAssessed))
        );
        Assert.Equal([58, 3, null, 2], rows.Select(row => row.Trial?.PatientsWithEvent));
    }

    [Fact]
    public void ReactionsByInfusion_UnverifiedRows_AreNotCompared()
    {
        var unread = DataFiles.Rates.Rows.Select(row => row with { Status = RowStatus.Unverified });

        Assert.All(ReactionsByInfusion.Of([], [], Reactions, unread), row => Assert.Null(row.Trial));
    }

    [Fact]
    public void WorstGrades_CountEachPatientOnce_WithRowsOfTheSameAnalysisAndTermOnly()
    {
        var patients = Cohort(
            Reactions,
            null,
            Course(1, events: [Event(0, Grade.Grade1, llt: Irr), Event(1, Grade.Grade3, llt: Irr)]),
            Course(2, events: Event(0, Grade.Grade2, llt: Irr)),
            Course(3, events: [Event(0, null, llt: Irr), Event(1, Grade.Grade2, llt: Irr)]),
            Course(4)
        );
        var reference = DataFiles.Rates.ForBoard(Regimen.IsaPd, Irr, EventBasis.AdverseEvent, GradeBand.Any);
        var rows = WorstGrades.Of(patients, Reactions, reference, DataFiles.Rates.Rows, Scale);

        Assert.Equal([0, 1, 1, 0, 0, 1], rows.Select(row => row.Patients));
        Assert.Equal([6, 48, 2, 2, null, null], rows.Select(row => row.Trial?.PatientsWithEvent));
        Assert.All(rows, row => Assert.True(row.Trial is null || row.Trial.TermKind == reference!.TermKind));
        Assert.All(WorstGrades.Of(patients, Reactions, null, DataFiles.Rates.Rows, Scale), row =>
            Assert.Null(row.Trial)
        );
    }

    [Fact]
    public void FewerThanPlausible_ManyCompletePatientsWithoutEvent_Asks_AndOpenOnesDoNot()
    {
        var trial = new ReferenceCount(52, 152);
        StreamCourse[] complete = [.. Enumerable.Range(1, 30).Select(i => Course(i, day: i, end: Ended(60)))];
        StreamCourse[] open = [.. Enumerable.Range(1, 30).Select(i => Course(i, day: i))];

        var asks = FewerThanPlausible.Of(Cohort(Any, 35.3, complete), trial);
        Assert.True(asks.IsImplausible);
        Assert.Equal((30, 0), (asks.Complete, asks.WithEvent));
        Assert.Equal(30 * 52.0 / 152, asks.Expected, 1e-12);
        Assert.Equal(new FewerThanPlausible(0, 0, 0, 0), FewerThanPlausible.Of(Cohort(Any, 35.3, open), trial));
    }

    [Fact]
    public void FewerThanPlausible_AsManyAsInTheTrial_DoesNotAsk()
    {
        StreamCourse[] courses =
        [
            .. Enumerable
                .Range(1, 60)
                .Select(i =>
                    i % 3 == 0
                        ? Course(i, day: i, end: Ended(90), events: Event(i + 5))
                        : Course(i, day: i, end: Ended(90))
                ),
        ];

        Assert.False(FewerThanPlausible.Of(Cohort(Any, 35.3, courses), new ReferenceCount(52, 152)).IsImplausible);
    }

    /// <summary>The bound of the hazard ratio is worked out by another way from the same alternatives, so the two must agree.</summary>
    [Fact]
    public void FewerThanPlausible_UpperBoundOfTheHazardRatioBelowOne_ExactlyWhereItAsksAtTheLastPatient()
    {
        var trial = new ReferenceCount(52, 152);
        for (int m = 5; m <= 40; m += 5)
        {
            var last = FewerThanPlausible.Of(
                [.. Cohort(Any, 35.3, [.. Enumerable.Range(1, m).Select(i => Course(i, day: i, end: Ended(90)))])],
                trial
            );
            // Without any event the evidence only grows, so the largest value is the last.
            Assert.Equal(HazardRatioBounds.Of(0, m, trial).Upper < 1, last.IsImplausible);
        }
    }

    [Theory]
    [InlineData(1, 5, 2, 10)]
    [InlineData(0, 5, 2, 10)]
    [InlineData(4, 4, 6, 9)]
    [InlineData(12, 30, 64, 182)]
    public void FisherExact_IsTheTailOfTheHypergeometricDistribution(int marked, int size, int allMarked, int all) =>
        Assert.Equal(
            Enumerable
                .Range(marked, Math.Min(size, allMarked) - marked + 1)
                .Sum(one => Hypergeometric.PMF(all, allMarked, size, one)),
            FisherExact.AtLeast(marked, size, allMarked, all),
            1e-12
        );

    [Theory]
    [InlineData(3, 2, 5, 9)]
    [InlineData(1, 2, 9, 9)]
    [InlineData(-1, 2, 3, 9)]
    public void FisherExact_ImpossibleTable_IsRefused(int marked, int size, int allMarked, int all) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.AtLeast(marked, size, allMarked, all));

    [Fact]
    public void Shifts_OneThatSaysNothing_StandsOutAndTheOthersDoNot()
    {
        var courses = Enumerable
            .Range(1, 40)
            .Select(i =>
                Course(i) with
                {
                    Infusions =
                    [
                        Given(
                            i,
                            1,
                            new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddDays(i),
                            i % 2 == 0 ? ReactionStatement.ReactionsRecorded : ReactionStatement.NotReported,
                            hours: i % 2 == 0 ? 9 : 23
                        ),
                    ],
                }
            );
        var shifts = ShiftDocumentation.Of(courses, Clock);

        Assert.Equal(
            [(Shift.Early, 20, 0, false), (Shift.Late, 0, 0, false), (Shift.Night, 20, 20, true)],
            shifts.Select(shift => (shift.Shift, shift.Ended, shift.NotReported, shift.StandsOut))
        );
        Assert.Null(shifts[1].NotReportedP);
    }

    [Theory]
    [InlineData(5.99, Shift.Night)]
    [InlineData(6, Shift.Early)]
    [InlineData(13.99, Shift.Early)]
    [InlineData(14, Shift.Late)]
    [InlineData(22, Shift.Night)]
    public void Shifts_FollowTheUnitsWall(double hour, Shift shift)
    {
        var wall = new UnitClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var ended = wall.FromUnit(new DateTime(2026, 7, 1).AddHours(hour));
        var course = Course() with { Infusions = [Given(1, 1, ended.AddHours(-2), ReactionStatement.NotReported)] };

        Assert.Equal(1, ShiftDocumentation.Of([course], wall).Single(one => one.Shift == shift).NotReported);
    }

    [Fact]
    public void Shifts_LaterInfusions_AreNotLookedAtForMissingReactions() =>
        Assert.Equal(
            (3, 1, 1),
            ShiftDocumentation
                .Of([Course(infusions: 3)], Clock)
                .Where(shift => shift.Ended > 0)
                .Select(shift => (shift.Ended, shift.FirstEnded, shift.FirstSilent))
                .Single()
        );
}
