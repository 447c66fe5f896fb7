using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The end of a course's treatment: the unit's day, and why.</summary>
public sealed record TreatmentEnd(DateOnly On, CourseEndReason Reason);

/// <summary>An infusion of a course, as far as a stream looks at it.</summary>
/// <param name="GivenOrdinal">1 for the first infusion actually started; null before the start.</param>
/// <param name="Reaction">Null until the infusion has ended.</param>
public sealed record StreamInfusion(
    InfusionId Id, int? GivenOrdinal, InfusionStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, ReactionStatement? Reaction);

/// <summary>An adverse event of a course.</summary>
/// <param name="SevereAt">When it was of grade 3 or higher for the first time; null where it never was or nobody dated it.</param>
/// <param name="InfusionId">The infusion it was recorded with; null for an event between infusions.</param>
public sealed record StreamEvent(TallyEvent Event, DateTimeOffset? SevereAt, InfusionId? InfusionId);

/// <summary>One course of a regimen with everything its streams look at, as it stands after corrections.</summary>
/// <param name="LaboratoryValues">Of every test that grades a term.</param>
/// <param name="End">Null while treatment goes on.</param>
public sealed record StreamCourse(
    CourseId CourseId,
    PatientId PatientId,
    string Code,
    IReadOnlyList<StreamInfusion> Infusions,
    IReadOnlyList<StreamEvent> Events,
    IReadOnlyList<TallyLaboratoryValue> LaboratoryValues,
    TreatmentEnd? End)
{
    /// <summary>Start of the first infusion; null before it.</summary>
    public DateTimeOffset? TreatedSince => Infusions.Min(infusion => infusion.StartedAt);

    /// <summary>The last instant of which the unit has any record about the patient; null where there is none.</summary>
    public DateTimeOffset? LastKnownAt => Infusions.SelectMany(infusion => new[] { infusion.StartedAt, infusion.EndedAt })
        .Concat(Events.SelectMany(one => new[] { one.Event.OnsetAt, one.SevereAt }))
        .Concat(LaboratoryValues.Select(value => (DateTimeOffset?)value.CollectedAt))
        .Max();
}
