using System.Globalization;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Whether what is said about one event agrees about a death: its grade, the criterion of seriousness and its course. Told in both directions.</summary>
/// <remarks>CTCAE: grade 5 is death related to the event. ICH E2A and E2B(R3) E.i.3.2a and E.i.7: results in death; fatal.</remarks>
public static class DeathRules
{
    /// <summary>Everything that contradicts itself about a death in an event as it would stand.</summary>
    /// <param name="course">What was said about its course; empty for a new event.</param>
    /// <param name="term">The event's term; null where it is unknown, which is refused elsewhere.</param>
    public static IEnumerable<Refusal> Check(
        AdverseEventContent content,
        IReadOnlyList<EventCourseEntry> course,
        CtcaeTerm? term
    )
    {
        bool fatal = course.Any(entry => entry.Content.Outcome is EventOutcome.Fatal);
        if (
            content.Seriousness.HasFlag(SeriousnessCriteria.ResultsInDeath)
            && content.Grade is { } grade and < Grade.Grade5
            && !fatal
            && term?.Allows(Grade.Grade5) == true
        )
            yield return Refusal.Of(
                "death.criterion-without-grade-5",
                "grade",
                ((int)grade).ToString(CultureInfo.InvariantCulture)
            );
        if (fatal && content.Answer(SeriousnessCriteria.ResultsInDeath) is CriterionAnswer.No)
            yield return Refusal.Of("death.course-is-fatal", "seriousness");
        if (PatientDeath.IsStatedBy(content) && !fatal && course.FirstOrDefault(GoesOn) is { } later)
            yield return Refusal.Of("death.course-goes-on", "grade", Minute(later.Content.At));
    }

    /// <summary>What is said about the course of an event that was fatal by its grade or by the criterion.</summary>
    public static IEnumerable<Refusal> CheckCourse(AdverseEventContent content, EventCourseContent said)
    {
        if (said.Outcome is EventOutcome.Fatal)
            yield break;
        if (content.Grade is Grade.Grade5)
            yield return Refusal.Of("death.event-has-grade-5", "outcome");
        else if (said.Resolves && PatientDeath.IsStatedBy(content))
            yield return Refusal.Of("death.event-resulted-in-death", "outcome");
    }

    /// <summary>That something is dated after the patient's death; empty where it is not.</summary>
    /// <param name="death">Null while the patient lives.</param>
    public static IEnumerable<Refusal> CheckTime(PatientDeath? death, DateTimeOffset? at, string field) =>
        death is not null && at is { } instant && death.IsBefore(instant)
            ? [Refusal.Of(AfterDeath, field, Minute(instant), Minute(death.Latest))]
            : [];

    /// <summary>Every code of these rules begins so.</summary>
    public const string CodePrefix = "death.";

    /// <summary>The code of what is dated after the death.</summary>
    public const string AfterDeath = CodePrefix + "after-death";

    private static bool GoesOn(EventCourseEntry entry) =>
        entry.Content.Resolves || entry.Content.Grade is < Grade.Grade5;

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
