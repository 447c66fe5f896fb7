using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using static Pharmacovigilance.Domain.Tests.Signals.StreamCourses;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class StreamCohortTests
{
    [Fact]
    public void Patients_StandInTheOrderOfFirstInfusion_AndUntreatedOnesAreNotThere()
    {
        var patients = Cohort(
            Any,
            null,
            Course(3, day: 5),
            Course(1, day: 9),
            Course(2, infusions: 0),
            Course(4, day: 5)
        );

        Assert.Equal(["C-3", "C-4", "C-1"], patients.Select(patient => patient.CourseCode));
    }

    /// <summary>Treatment ends on day 100: days 101 to 130 count, the first instant of day 131 does not.</summary>
    [Theory]
    [InlineData(100.0, true)]
    [InlineData(130.6, true)]
    [InlineData(130.7, false)]
    [InlineData(-0.1, false)]
    [InlineData(0.0, true)]
    public void Event_CountsFromTheFirstInfusionTo30DaysAfterTreatment(double day, bool counts)
    {
        var patient = Patient(Any, Course(end: Ended(100), events: Event(day)));

        // The first infusion starts at 9:00, so the unit's day ends 15 hours after a whole number of days.
        Assert.Equal(counts ? TallyStatus.Event : TallyStatus.NoEvent, patient.Status);
        Assert.Equal(counts ? 1 : 0, patient.Episodes.Count);
    }

    [Theory]
    [InlineData(10.0, true)]
    [InlineData(10.2, false)]
    public void Event_BeyondTheTrialsFollowUp_DoesNotCount(double months, bool counts) =>
        Assert.Equal(
            counts,
            Patient(
                Any,
                Course(infusions: 60, events: Event(months * StreamTime.DaysPerMonth)),
                followUp: 10.1
            ).HasEvent
        );

    [Fact]
    public void GradeThree_CountsWhenTheEventBecameThatSevere()
    {
        var course = Course(infusions: 10, events: Event(5, Grade.Grade3, severeDays: 12));

        Assert.Equal(Start.AddDays(12), Patient(Severe, course).First!.At);
        Assert.Equal(Start.AddDays(5), Patient(Any, course).First!.At);
    }

    [Fact]
    public void GradeThree_ReachedAfterTheWindow_IsNoSevereEventOfTheStream()
    {
        var course = Course(end: Ended(20), events: Event(45, Grade.Grade3, severeDays: 60));

        Assert.Equal(TallyStatus.NoEvent, Patient(Severe, course).Status);
        Assert.True(Patient(Any, course).HasEvent);
    }

    [Fact]
    public void Event_WithoutADate_CountsButIsInNoTime()
    {
        var patient = Patient(Any, Course(infusions: 3, events: [Event(null), Event(4)]));

        Assert.True(patient.HasEvent);
        Assert.False(patient.IsTimed);
        Assert.Null(patient.MonthsToEvent);
        Assert.Null(patient.Episodes[^1].At);
    }

    [Fact]
    public void TwoCourses_OfOnePatient_AreOnePatient()
    {
        var patient = Assert.Single(
            Cohort(Any, null, Course(1, end: Ended(30)), Course(2, day: 200, patient: 1, events: Event(203)))
        );

        Assert.Equal(
            ("C-1", TallyStatus.Event, (TreatmentEnd?)null),
            (patient.CourseCode, patient.Status, patient.End)
        );
    }

    [Fact]
    public void Window_OpenUntilTheLastRecord_EndedAfter30Days_OrAsLongAsTheTrial()
    {
        var goesOn = Patient(Any, Course(infusions: 3));
        Assert.Equal((WindowState.Open, Start.AddDays(14).AddHours(2)), (goesOn.Window, goesOn.WatchedUntil));

        var ended = Patient(Any, Course(end: Ended(50)));
        Assert.Equal((WindowState.TreatmentEnded, Start.AddHours(-9).AddDays(81)), (ended.Window, ended.WatchedUntil));

        var justEnded = Patient(Any, Course(end: Ended(50)), now: Start.AddDays(60));
        Assert.Equal((WindowState.Open, Start.AddDays(60)), (justEnded.Window, justEnded.WatchedUntil));

        var followed = Patient(Any, Course(infusions: 60), followUp: 6);
        Assert.Equal(WindowState.FollowedAsLongAsTheTrial, followed.Window);
        Assert.Equal(6, followed.MonthsWatched, 1e-9);
    }

    [Theory]
    [InlineData(CourseEndReason.LostToFollowUp)]
    [InlineData(CourseEndReason.Transferred)]
    public void Window_OfWhoLeftTheUnit_IsNeverComplete(CourseEndReason reason)
    {
        var patient = Patient(Any, Course(infusions: 2, end: Ended(50, reason)));

        Assert.Equal((WindowState.Open, Start.AddDays(7).AddHours(2)), (patient.Window, patient.WatchedUntil));
    }

    [Fact]
    public void Laboratory_ValuesInARow_AreOneEventWithItsWorstGrade()
    {
        var course = Course(infusions: 9) with
        {
            LaboratoryValues =
            [
                Value(30, Grade.Grade3),
                Value(1, null),
                Value(8, Grade.Grade3),
                Value(15, Grade.Grade4),
                Value(22, Grade.Grade2),
                Value(-3, Grade.Grade4),
            ],
        };
        var key = new StreamKey
        {
            Regimen = Regimen.IsaPd,
            LltCode = Anc,
            Basis = EventBasis.Laboratory,
            Band = GradeBand.GradeAtLeast3,
        };

        Assert.Equal(
            [new StreamEpisode(Start.AddDays(8), Grade.Grade4, null), new(Start.AddDays(30), Grade.Grade3, null)],
            Patient(key, course).Episodes
        );
        Assert.Single(Patient(key with { Band = GradeBand.Any }, course).Episodes);
    }

    [Fact]
    public void Observations_ProgressionCompetesAfterTheDaysThatStillCount_DeathAtOnce()
    {
        var seen = StreamCurves.Observations(
            Cohort(
                Any,
                null,
                Course(1, end: Ended(50)),
                Course(2, end: Ended(50, CourseEndReason.Death)),
                Course(3, end: Ended(50, CourseEndReason.Completed)),
                Course(4, events: Event(20)),
                Course(5, events: Event(null)),
                Course(6, reaction: ReactionStatement.NotReported)
            )
        );

        Assert.Equal(
            [
                ObservationEnd.Progression,
                ObservationEnd.Death,
                ObservationEnd.Censored,
                ObservationEnd.AdverseEvent,
                ObservationEnd.Censored,
            ],
            seen.Select(one => one.End)
        );
        Assert.True(seen[0].Months > seen[1].Months);
        Assert.Equal(20 / StreamTime.DaysPerMonth, seen[3].Months, 1e-9);
    }

    [Fact]
    public void Recurrent_CountsEveryEventOfAPatient() =>
        Assert.Equal(
            3,
            Assert
                .Single(
                    StreamCurves.Recurrent([
                        Patient(Any, Course(infusions: 9, events: [Event(3), Event(20), Event(40)])),
                    ])
                )
                .Months.Count
        );
}
