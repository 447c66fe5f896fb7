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
public sealed record AdverseEventContent
{
    /// <summary>MedDRA LLT code of the CTCAE term.</summary>
    public required string LltCode { get; init; }

    public required CtcaeVersion CtcaeVersion { get; init; }

    /// <summary>Null = unknown: stays null and is listed as to be completed; never zero.</summary>
    public required Grade? Grade { get; init; }

    /// <summary>Null = unknown.</summary>
    public required DateTimeOffset? OnsetAt { get; init; }

    public InfusionId? InfusionId { get; init; }

    /// <summary>Whole minutes from the start of the infusion; null outside an infusion or unknown. Follows from the steps as they stand: never stored.</summary>
    public int? OnsetMinute { get; init; }

    /// <summary>µL/h; null outside an infusion or unknown. Follows from the steps as they stand: never stored.</summary>
    public long? RateAtOnsetMicrolitresPerHour { get; init; }

    public ActionTaken ActionTaken { get; init; } = ActionTaken.Unknown;

    /// <summary>All six criteria are answered: those not in <see cref="Seriousness"/> with no. False = something is not assessed yet, which differs from "not serious".</summary>
    public bool SeriousnessAssessed { get; init; }

    /// <summary>The criteria answered with yes.</summary>
    public SeriousnessCriteria Seriousness { get; init; } = SeriousnessCriteria.None;

    /// <summary>The laboratory value or blood pressure whose proposed grade was confirmed.</summary>
    public ObservationId? SourceObservationId { get; init; }

    public string? Note { get; init; }

    /// <summary>The criteria answered with no while others are not assessed yet.</summary>
    public SeriousnessCriteria SeriousnessRuledOut { get; init; } = SeriousnessCriteria.None;

    /// <summary>Codes of <see cref="ReactionKnowledge"/>, in its order: the signs of an infusion reaction belong inside it. Null = not asked; empty = asked, none of them.</summary>
    public IReadOnlyList<string>? Symptoms { get; init; }

    /// <summary>False = only the day is known; <see cref="OnsetAt"/> is then its first instant.</summary>
    public bool OnsetTimeKnown { get; init; } = true;

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
public sealed record AdverseEventRow
{
    public required AdverseEventId RowId { get; init; }

    /// <summary>Id of the first row: the identity of the event through all corrections.</summary>
    public required AdverseEventId EventId { get; init; }

    /// <summary>The row this one replaces; null for the first.</summary>
    public required AdverseEventId? Supersedes { get; init; }

    public required CourseId CourseId { get; init; }

    public required PatientId PatientId { get; init; }

    public required EventStatus Status { get; init; }

    public required AdverseEventContent Content { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Mandatory from the second row on.</summary>
    public required string? Reason { get; init; }

    /// <summary>All rows of the event's course, corrected ones included; empty where nothing was said since onset.</summary>
    [JsonIgnore]
    public IReadOnlyList<EventCourseEntry> CourseEntries { get; init; } = [];

    /// <summary>How severe the event was when, and what came of it.</summary>
    [JsonIgnore]
    public EventCourse Course => new(Content, CourseEntries);
}
