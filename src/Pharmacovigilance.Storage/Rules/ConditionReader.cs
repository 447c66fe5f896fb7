using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>Reported events other than infusion reactions, as the rules look at them.</summary>
internal static class ConditionReader
{
    /// <param name="events">Of one course, as they stand.</param>
    /// <param name="labs">Of the same course, as they stand.</param>
    public static IReadOnlyList<ConditionFacts> Of(
        QueryScope scope,
        Knowledge knowledge,
        IReadOnlyList<AdverseEventRow> events,
        IReadOnlyList<LabResult> labs
    ) => [.. events.Select(row => Of(scope, knowledge, row, labs)).OfType<ConditionFacts>()];

    private static ConditionFacts? Of(
        QueryScope scope,
        Knowledge knowledge,
        AdverseEventRow row,
        IReadOnlyList<LabResult> labs
    )
    {
        var content = row.Content;
        if (KindOf(knowledge, content.LltCode) is not { } kind)
            return null;
        var (worst, worsenedAt) = Worst(row.Course, content);
        bool isCount = kind is ConditionKind.ReportedNeutropenia or ConditionKind.ReportedThrombocytopenia;
        if (isCount && worsenedAt is null && HasValue(scope, content, labs))
            return null;
        var reached = worsenedAt ?? content.OnsetAt ?? row.RecordedAt;
        return new ConditionFacts(
            row.EventId,
            content.LltCode,
            kind,
            worst,
            content.OnsetAt,
            row.RecordedAt,
            isCount ? CountBelow(knowledge, content, worst) : null
        )
        {
            OnsetDay = content.OnsetTimeKnown ? null : content.Onset(scope.Clock),
            WorsenedAt = worsenedAt,
            ReachedDayEnd = PartialTime.Of(reached, false, scope.Clock).Latest,
        };
    }

    private static ConditionKind? KindOf(Knowledge knowledge, string llt) =>
        knowledge.Library.RootOf(llt) switch
        {
            CtcaeTerms.FebrileNeutropenia => ConditionKind.FebrileNeutropenia,
            CtcaeTerms.NeutrophilCountDecreased => ConditionKind.ReportedNeutropenia,
            CtcaeTerms.PlateletCountDecreased => ConditionKind.ReportedThrombocytopenia,
            _ => knowledge.Term(llt)?.IsInfection == true ? ConditionKind.Infection : null,
        };

    /// <summary>The worst grade, and when the event came to it where that was after its onset.</summary>
    private static (Grade? Worst, DateTimeOffset? At) Worst(EventCourse course, AdverseEventContent content) =>
        course.Worst is { } worst && worst != content.Grade
            ? (worst, course.Entries.First(entry => entry.Content.Grade == worst).Content.At)
            : (content.Grade, null);

    /// <summary>Where the grade came from a stored value, the value speaks for itself, also after it was corrected; one that was taken back is missing.</summary>
    private static bool HasValue(QueryScope scope, AdverseEventContent content, IReadOnlyList<LabResult> labs)
    {
        var source = content.SourceObservationId;
        while (source is { } id)
        {
            if (labs.Any(lab => lab.Id == id))
                return true;
            source = ObservationStore.ReplacedBy(scope, id);
        }

        return false;
    }

    /// <summary>What a grade says about the count by the version it was given in: grade 3 is not the same count in every version.</summary>
    private static long? CountBelow(Knowledge knowledge, AdverseEventContent content, Grade? grade)
    {
        var limits = grade is null
            ? null
            : knowledge.Library.Find(content.CtcaeVersion, content.LltCode)?.Laboratory?.Limits;
        return limits?.FirstOrDefault(limit => limit.Grade == grade)?.Below is { } below
            ? (long)(below * 1_000_000m)
            : null;
    }
}
