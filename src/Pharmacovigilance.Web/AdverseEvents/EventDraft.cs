using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled event form; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="Onset">Proposed: when the form was opened.</param>
public sealed record EventDraft(string Key, TimeEntry Onset)
{
    /// <summary>LLT code of the chosen term; null = none chosen yet.</summary>
    public string? Term { get; init; }

    /// <summary>Null together with <see cref="GradeIsUnknown"/> = unknown; null without it = none chosen yet.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Somebody said that the grade is not known yet.</summary>
    public bool GradeIsUnknown { get; init; }
    public bool OnsetIsUnknown { get; init; }

    /// <summary>Of the onset only the day is known.</summary>
    public bool OnsetDayOnly { get; init; }
    public ActionTaken Action { get; init; }
    public bool SeriousnessAssessed { get; init; }
    public SeriousnessCriteria Seriousness { get; init; }
    public SeriousnessCriteria SeriousnessRuledOut { get; init; }

    /// <summary>Codes of the symptoms inside a reaction; null = not asked.</summary>
    public IReadOnlyList<string>? Symptoms { get; init; }
    public string Note { get; init; } = "";

    /// <summary>The value whose proposed grade is confirmed.</summary>
    public Guid? Source { get; init; }

    /// <summary>Only where a recorded event is corrected.</summary>
    public string CorrectionReason { get; init; } = "";

    /// <summary>With another term: a grade that does not exist for it is taken back.</summary>
    public EventDraft WithTerm(CtcaeTerm term) =>
        this with
        {
            Term = term.Llt,
            Grade = Grade is { } grade && term.Allows(grade) ? grade : null,
        };

    /// <summary>The answers to the six criteria as content of an event.</summary>
    public AdverseEventContent Answers(CtcaeVersion version) =>
        new AdverseEventContent
        {
            LltCode = Term ?? "",
            CtcaeVersion = version,
            Grade = Grade,
            OnsetAt = null,
            SeriousnessAssessed = SeriousnessAssessed,
            Seriousness = Seriousness,
            SeriousnessRuledOut = SeriousnessRuledOut,
        }.Tidied();

    public EventDraft WithAnswers(AdverseEventContent content) =>
        this with
        {
            SeriousnessAssessed = content.SeriousnessAssessed,
            Seriousness = content.Seriousness,
            SeriousnessRuledOut = content.SeriousnessRuledOut,
        };

    /// <summary>Reads the form; complete when there is nothing to refuse.</summary>
    /// <param name="infusionId">The started infusion the event belongs to; null outside one.</param>
    public IReadOnlyList<Refusal> Read(
        CtcaeVersion version,
        InfusionId? infusionId,
        UnitClock clock,
        out AdverseEventContent content
    )
    {
        var refusals = new List<Refusal>();
        if (Term is null)
            refusals.Add(Refusal.Of("required", "term"));
        if (Grade is null && !GradeIsUnknown)
            refusals.Add(Refusal.Of("adverse-event.grade-not-chosen", "grade"));
        var onset = OnsetIsUnknown ? null : Onset.At(clock);
        if (onset is null && !OnsetIsUnknown)
            refusals.Add(Onset.Question(clock, "onset") ?? Refusal.Of("adverse-event.onset-not-chosen", "onset"));
        content = new AdverseEventContent
        {
            LltCode = Term ?? "",
            CtcaeVersion = version,
            Grade = Grade,
            OnsetAt = onset,
            InfusionId = infusionId,
            ActionTaken = Action,
            SeriousnessAssessed = SeriousnessAssessed,
            Seriousness = Seriousness,
            SourceObservationId = Source is { } source ? new ObservationId(source) : null,
            Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(),
            SeriousnessRuledOut = SeriousnessRuledOut,
            Symptoms = Term is { } llt && AdverseEventStore.IsReaction(llt) ? Symptoms : null,
            OnsetTimeKnown = onset is null || !OnsetDayOnly || infusionId is not null,
        }.Tidied();
        return refusals;
    }
}
