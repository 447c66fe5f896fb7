using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>An invented patient and course.</summary>
/// <param name="Index">0 for the first; the key of the patient in the script.</param>
/// <param name="Physician">0 or 1: which of the two demonstration physicians attends.</param>
/// <param name="StopsOn">The last date on which an infusion may be given; the course ends after it.</param>
/// <param name="ChairAt">Wall-clock time at which the patient's infusions begin.</param>
/// <param name="Paraprotein">null = not recorded.</param>
public sealed record DemoPatient(
    int Index,
    string RecordNumber,
    string FamilyName,
    string GivenName,
    DateOnly BirthDate,
    Sex Sex,
    Regimen Regimen,
    DateOnly FirstDoseOn,
    int Physician,
    long WeightGrams,
    DateOnly StopsOn,
    TimeOnly ChairAt,
    Paraprotein? Paraprotein
)
{
    /// <summary>null = nothing is recorded.</summary>
    public CourseBaseline? Baseline { get; init; }
}

/// <summary>One entry that somebody makes in the demonstration unit.</summary>
/// <param name="At">When it is entered (UTC).</param>
/// <param name="Patient"><see cref="DemoPatient.Index"/>.</param>
public abstract record DemoStep(DateTimeOffset At, int Patient);

public sealed record DemoRegistration(DateTimeOffset At, DemoPatient Who) : DemoStep(At, Who.Index);

/// <summary>A laboratory value of a sample, in the test's canonical unit.</summary>
public sealed record DemoValue(LabTest Test, decimal Value, decimal? LowerLimitOfNormal);

/// <param name="Key">Names the first value within the patient's script, for the event that rests on it.</param>
public sealed record DemoSample(
    DateTimeOffset At,
    int Patient,
    int Key,
    IReadOnlyList<DemoValue> Values,
    DateTimeOffset CollectedAt
) : DemoStep(At, Patient);

/// <param name="Key">Names the reading within the patient's script.</param>
/// <param name="Ordinal">Infusion during which it was taken; null outside one.</param>
public sealed record DemoPressure(
    DateTimeOffset At,
    int Patient,
    int Key,
    int? Ordinal,
    int SystolicMmHg,
    int DiastolicMmHg,
    bool DuringReaction
) : DemoStep(At, Patient);

/// <param name="Ordinal">Position on the course's calendar.</param>
public sealed record DemoInfusionStep(
    DateTimeOffset At,
    int Patient,
    int Ordinal,
    InfusionStepKind Kind,
    long? RateMicrolitresPerHour = null,
    long? WeightGrams = null,
    string? BatchNumber = null,
    ReactionStatement? Reaction = null,
    string? Reason = null,
    IReadOnlyList<PremedicationEntry>? Premedication = null,
    ReactionNow? ReactionNow = null
) : DemoStep(At, Patient);

/// <summary>A look at the patient during an infusion: vital signs, or how a reaction is.</summary>
/// <param name="Ordinal">Position on the course's calendar.</param>
public sealed record DemoCheck(
    DateTimeOffset At,
    int Patient,
    int Ordinal,
    VitalSigns Vitals,
    int? SystolicMmHg = null,
    int? DiastolicMmHg = null,
    ReactionNow? ReactionNow = null
) : DemoStep(At, Patient);

/// <summary>The end of a course, which calls off what is still planned.</summary>
public sealed record DemoCourseEnd(DateTimeOffset At, int Patient, DateOnly EndedOn, CourseEndReason Reason)
    : DemoStep(At, Patient);

/// <param name="Key">Names the event within the patient's script, for its completion.</param>
/// <param name="SourceKey">The value or reading whose proposed grade was confirmed.</param>
public sealed record DemoEvent(
    DateTimeOffset At,
    int Patient,
    int Key,
    string LltCode,
    Grade? Grade,
    DateTimeOffset OnsetAt,
    ActionTaken Action,
    bool Hospitalised = false,
    int? Ordinal = null,
    int? SourceKey = null
) : DemoStep(At, Patient);

/// <summary>The grade that was unknown when the event was recorded.</summary>
public sealed record DemoCompletion(DateTimeOffset At, int Patient, int EventKey, Grade Grade) : DemoStep(At, Patient);

/// <summary>The attending physician goes through the course's undecided alerts.</summary>
public sealed record DemoReview(DateTimeOffset At, int Patient, DemoReviewKind Kind) : DemoStep(At, Patient);

/// <summary>What a physician does at a review.</summary>
public enum DemoReviewKind
{
    /// <summary>Decides; a hold is confirmed.</summary>
    Decide = 1,

    /// <summary>Has seen them; decides later.</summary>
    Acknowledge = 2,

    /// <summary>Decides, and decides against a hold.</summary>
    OverrideHold = 3,
}
