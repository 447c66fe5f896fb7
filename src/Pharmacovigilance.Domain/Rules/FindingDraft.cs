namespace Pharmacovigilance.Domain.Rules;

internal static class FindingDraft
{
    /// <summary>
    /// The only place a finding is made, so that patient and course are always those of the facts, and tier and version
    /// always those of the rule set.
    /// </summary>
    public static Finding Found(
        this CourseFacts course,
        Rule rule,
        string subject,
        DateTimeOffset since,
        IReadOnlyList<Fact> facts,
        HoldEpisode? hold = null,
        FindingEnd? end = null,
        DateTimeOffset? newest = null
    ) =>
        new(
            rule.Id,
            rule.Version,
            rule.Tier,
            course.CourseId,
            course.PatientId,
            subject,
            since,
            facts,
            hold,
            end,
            newest
        );

    /// <summary>The same for facts of which no more than the day may be known: then it is found since that day began.</summary>
    public static Finding Found(
        this CourseFacts course,
        Rule rule,
        string subject,
        PartialTime since,
        IReadOnlyList<Fact> facts,
        HoldEpisode? hold = null,
        FindingEnd? end = null,
        DateTimeOffset? newest = null
    ) =>
        course.Found(rule, subject, since.Earliest, facts, hold, end, newest) with
        {
            SinceTimeKnown = since.IsInstant,
        };
}
