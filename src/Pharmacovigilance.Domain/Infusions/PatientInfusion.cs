using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>One infusion as its siblings look at it: all infusions of a patient, of whatever course, are siblings.</summary>
public sealed record PatientInfusion
{
    public required InfusionId InfusionId { get; init; }

    public required CourseId CourseId { get; init; }

    public required Regimen Regimen { get; init; }

    /// <summary>Position on the calendar of its course, 1-based.</summary>
    public required int CalendarOrdinal { get; init; }

    public required int Cycle { get; init; }

    public required int DayOfCycle { get; init; }

    public required InfusionState State { get; init; }

    /// <summary>The unit's date of the start; null before it.</summary>
    public required DateOnly? StartedOn { get; init; }

    /// <summary>The first row that recorded its start: ids grow with the time of recording. Null = it is being recorded now.</summary>
    public InfusionStepId? StartRow { get; init; }

    internal (int Cycle, int DayOfCycle) Day => (Cycle, DayOfCycle);

    /// <summary>The start as a time that can be compared: an instant where it is known, else null.</summary>
    internal DateTimeOffset? StartInstant => State is { StartTimeKnown: true, StartedAt: { } at } ? at : null;

    /// <summary>Whether its start was entered after that of another: then it is entered late, and its end is still to follow.</summary>
    internal bool EnteredAfter(PatientInfusion other) =>
        StartRow is not { } own
        || (other.StartRow is { } theirs && string.CompareOrdinal(own.ToString(), theirs.ToString()) > 0);

    /// <summary>Running or interrupted: in the patient's vein, and nobody has ended it.</summary>
    internal bool GoesOn => State.Status is InfusionStatus.Running or InfusionStatus.Interrupted;
}
