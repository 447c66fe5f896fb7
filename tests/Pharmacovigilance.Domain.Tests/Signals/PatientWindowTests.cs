using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using static Pharmacovigilance.Domain.Tests.Signals.StreamCourses;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>Who counts in a stream, from when to when, and who stays open.</summary>
public class PatientWindowTests
{
    private const ReactionStatement None = ReactionStatement.NoReactionObserved;
    private static readonly StreamKey Subcutaneous = Reactions with { Route = InfusionRoute.Subcutaneous };

    [Theory]
    [InlineData(None, ReactionStatement.NotReported, TallyStatus.NoEvent)]
    [InlineData(ReactionStatement.NotReported, None, TallyStatus.NotAssessed)]
    [InlineData(null, None, TallyStatus.NotAssessed)]
    public void NoReaction_IsAssessedOnlyWhenTheFirstInfusionWas(
        ReactionStatement? first,
        ReactionStatement second,
        TallyStatus expected
    )
    {
        var course = Course() with { Infusions = [Given(1, 1, Start, first), Given(1, 2, Start.AddDays(7), second)] };

        Assert.Equal(expected, Patient(Reactions, course).Status);
        Assert.Equal(TallyStatus.NoEvent, Patient(Any, course).Status);
    }

    [Theory]
    [InlineData(CourseEndReason.LostToFollowUp, 12.0, TallyStatus.Lost)]
    [InlineData(CourseEndReason.Transferred, 12.0, TallyStatus.Lost)]
    [InlineData(CourseEndReason.LostToFollowUp, 1.0, TallyStatus.NoEvent)]
    [InlineData(CourseEndReason.ProgressiveDisease, 12.0, TallyStatus.NoEvent)]
    [InlineData(CourseEndReason.Death, 12.0, TallyStatus.NoEvent)]
    public void Patient_WhoLeftTheUnitsSight_IsLostUntilTheTrialsFollowUpIsOver(
        CourseEndReason reason,
        double followUp,
        TallyStatus expected
    )
    {
        var patient = Patient(Any, Course(end: Ended(60, reason)), followUp);

        Assert.Equal((expected, true), (patient.Status, patient.IsAssessed));
    }

    [Fact]
    public void Counts_WithUnknownAndLostPatients_GiveBoundsOfEverybodyTreated()
    {
        var counts = StreamCounts.Of([
            .. Enumerable.Repeat(TallyStatus.Event, 3),
            TallyStatus.Lost,
            TallyStatus.NotAssessed,
            .. Enumerable.Repeat(TallyStatus.NoEvent, 15),
        ]);

        Assert.Equal((3, 5, 20), (counts.PatientsWithEvent, counts.AtMost, counts.Treated));
        Assert.Equal((19, 1, 1, true), (counts.PatientsAssessed, counts.NotAssessed, counts.Lost, counts.IsOpen));
        Assert.False(StreamCounts.Of([TallyStatus.Event, TallyStatus.NoEvent]).IsOpen);
    }

    [Theory]
    [InlineData(350, TallyStatus.Event)]
    [InlineData(370, TallyStatus.NoEvent)]
    [InlineData(200, TallyStatus.Event)]
    public void Patient_TreatedAgain_HasOneWindowFromTheFirstInfusion(int day, TallyStatus expected)
    {
        StreamCourse[] courses = [Course(end: Ended(60)), Course(2, day: 300, patient: 1, events: Event(day))];
        var patient = Assert.Single(Cohort(Any, 12, courses));

        Assert.Equal((expected, Start, Id(1)), (patient.Status, patient.FirstInfusionAt, patient.CourseId));
        Assert.Equal(
            patient,
            Assert.Single(Cohort(Any, 12, [.. courses.Reverse()])) with
            {
                Episodes = patient.Episodes,
            }
        );
    }

    [Fact]
    public void Reaction_AtTheFirstInfusionOfASecondCourse_IsNotAtThePatientsFirst()
    {
        var courses = StreamCourse.NumberedThrough([
            Course(infusions: 4, end: Ended(60)),
            Course(2, infusions: 2, day: 300, patient: 1),
            Course(3),
        ]);

        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 1],
            courses.SelectMany(course => course.Infusions).Select(infusion => infusion.GivenOrdinal!.Value)
        );
    }

    [Theory]
    [InlineData(InfusionRoute.Subcutaneous)]
    [InlineData(InfusionRoute.IntravenousRapid)]
    public void Patient_FirstTreatedByAnotherRoute_IsInTheStreamsOfThatRouteOnly(InfusionRoute route)
    {
        var course = By(Course(), route);

        Assert.Empty(Cohort(Reactions, null, course));
        Assert.Equal(TallyStatus.NoEvent, Assert.Single(Cohort(Reactions with { Route = route }, null, course)).Status);
    }

    [Fact]
    public void Reaction_ToALaterDoseByAnotherRoute_CountsInNeitherStream()
    {
        var first = Given(1, 1, Start, None);
        var second = Given(1, 2, Start.AddDays(7), ReactionStatement.ReactionsRecorded) with
        {
            Route = InfusionRoute.Subcutaneous,
        };
        var course = Course(events: [Event(7.01, llt: Irr, infusion: second.Id), Event(8)]) with
        {
            Infusions = [first, second],
        };
        course = course with
        {
            Events =
            [
                .. course.Events.Select(one =>
                    one with
                    {
                        Event = one.Event with { Route = one.InfusionId == second.Id ? second.Route : null },
                    }
                ),
            ],
        };

        var patient = Assert.Single(Cohort(Reactions, null, course));
        Assert.Equal((TallyStatus.NoEvent, true), (patient.Status, patient.ChangedRoute));
        Assert.Empty(Cohort(Subcutaneous, null, course));
        // What is no reaction to the dose goes on counting: the drug is the same.
        Assert.True(Assert.Single(Cohort(Any, null, course)).HasEvent);
        // Nor does one without a date, recorded with the other dose.
        var undated = course with
        {
            Events = [course.Events[0] with { Event = course.Events[0].Event with { OnsetAt = null } }],
        };
        Assert.False(Assert.Single(Cohort(Reactions, null, undated)).HasEvent);
    }

    [Theory]
    [InlineData("IsaPd-10051792-AdverseEvent-Any", InfusionRoute.Intravenous)]
    [InlineData("IsaPd-10051792-AdverseEvent-Any-Subcutaneous", InfusionRoute.Subcutaneous)]
    [InlineData("IsaPd-10051792-AdverseEvent-Any-IntravenousRapid", InfusionRoute.IntravenousRapid)]
    public void Key_AsText_NamesTheRouteOnlyWhereItIsNotTheTrials(string text, InfusionRoute route)
    {
        Assert.Equal(text, (Reactions with { Route = route }).ToString());
        Assert.True(StreamKey.TryParse(text, out var key));
        Assert.Equal(Reactions with { Route = route }, key);
    }

    [Theory]
    [InlineData("IsaPd-10051792-AdverseEvent-Any-Intravenous")]
    [InlineData("IsaPd-10051792-AdverseEvent-Any-2")]
    [InlineData("IsaPd-10051792-AdverseEvent-Any-Subcutaneous-x")]
    public void Key_OfAnotherSpelling_IsNone(string text) => Assert.False(StreamKey.TryParse(text, out _));

    private static StreamCourse By(StreamCourse course, InfusionRoute route) =>
        course with
        {
            Infusions = [.. course.Infusions.Select(infusion => infusion with { Route = route })],
        };
}
