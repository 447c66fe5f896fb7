using System.Globalization;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>
/// What a calendar becomes when a dose was missed or is moved: it is given as soon as possible, and the later ones follow it
/// at the regimen's own intervals. A pure function of the course, so the order in which things were recorded does not matter.
/// </summary>
/// <remarks>The label's rule with its source: <see cref="RegimenCalendar.MissedDose"/>.</remarks>
public static class Replanning
{
    /// <summary>The called off infusion that would come next after the last one given, if every infusion since was called off; null where none is missing.</summary>
    public static CalendarPlace? Missed(IReadOnlyList<CalendarPlace> course)
    {
        int given = course
            .Where(place => place.Fate == CalendarFate.Given)
            .Select(place => place.Number)
            .DefaultIfEmpty()
            .Max();
        var since = course.Where(place => place.Number > given).OrderBy(place => place.Number).FirstOrDefault();
        return since is { Fate: CalendarFate.NotGiven } ? since : null;
    }

    /// <summary>The day of the calendar that comes next after the last infusion given, whatever was called off since.</summary>
    public static (int Cycle, int DayOfCycle) NextDay(RegimenCalendar calendar, IReadOnlyList<CalendarPlace> course) =>
        course
            .Where(place => place.Fate == CalendarFate.Given)
            .MaxBy(place => calendar.DaysIn(place.Cycle, place.DayOfCycle))
            is { } furthest
            ? calendar.After(furthest.Cycle, furthest.DayOfCycle)
            : (1, calendar.FirstCycleDays[0]);

    /// <summary>The first date that leaves the regimen's interval after the last infusion given; null before the first.</summary>
    public static DateOnly? EarliestNext(RegimenCalendar calendar, IReadOnlyList<CalendarPlace> course) =>
        Last(course) is { } last
            ? calendar.EarliestAfter(last.Day, last.GivenOn!.Value, NextDay(calendar, course))
            : null;

    /// <summary>The next open infusion, if it is planned sooner after the last given one than the regimen allows, with the first date that is right.</summary>
    public static (CalendarPlace Place, DateOnly Earliest)? TooSoon(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course
    )
    {
        if (Last(course) is not { } last || Open(course).FirstOrDefault() is not { } next)
            return null;
        var earliest = calendar.EarliestAfter(last.Day, last.GivenOn!.Value, next.Day);
        return next.PlannedOn < earliest ? (next, earliest) : null;
    }

    /// <summary>The open infusions after one of them was put on another date.</summary>
    /// <exception cref="ArgumentException">No open infusion has this number.</exception>
    public static IReadOnlyList<ScheduledInfusion> Move(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        int number,
        DateOnly date
    )
    {
        var open = Open(course);
        if (open.All(place => place.Number != number))
            throw new ArgumentException($"No open infusion has the number {number}.", nameof(number));
        return Chain(calendar, Last(course), open, number, date);
    }

    /// <summary>The open infusions after the missed dose was put on a date: the next open infusion becomes that dose, and so on.</summary>
    /// <exception cref="ArgumentException">No dose is missed, or no infusion is open.</exception>
    public static IReadOnlyList<ScheduledInfusion> GiveMissed(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        DateOnly date
    )
    {
        var open = Open(course);
        if (Missed(course) is not { } missed || open.Count == 0)
            throw new ArgumentException("No dose of this course is missed.", nameof(course));
        var renamed = new List<CalendarPlace>();
        var day = missed.Day;
        foreach (var place in open)
        {
            renamed.Add(place with { Cycle = day.Cycle, DayOfCycle = day.DayOfCycle });
            day = calendar.After(day.Cycle, day.DayOfCycle);
        }

        return Chain(calendar, Last(course), renamed, open[0].Number, date);
    }

    /// <summary>New infusions of a course, the first of them on a date, the others at the regimen's intervals.</summary>
    public static IEnumerable<ScheduledInfusion> From(
        RegimenCalendar calendar,
        int number,
        (int Cycle, int DayOfCycle) day,
        DateOnly date
    )
    {
        while (true)
        {
            yield return new ScheduledInfusion(number++, day.Cycle, day.DayOfCycle, date);
            var next = calendar.After(day.Cycle, day.DayOfCycle);
            date = date.AddDays(calendar.IntervalDays(day, next));
            day = next;
        }
    }

    /// <summary>Everything wrong with the date on which an infusion is put.</summary>
    /// <param name="planned">The calendar as it would be.</param>
    /// <param name="number">The infusion that is put there.</param>
    /// <param name="today">The unit's date.</param>
    public static IReadOnlyList<Refusal> Check(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        IReadOnlyList<ScheduledInfusion> planned,
        int number,
        DateOnly today
    )
    {
        var put = planned.First(infusion => infusion.Ordinal == number);
        if (put.Date < today)
            return [Refusal.Of("calendar.date-passed", "movedTo", Iso(put.Date))];
        if (put.Date > today.AddYears(1))
            return [Refusal.Of("calendar.date-too-far", "movedTo", Iso(put.Date))];
        return Earliest(calendar, course, planned, number) is { } earliest && put.Date < earliest
            ? [Refusal.Of("calendar.interval-short", "movedTo", Iso(put.Date), Iso(earliest))]
            : [];
    }

    /// <summary>The first date of an open infusion that leaves the regimen's interval after the one before it; null where none comes before.</summary>
    /// <inheritdoc cref="Check"/>
    public static DateOnly? Earliest(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        IReadOnlyList<ScheduledInfusion> planned,
        int number
    )
    {
        var put = planned.First(infusion => infusion.Ordinal == number);
        var before = planned.Where(infusion => infusion.Ordinal < number).MaxBy(infusion => infusion.Ordinal)
            ?? Given(Last(course));
        return before is null
            ? null
            : calendar.EarliestAfter((before.Cycle, before.DayOfCycle), before.Date, (put.Cycle, put.DayOfCycle));
    }

    private static IReadOnlyList<ScheduledInfusion> Chain(
        RegimenCalendar calendar,
        CalendarPlace? given,
        IReadOnlyList<CalendarPlace> open,
        int number,
        DateOnly date
    )
    {
        var planned = new List<ScheduledInfusion>(open.Count);
        var before = Given(given);
        foreach (var place in open)
        {
            DateOnly? earliest = before is null
                ? null
                : calendar.EarliestAfter((before.Cycle, before.DayOfCycle), before.Date, place.Day);
            var on =
                place.Number == number ? date
                : place.Number < number || earliest is null ? Later(place.PlannedOn, earliest)
                : Later(place.ChosenOn ?? earliest.Value, earliest);
            before = new ScheduledInfusion(place.Number, place.Cycle, place.DayOfCycle, on);
            planned.Add(before);
        }

        return planned;
    }

    private static IReadOnlyList<CalendarPlace> Open(IReadOnlyList<CalendarPlace> course) =>
        [.. course.Where(place => place.Fate == CalendarFate.Open).OrderBy(place => place.Number)];

    private static CalendarPlace? Last(IReadOnlyList<CalendarPlace> course) =>
        course
            .Where(place => place.Fate == CalendarFate.Given)
            .OrderBy(place => place.GivenOn)
            .ThenBy(place => place.Number)
            .LastOrDefault();

    private static ScheduledInfusion? Given(CalendarPlace? place) =>
        place is null ? null : new ScheduledInfusion(place.Number, place.Cycle, place.DayOfCycle, place.GivenOn!.Value);

    private static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
