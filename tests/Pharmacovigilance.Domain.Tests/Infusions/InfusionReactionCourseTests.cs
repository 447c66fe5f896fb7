using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>What the event's own course says of a reaction counts for the restart as what is said at the bedside does.</summary>
public class InfusionReactionCourseTests
{
    private static readonly ReactionStatementAt[] Nothing = [];

    private static DateTimeOffset Minute(int minute) => TestSteps.Nine.AddMinutes(minute);

    private static InfusionReactions Of(ReactionStatementAt[] course, params ReactionStatementAt[] bedside) =>
        new([new InfusionReaction(Minute(55), Grade.Grade2, course)], bedside, Grade.Grade1);

    [Fact]
    public void Course_ImprovedToGrade1ThenResolved_AllowsTheRestartAndThenMore()
    {
        var reactions = Of([new(Minute(70), ReactionNow.AtMostGrade1), new(Minute(90), ReactionNow.Resolved)]);
        Assert.Equal(
            [
                ReactionLevel.None,
                ReactionLevel.TooSevere,
                ReactionLevel.TooSevere,
                ReactionLevel.RestartPossible,
                ReactionLevel.RestartPossible,
                ReactionLevel.None,
            ],
            new[] { 54, 55, 69, 70, 89, 90 }.Select(minute => reactions.At(Minute(minute)))
        );
    }

    [Fact]
    public void Course_WorsenedAfterTheBedsideSaidResolved_StandsInTheWayAgain() =>
        Assert.Equal(
            ReactionLevel.TooSevere,
            Of([new(Minute(80), ReactionNow.AboveGrade1)], new ReactionStatementAt(Minute(70), ReactionNow.Resolved))
                .At(Minute(80))
        );

    [Fact]
    public void Bedside_AtTheSameInstantAsTheCourse_TheWorseStands() =>
        Assert.Equal(
            ReactionLevel.TooSevere,
            Of([new(Minute(70), ReactionNow.AboveGrade1)], new ReactionStatementAt(Minute(70), ReactionNow.Resolved))
                .At(Minute(70))
        );

    [Fact]
    public void Of_AnEventWithItsCourse_TakesDatedGradesAndTheEndAndNotWhatWasTakenBack()
    {
        var eventId = AdverseEventId.From(Guid.CreateVersion7());
        var content = new AdverseEventContent
        {
            LltCode = CtcaeTerms.InfusionRelatedReaction,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade2,
            OnsetAt = Minute(55),
        };
        var first = Row(eventId, 60, Grade.Grade3, null);
        var wrong = Row(eventId, 65, null, EventOutcome.Recovered);
        EventCourseEntry[] rows =
        [
            first,
            wrong,
            wrong with
            {
                Id = EventCourseEntryId.From(Guid.CreateVersion7()),
                Supersedes = wrong.Id,
                Status = EventStatus.EnteredInError,
                Reason = "another patient",
            },
            Row(eventId, 75, Grade.Grade1, EventOutcome.Recovering),
            Row(eventId, 90, null, EventOutcome.Recovered),
            Row(eventId, 91, null, EventOutcome.Unknown),
        ];

        var reaction = InfusionReaction.Of(content, Minute(0), new EventCourse(content, rows));

        Assert.Equal((Minute(55), Grade.Grade2), (reaction.From, reaction.Grade));
        Assert.Equal(
            [
                new(Minute(60), ReactionNow.AboveGrade1),
                new(Minute(75), ReactionNow.AtMostGrade1),
                new ReactionStatementAt(Minute(90), ReactionNow.Resolved),
            ],
            reaction.Course
        );
        Assert.Equal(
            Minute(3),
            InfusionReaction.Of(content with { OnsetAt = null }, Minute(3), new EventCourse(content, [])).From
        );
        Assert.Equal(Nothing, InfusionReaction.Of(content, Minute(0), new EventCourse(content, [])).Course);
    }

    private static EventCourseEntry Row(AdverseEventId eventId, int minute, Grade? grade, EventOutcome? outcome) =>
        new()
        {
            Id = EventCourseEntryId.From(Guid.CreateVersion7()),
            EventId = eventId,
            Supersedes = null,
            Status = EventStatus.Recorded,
            Content = new EventCourseContent(Minute(minute), grade, outcome),
            RecordedAt = Minute(minute),
            RecordedBy = "nurse",
            Reason = null,
        };
}
