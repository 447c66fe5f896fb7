using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A laboratory value as entered: the unit travels with the number.</summary>
/// <param name="LowerLimitOfNormal">The laboratory's LLN in the same unit; null = not known.</param>
public sealed record LabEntry(
    CourseId CourseId, LabTest Test, decimal Value, string Unit, decimal? LowerLimitOfNormal, DateTimeOffset CollectedAt);

/// <summary>A laboratory value as it stands.</summary>
public sealed record LabResult(
    ObservationId Id, CourseId CourseId, LabValue Value, LabValue? LowerLimitOfNormal, string EnteredValue, DateTimeOffset CollectedAt,
    DateTimeOffset RecordedAt, string RecordedBy);

/// <summary>A blood-pressure reading as entered.</summary>
/// <param name="DuringReaction">Taken while an infusion reaction is going on: then it is a sign of the reaction.</param>
public sealed record BloodPressureEntry(
    CourseId CourseId, int SystolicMmHg, int DiastolicMmHg, DateTimeOffset MeasuredAt, InfusionId? InfusionId = null, bool DuringReaction = false);

/// <summary>A blood-pressure reading as it stands.</summary>
public sealed record BloodPressureResult(
    ObservationId Id, CourseId CourseId, BloodPressureReading Reading, bool DuringReaction, InfusionId? InfusionId, DateTimeOffset MeasuredAt,
    DateTimeOffset RecordedAt, string RecordedBy);

/// <summary>What came of recording a value: the id, and the grade it proposes for a person to confirm.</summary>
public sealed record ObservationOutcome(ObservationId Id, GradeProposal Proposal);
