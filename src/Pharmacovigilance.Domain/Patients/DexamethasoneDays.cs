using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>A date on which the regimen gives dexamethasone.</summary>
/// <param name="WithIsatuximab">True = isatuximab is infused that day: the tablet or injection is premedication and partner drug at once, and counts once.</param>
public sealed record DexamethasoneDate(int DayOfCycle, DateOnly Date, bool WithIsatuximab);

/// <summary>On which days of every cycle the regimen gives dexamethasone as the partner drug.</summary>
/// <param name="Days">Ascending; 1 for the first day of the cycle.</param>
public sealed record DexamethasoneDays(IReadOnlyList<int> Days, string Source)
{
    /// <summary>Whether the dexamethasone before an infusion on that day is the partner drug's dose too.</summary>
    public bool CountsOnce(int dayOfCycle) => Days.Contains(dayOfCycle);

    /// <summary>The dates of one cycle, in order.</summary>
    /// <param name="cycleBegins">Date of day 1 of the cycle.</param>
    /// <param name="infusionDates">Dates of isatuximab infusions, given and planned; others than of this cycle do no harm.</param>
    public IReadOnlyList<DexamethasoneDate> InCycle(DateOnly cycleBegins, IReadOnlySet<DateOnly> infusionDates) =>
        [
            .. Days.Select(day => (day, date: cycleBegins.AddDays(day - 1)))
                .Select(pair => new DexamethasoneDate(pair.day, pair.date, infusionDates.Contains(pair.date))),
        ];

    internal static DexamethasoneDays Read(DataElement element, int cycleLength)
    {
        element.Knows("days", "source");
        var days = element["days"].Items().Select(day => day.IntegerFrom(1, cycleLength)).ToList();
        if (days.Count == 0)
            throw element["days"].Refuse("is empty.");
        for (int i = 1; i < days.Count; i++)
            if (days[i] <= days[i - 1])
                throw element["days"].Refuse("must rise from day to day.");
        return new DexamethasoneDays(days, element["source"].Text());
    }
}
