using System.Globalization;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Whether something said about the course of an event can be taken.</summary>
public static class EventCourseRules
{
    /// <summary>Everything wrong with it; empty when it can be taken.</summary>
    /// <param name="content">The event as it stands.</param>
    /// <param name="others">The rest of its course, without what this replaces.</param>
    /// <param name="term">The event's term in its CTCAE version.</param>
    public static IEnumerable<Refusal> Check(
        AdverseEventContent content,
        IEnumerable<EventCourseEntry> others,
        EventCourseContent said,
        CtcaeTerm term,
        DateTimeOffset now
    )
    {
        if (said is { Grade: null, Outcome: null })
            yield return Refusal.Of("event-course.nothing-said", "grade");
        if (said.Grade is { } grade && !term.Allows(grade))
            yield return Refusal.Of(
                "adverse-event.grade-does-not-exist",
                "grade",
                Number(grade),
                term.Name.En,
                string.Join(", ", term.Grades.Select(Number))
            );
        if (said is { Resolves: true, Grade: not null })
            yield return Refusal.Of("event-course.resolved-has-no-grade", "grade");
        if (said is { Grade: Grade.Grade5, Outcome: not EventOutcome.Fatal })
            yield return Refusal.Of("event-course.grade-5-is-fatal", "outcome");
        if (said is { Outcome: EventOutcome.Fatal, Grade: not (null or Grade.Grade5) })
            yield return Refusal.Of("event-course.fatal-is-grade-5", "grade");
        if (
            said.Outcome is EventOutcome.Fatal
            && content.Answer(SeriousnessCriteria.ResultsInDeath) is CriterionAnswer.No
        )
            yield return Refusal.Of("event-course.death-ruled-out", "outcome");

        foreach (var refusal in DeathRules.CheckCourse(content, said))
            yield return refusal;
        if (said.At > now + AdverseEventRules.ClockTolerance)
            yield return Refusal.Of("time.in-future", "at", Minute(said.At));
        if (content.OnsetAt is { } onset && said.At < onset)
            yield return Refusal.Of("event-course.before-onset", "at", Minute(said.At), Minute(onset));
        if (said.Resolves && said.At == content.OnsetAt)
            yield return Refusal.Of("event-course.over-must-be-later", "at", Minute(said.At));
        foreach (var other in EventCourse.Standing(others))
        {
            if (said.Resolves && other.Content is { Grade: not null } graded && graded.At == said.At)
                yield return Refusal.Of("event-course.over-must-be-later", "at", Minute(said.At));
            if (other.Content.Outcome is EventOutcome.Fatal && said.At >= other.Content.At)
                yield return Refusal.Of("event-course.after-death", "at", Minute(other.Content.At));
            if (said.Outcome is EventOutcome.Fatal && other.Content.At > said.At)
                yield return Refusal.Of("event-course.death-before-other", "at", Minute(other.Content.At));
        }
    }

    /// <summary>What of the course an event corrected to this content would contradict: every check made when it was said holds afterwards.</summary>
    /// <param name="standing">The course as it stands.</param>
    /// <param name="term">The event's term as corrected, in its CTCAE version.</param>
    public static IEnumerable<Refusal> CheckCorrection(
        AdverseEventContent content,
        IEnumerable<EventCourseEntry> standing,
        CtcaeTerm term
    )
    {
        foreach (var said in standing.Select(entry => entry.Content))
        {
            if (content.OnsetAt is { } onset && said.At < onset)
                yield return Refusal.Of("adverse-event.onset-after-course", "onset", Minute(onset), Minute(said.At));
            if (said.Grade is { } grade && !term.Allows(grade))
                yield return Refusal.Of(
                    "adverse-event.course-grade-does-not-exist",
                    "term",
                    Number(grade),
                    term.Name.En,
                    string.Join(", ", term.Grades.Select(Number))
                );
            if (
                said.Outcome is EventOutcome.Fatal
                && content.Answer(SeriousnessCriteria.ResultsInDeath) is CriterionAnswer.No
            )
                yield return Refusal.Of("event-course.death-ruled-out", "seriousness");
        }
    }

    private static string Number(Grade grade) => ((int)grade).ToString(CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
