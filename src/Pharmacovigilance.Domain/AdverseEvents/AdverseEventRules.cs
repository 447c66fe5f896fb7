using System.Globalization;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Whether the content of an adverse event can be taken: the term and grade exist, the times are possible.</summary>
public static class AdverseEventRules
{
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Everything wrong with the content; empty when it can be taken.</summary>
    /// <param name="replaced">What is corrected: its term may stay although a later import left it out.</param>
    public static IEnumerable<Refusal> Check(
        AdverseEventContent content,
        CtcaeDictionary dictionary,
        DateTimeOffset now,
        AdverseEventContent? replaced = null
    )
    {
        if (content.CtcaeVersion != dictionary.Version)
            yield return Refusal.Of(
                "adverse-event.version-not-in-force",
                "ctcaeVersion",
                CtcaeVersions.Format(content.CtcaeVersion),
                CtcaeVersions.Format(dictionary.Version)
            );

        var term =
            content.LltCode == replaced?.LltCode
                ? dictionary.FindEver(content.LltCode)
                : dictionary.Find(content.LltCode);
        if (term is null)
            yield return Refusal.Of(
                "adverse-event.term-unknown",
                "term",
                content.LltCode,
                CtcaeVersions.Format(dictionary.Version)
            );
        else if (content.Grade is { } grade && !term.Allows(grade))
            yield return Refusal.Of(
                "adverse-event.grade-does-not-exist",
                "grade",
                ((int)grade).ToString(CultureInfo.InvariantCulture),
                term.Name.En,
                string.Join(", ", term.Grades.Select(g => ((int)g).ToString(CultureInfo.InvariantCulture)))
            );

        if (content is { OnsetTimeKnown: false, InfusionId: not null })
            yield return Refusal.Of("adverse-event.onset-needs-time", "onset");
        if (content.OnsetAt is { } onset && onset > now + ClockTolerance)
            yield return Refusal.Of(
                "time.in-future",
                "onset",
                onset.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
            );
        if ((content.Seriousness & content.SeriousnessRuledOut) is not SeriousnessCriteria.None)
            yield return Refusal.Of("adverse-event.seriousness-contradicts", "seriousness");
        if (content.Grade == Grade.Grade5 && content.Answer(SeriousnessCriteria.ResultsInDeath) is CriterionAnswer.No)
            yield return Refusal.Of("adverse-event.death-without-criterion", "seriousness");
        if (content.Note?.Length > 2000)
            yield return Refusal.Of("too-long", "note", "2000");
    }
}
