using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Two infusions of a patient that follow each other sooner than the regimen leaves between them.</summary>
/// <param name="Other">The neighbour: given before, or of a start entered late given after.</param>
/// <param name="DaysBetween">Whole days between the two dates on the unit's wall, ≥ 0.</param>
/// <param name="IntervalDays">What the regimen leaves.</param>
/// <param name="EarliestOn">The first date that would have been right for the later of the two.</param>
public sealed record SpacingGap(PatientInfusion Other, int DaysBetween, int IntervalDays, DateOnly EarliestOn);

/// <summary>Whether an infusion keeps the interval of the regimen to its neighbours, those of other courses of the patient included.</summary>
public static class StartSpacing
{
    /// <param name="infusion">The one that starts.</param>
    /// <param name="at">Its start.</param>
    /// <param name="on">The unit's date of the start: an interval counts in days of the calendar, so midnight is the unit's.</param>
    /// <param name="siblings">All other infusions of the patient.</param>
    /// <param name="alsoAfter">Also to the next one: a start entered late may come too soon before it.</param>
    /// <returns>Null where it keeps the interval.</returns>
    public static SpacingGap? Of(
        PatientInfusion infusion,
        DateTimeOffset at,
        DateOnly on,
        IEnumerable<PatientInfusion> siblings,
        IReadOnlyDictionary<Regimen, RegimenCalendar> calendars,
        bool alsoAfter
    )
    {
        var started = siblings
            .Where(one => one.InfusionId != infusion.InfusionId && one.State.StartedAt is not null)
            .OrderBy(one => one.State.StartedAt)
            .ToList();
        var previous = started.FindLast(one => one.State.StartedAt <= at);
        if (
            previous is not null
            && Gap(calendars[previous.Regimen], previous, previous.StartedOn!.Value, infusion, on)
                is var (interval, earliest)
        )
            return new SpacingGap(previous, on.DayNumber - previous.StartedOn.Value.DayNumber, interval, earliest);
        var next = alsoAfter ? started.Find(one => one.State.StartedAt > at) : null;
        return
            next is not null
            && Gap(calendars[infusion.Regimen], infusion, on, next, next.StartedOn!.Value) is var (after, right)
            ? new SpacingGap(next, next.StartedOn!.Value.DayNumber - on.DayNumber, after, right)
            : null;
    }

    private static (int IntervalDays, DateOnly EarliestOn)? Gap(
        RegimenCalendar calendar,
        PatientInfusion first,
        DateOnly firstOn,
        PatientInfusion second,
        DateOnly secondOn
    )
    {
        // A day of another course has no place on this calendar: then the days the regimen leaves after the first count.
        var to = first.CourseId == second.CourseId ? second.Day : calendar.After(first.Cycle, first.DayOfCycle);
        var earliest = calendar.EarliestAfter(first.Day, firstOn, to);
        return secondOn < earliest ? (calendar.IntervalDays(first.Day, to), earliest) : null;
    }
}
