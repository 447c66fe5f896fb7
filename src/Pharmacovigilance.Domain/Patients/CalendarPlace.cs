namespace Pharmacovigilance.Domain.Patients;

/// <summary>What became of an infusion of the calendar.</summary>
public enum CalendarFate
{
    /// <summary>Neither started nor called off.</summary>
    Open = 1,

    /// <summary>Started, whatever came of it.</summary>
    Given = 2,

    /// <summary>Called off.</summary>
    NotGiven = 3,
}

/// <summary>One infusion of a course as its calendar looks at it.</summary>
/// <param name="Number">Position among all infusions of the course, called off ones included; 1-based.</param>
/// <param name="PlannedOn">As planned last.</param>
/// <param name="GivenOn">The unit's date of the start; null unless given.</param>
/// <param name="ChosenOn">The date a person chose for it last; null where its date only followed from the others.</param>
public sealed record CalendarPlace(
    int Number,
    int Cycle,
    int DayOfCycle,
    DateOnly PlannedOn,
    CalendarFate Fate,
    DateOnly? GivenOn = null,
    DateOnly? ChosenOn = null
)
{
    internal (int Cycle, int DayOfCycle) Day => (Cycle, DayOfCycle);
}
