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
public sealed record CalendarPlace
{
    /// <summary>Position among all infusions of the course, called off ones included; 1-based.</summary>
    public required int Number { get; init; }

    public required int Cycle { get; init; }

    public required int DayOfCycle { get; init; }

    /// <summary>As planned last.</summary>
    public required DateOnly PlannedOn { get; init; }

    public required CalendarFate Fate { get; init; }

    /// <summary>The unit's date of the start; null unless given.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>The date a person chose for it last; null where its date only followed from the others.</summary>
    public DateOnly? ChosenOn { get; init; }

    internal (int Cycle, int DayOfCycle) Day => (Cycle, DayOfCycle);
}
