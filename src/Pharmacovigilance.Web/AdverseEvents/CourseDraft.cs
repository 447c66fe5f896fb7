using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled entry about the course of an event; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="At">Proposed: when the form was opened.</param>
public sealed record CourseDraft(string Key, TimeEntry At)
{
    /// <summary>Null = nothing said about the grade.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Null = nothing said about the outcome.</summary>
    public EventOutcome? Outcome { get; init; }

    /// <summary>The entry that is corrected; null for a new one.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Only where an entry is corrected.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Reads the form; complete when there is nothing to refuse.</summary>
    public IReadOnlyList<Refusal> Read(UnitClock clock, DateTimeOffset? onset, out EventCourseContent content)
    {
        // People type minutes: the minute of the onset is not before it.
        var at = At.At(clock, onset);
        content = new EventCourseContent(at ?? At.Proposed, Grade, Outcome);
        return at is null ? [At.Missing(clock, "at")] : [];
    }

    /// <summary>With another outcome: what contradicts it is taken back.</summary>
    public CourseDraft WithOutcome(EventOutcome? outcome) =>
        this with
        {
            Outcome = outcome,
            Grade =
                outcome is EventOutcome.Recovered or EventOutcome.RecoveredWithSequelae
                || (outcome is EventOutcome.Fatal && Grade is not Domain.AdverseEvents.Grade.Grade5)
                    ? null
                    : Grade,
        };
}
