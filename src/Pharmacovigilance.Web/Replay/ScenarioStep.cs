using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Replay;

/// <summary>One step: who, about whom, when, what.</summary>
/// <param name="Path">E.g. <c>steps[3]</c>.</param>
/// <param name="Type">As the format names it.</param>
/// <param name="By">Null = the first nurse, or the attending physician for a decision.</param>
/// <param name="At">When it happened; null = unknown.</param>
/// <param name="RecordedAt">When it was entered; null = after everything whose time is known.</param>
internal sealed record ScenarioStep(
    string Path,
    string Type,
    string? Ref,
    ScenarioPatient Patient,
    ScenarioPerson? By,
    ScenarioTime? At,
    DateTimeOffset? RecordedAt,
    StepContent Content
)
{
    /// <summary>What a sentence calls the step.</summary>
    public string Name => $"{Path} ({Type})";

    /// <summary>About what the unit works by, and about no patient.</summary>
    public bool ConcernsTheUnit => Content is AdoptCtcaeContent or ActivateRulesContent;
}

/// <param name="At">UTC. Noon on the unit's wall where only the day is known.</param>
/// <param name="TimeKnown">False = only the day was stated.</param>
internal sealed record ScenarioTime(DateTimeOffset At, bool TimeKnown);

/// <summary>Which infusion a step is about.</summary>
/// <param name="Ordinal">On the calendar; null = the one that the patient's record suggests.</param>
/// <param name="None">True = explicitly none.</param>
internal sealed record InfusionChoice(int? Ordinal, bool None)
{
    public static readonly InfusionChoice Automatic = new(null, false);
}

internal abstract record StepContent;

internal sealed record LabContent(
    LabTest Test,
    decimal Value,
    string Unit,
    decimal? LowerLimitOfNormal,
    ValueBound Bound
) : StepContent;

internal sealed record PressureContent(
    int SystolicMmHg,
    int DiastolicMmHg,
    bool DuringReaction,
    InfusionChoice Infusion
) : StepContent;

/// <summary>Vital signs during an infusion, and how its reactions are.</summary>
/// <param name="Pressure">Null = not measured.</param>
/// <param name="ReactionNow">Null = not said.</param>
internal sealed record VitalsContent(
    VitalSigns Vitals,
    PressureContent? Pressure,
    ReactionNow? ReactionNow,
    InfusionChoice Infusion
) : StepContent;

/// <summary>A step of an infusion, as observed.</summary>
/// <param name="Confirm">Why it is right although the product asks; null = the scenario does not say.</param>
internal sealed record BedsideContent(
    InfusionStepKind Kind,
    InfusionChoice Infusion,
    long? RateMicrolitresPerHour = null,
    long? WeightGrams = null,
    string? Brand = null,
    string? Batch = null,
    ReactionStatement? Reaction = null,
    string? Reason = null,
    IReadOnlyList<ScenarioDrug>? Drugs = null,
    InfusionRoute? Route = null,
    string? Confirm = null
) : StepContent
{
    /// <summary>How the infusion stood when the person looked; null = as it stands. In another state the step is not done.</summary>
    public InfusionStatus? Saw { get; init; }
}

/// <summary>An infusion given according to another record.</summary>
/// <param name="Premedication">Null = that record does not say; empty = it says none was given.</param>
/// <param name="Reaction">What it says about reactions; <see cref="ReactionStatement.ReactionsRecorded"/> exactly with <paramref name="Reactions"/>.</param>
/// <param name="EndedAt">Null = unknown.</param>
internal sealed record TakenOverContent(
    BedsideContent Start,
    IReadOnlyList<ScenarioDrug>? Premedication,
    ReactionStatement Reaction,
    IReadOnlyList<ScenarioStep> Reactions,
    DateTimeOffset? EndedAt
) : StepContent
{
    /// <summary>The earliest instant at which all of it had happened.</summary>
    public DateTimeOffset? KnownSince(ScenarioTime? start) =>
        new[] { start?.At, EndedAt }.Concat(Reactions.Select(r => r.At?.At)).Max();
}

/// <param name="GivenAt">UTC.</param>
internal sealed record ScenarioDrug(
    string Path,
    string Code,
    long? DoseMicrograms,
    PremedicationRoute? Route,
    DateTimeOffset GivenAt
);

/// <param name="Source">The <c>ref</c> of the laboratory or blood-pressure step the grade was taken from.</param>
internal sealed record EventContent(
    string LltCode,
    Grade? Grade,
    InfusionChoice Infusion,
    ActionTaken Action,
    bool SeriousnessAssessed,
    SeriousnessCriteria Seriousness,
    string? Source,
    string? Note,
    IReadOnlyList<string>? Symptoms = null
) : StepContent;

/// <summary>How an event stands since the time of the step.</summary>
/// <param name="Target">The step that recorded it.</param>
internal sealed record CourseContent(ScenarioStep Target, Grade? Grade, EventOutcome? Outcome) : StepContent;

/// <summary>A causality assessment.</summary>
internal sealed record CausalityStepContent(ScenarioStep Target, CausalityContent Content, string? Reason)
    : StepContent;

/// <summary>The course ends on the date of the step.</summary>
internal sealed record EndCourseContent(CourseEndReason Reason, string? Note) : StepContent;

/// <summary>A planned infusion is put on another date, or a called off dose is given after all.</summary>
/// <param name="Infusion">Null = the next one that is open.</param>
internal sealed record MoveContent(bool Missed, int? Infusion, DateOnly To, string Reason) : StepContent;

/// <summary>Another course of the patient begins; what follows is about it.</summary>
/// <param name="Attending">Null = as before.</param>
internal sealed record BeginCourseContent(
    Regimen Regimen,
    DateOnly FirstDose,
    long? WeightGrams,
    string? Attending,
    PriorTreatment Prior
) : StepContent
{
    /// <summary>Null = not entered.</summary>
    public EcogStatus? Ecog { get; init; }

    /// <inheritdoc cref="Ecog"/>
    public RenalFunction? Renal { get; init; }
}

/// <summary>The premedication is ordered otherwise from the time of the step on.</summary>
internal sealed record OrderContent(IReadOnlyList<string> Drugs, string Reason) : StepContent;

/// <summary>The unit grades by another CTCAE version from the time of the step on.</summary>
internal sealed record AdoptCtcaeContent(CtcaeVersion Version, string Reason) : StepContent;

/// <summary>The unit works by another rule set from the time of the step on.</summary>
internal sealed record ActivateRulesContent(string RuleSet, string Reason) : StepContent;

/// <param name="Target">The step that is corrected.</param>
/// <param name="Corrected">It, as it should have been.</param>
internal sealed record CorrectionContent(ScenarioStep Target, ScenarioStep Corrected, string Reason) : StepContent;

internal sealed record TakeBackContent(ScenarioStep Target, string Reason) : StepContent;

internal enum DecisionKind
{
    /// <summary>Seen; the decision is still due.</summary>
    Acknowledge = 1,

    /// <summary>The proposal is accepted.</summary>
    Accept = 2,

    /// <summary>Decided otherwise.</summary>
    Override = 3,

    /// <summary>A confirmed hold ends.</summary>
    ReleaseHold = 4,

    /// <summary>What was accepted is done.</summary>
    CarryOut = 5,

    /// <summary>A second person agrees to a permanent stop.</summary>
    ConfirmStop = 6,

    /// <summary>A second person does not.</summary>
    RefuseStop = 7,

    /// <summary>An outcome that was not hoped for is read.</summary>
    Close = 8,
}

/// <param name="Infusion">Chooses among several alerts of one rule.</param>
internal sealed record DecisionContent(
    DecisionKind Kind,
    RuleId Rule,
    int? Infusion,
    OverrideReason? Reason,
    string? Note
) : StepContent;
