using System.Text.Json.Serialization;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Action taken with the drug: the CDISC terms (codelist ACN) that apply to isatuximab, which has no dose reduction.</summary>
public enum ActionTaken
{
    /// <summary>Not known or not stated yet; listed as to be completed.</summary>
    Unknown = 0,
    DoseNotChanged = 1,
    DrugInterrupted = 2,
    DoseRateReduced = 3,
    DrugWithdrawn = 4,
    NotApplicable = 5,
}

/// <summary>Whether a row of an event's chain states the event or takes it back.</summary>
public enum EventStatus
{
    /// <summary>The event as it stands.</summary>
    Recorded = 1,

    /// <summary>Taken back with a reason. Terminal.</summary>
    EnteredInError = 2,
}

/// <summary>The clinical content of an adverse event, as entered.</summary>
/// <param name="LltCode">MedDRA LLT code of the CTCAE term.</param>
/// <param name="Grade">Null = unknown: stays null and is listed as to be completed; never zero.</param>
/// <param name="OnsetAt">Null = unknown.</param>
/// <param name="OnsetMinute">Whole minutes from the start of the infusion; null outside an infusion or unknown. Follows from the steps as they stand: never stored.</param>
/// <param name="RateAtOnsetMicrolitresPerHour">µL/h; null outside an infusion or unknown. Follows from the steps as they stand: never stored.</param>
/// <param name="SeriousnessAssessed">All six criteria are answered: those not in <paramref name="Seriousness"/> with no. False = something is not assessed yet, which differs from "not serious".</param>
/// <param name="Seriousness">The criteria answered with yes.</param>
/// <param name="SeriousnessRuledOut">The criteria answered with no while others are not assessed yet.</param>
/// <param name="Symptoms">Codes of <see cref="ReactionKnowledge"/>, in its order: the signs of an infusion reaction belong inside it. Null = not asked; empty = asked, none of them.</param>
/// <param name="SourceObservationId">The laboratory value or blood pressure whose proposed grade was confirmed.</param>
/// <param name="OnsetTimeKnown">False = only the day is known; <paramref name="OnsetAt"/> is then its first instant.</param>
public sealed record AdverseEventContent(
    string LltCode,
    CtcaeVersion CtcaeVersion,
    Grade? Grade,
    DateTimeOffset? OnsetAt,
    InfusionId? InfusionId = null,
    int? OnsetMinute = null,
    long? RateAtOnsetMicrolitresPerHour = null,
    ActionTaken ActionTaken = ActionTaken.Unknown,
    bool SeriousnessAssessed = false,
    SeriousnessCriteria Seriousness = SeriousnessCriteria.None,
    ObservationId? SourceObservationId = null,
    string? Note = null,
    SeriousnessCriteria SeriousnessRuledOut = SeriousnessCriteria.None,
    IReadOnlyList<string>? Symptoms = null,
    bool OnsetTimeKnown = true
)
{
    /// <summary>The onset as precisely as it is known; null = unknown.</summary>
    public PartialTime? Onset(UnitClock clock) => OnsetAt is { } at ? PartialTime.Of(at, OnsetTimeKnown, clock) : null;

    /// <summary>With minute and rate at onset, as the steps of its infusion stand.</summary>
    /// <param name="steps">All rows of the infusion.</param>
    public AdverseEventContent Placed(IReadOnlyList<InfusionStep> steps) =>
        OnsetAt is { } at && OnsetTimeKnown && InfusionState.From(steps) is { StartTimeKnown: true } state
            ? this with
            {
                OnsetMinute = state.MinutesInto(at),
                RateAtOnsetMicrolitresPerHour = InfusionTimeline.RateAt(steps, at),
            }
            : this with
            {
                OnsetMinute = null,
                RateAtOnsetMicrolitresPerHour = null,
            };

    /// <summary>Whether it would have begun before the infusion it belongs to had started; false where either time is not known.</summary>
    public bool IsBeforeStart(InfusionState infusion) =>
        OnsetTimeKnown
        && infusion is { StartTimeKnown: true, StartedAt: { } started }
        && OnsetAt is { } onset
        && onset < started;

    /// <summary>What was said about one criterion.</summary>
    public CriterionAnswer Answer(SeriousnessCriteria criterion) =>
        Seriousness.HasFlag(criterion) ? CriterionAnswer.Yes
        : SeriousnessAssessed || SeriousnessRuledOut.HasFlag(criterion) ? CriterionAnswer.No
        : CriterionAnswer.NotAssessed;

    /// <summary>Serious by at least one criterion, not serious by all six, or not known.</summary>
    public CriterionAnswer IsSerious =>
        Seriousness is not SeriousnessCriteria.None ? CriterionAnswer.Yes
        : SeriousnessAssessed ? CriterionAnswer.No
        : CriterionAnswer.NotAssessed;
}

/// <summary>One row of an adverse event's chain; the newest row is how the event stands.</summary>
/// <param name="EventId">Id of the first row: the identity of the event through all corrections.</param>
/// <param name="Supersedes">The row this one replaces; null for the first.</param>
/// <param name="Reason">Mandatory from the second row on.</param>
public sealed record AdverseEventRow(
    AdverseEventId RowId,
    AdverseEventId EventId,
    AdverseEventId? Supersedes,
    CourseId CourseId,
    PatientId PatientId,
    EventStatus Status,
    AdverseEventContent Content,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason
)
{
    /// <summary>All rows of the event's course, corrected ones included; empty where nothing was said since onset.</summary>
    [JsonIgnore]
    public IReadOnlyList<EventCourseEntry> CourseEntries { get; init; } = [];

    /// <summary>How severe the event was when, and what came of it.</summary>
    [JsonIgnore]
    public EventCourse Course => new(Content, CourseEntries);
}
