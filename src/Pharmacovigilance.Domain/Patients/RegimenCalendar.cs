using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>One planned isatuximab infusion.</summary>
/// <param name="Ordinal">1 for the first infusion of the course, counting through all cycles.</param>
/// <param name="Cycle">1 for the first cycle.</param>
/// <param name="DayOfCycle">1 for the first day of the cycle.</param>
public sealed record ScheduledInfusion(int Ordinal, int Cycle, int DayOfCycle, DateOnly Date);

/// <summary>What a label says, in our words.</summary>
/// <param name="Source">Where it can be read.</param>
public sealed record LabelNote(LocalizedText Text, string Source)
{
    internal static LabelNote Read(DataElement element)
    {
        element.Knows("text", "source");
        return new LabelNote(element["text"].Localized(), element["source"].Text());
    }
}

/// <summary>When and how much isatuximab a regimen gives. Parsed from <c>db/reference/regimens.json</c>.</summary>
/// <param name="FirstCycleDays">Infusion days of cycle 1, ascending; day 1 first.</param>
/// <param name="LaterCycleDays">Infusion days of each later cycle, ascending.</param>
/// <param name="DoseMgPerKg">Per kilogram of actual body weight; a dose in mg is unknown while the weight is.</param>
/// <param name="VolumeMl">Fixed volume of the prepared infusion.</param>
/// <param name="Source">Where dose, volume and days are published.</param>
/// <param name="MissedDose">What is done about a missed dose.</param>
/// <param name="Dexamethasone">On which days of each cycle the regimen gives dexamethasone.</param>
public sealed record RegimenCalendar(
    Regimen Regimen,
    int CycleLengthDays,
    IReadOnlyList<int> FirstCycleDays,
    IReadOnlyList<int> LaterCycleDays,
    decimal DoseMgPerKg,
    int VolumeMl,
    string Source,
    LabelNote MissedDose,
    DexamethasoneDays Dexamethasone
)
{
    /// <summary>Days from the first dose to a day of the calendar; 0 for cycle 1, day 1.</summary>
    public int DaysIn(int cycle, int dayOfCycle) => ((cycle - 1) * CycleLengthDays) + dayOfCycle - 1;

    /// <summary>The infusion day that follows a day of the calendar.</summary>
    public (int Cycle, int DayOfCycle) After(int cycle, int dayOfCycle)
    {
        int next = (cycle == 1 ? FirstCycleDays : LaterCycleDays).FirstOrDefault(day => day > dayOfCycle);
        return next > 0 ? (cycle, next) : (cycle + 1, LaterCycleDays[0]);
    }

    /// <summary>
    /// The days the regimen leaves between two of its infusions. Where they come in another order than in the calendar, the
    /// days it leaves after the first of them.
    /// </summary>
    public int IntervalDays((int Cycle, int DayOfCycle) from, (int Cycle, int DayOfCycle) to)
    {
        int start = DaysIn(from.Cycle, from.DayOfCycle);
        int days = DaysIn(to.Cycle, to.DayOfCycle) - start;
        if (days > 0)
            return days;
        var next = After(from.Cycle, from.DayOfCycle);
        return DaysIn(next.Cycle, next.DayOfCycle) - start;
    }

    /// <summary>The fewest days between two infusions of the regimen.</summary>
    public int ShortestIntervalDays
    {
        get
        {
            var days = Infusions(DateOnly.MinValue)
                .Take(FirstCycleDays.Count + LaterCycleDays.Count + 1)
                .Select(infusion => infusion.Date.DayNumber)
                .ToList();
            return days.Zip(days.Skip(1), (one, next) => next - one).Min();
        }
    }

    /// <summary>The first date that leaves the regimen's interval after an infusion. Planning and starting obey this one rule.</summary>
    /// <param name="from">The day of the calendar that was given.</param>
    /// <param name="to">The day of the calendar that comes.</param>
    public DateOnly EarliestAfter((int Cycle, int DayOfCycle) from, DateOnly givenOn, (int Cycle, int DayOfCycle) to) =>
        givenOn.AddDays(IntervalDays(from, to));

    /// <summary>The planned infusions from the first dose on, without end: take as many as are needed.</summary>
    public IEnumerable<ScheduledInfusion> Infusions(DateOnly firstDose)
    {
        var ordinal = 0;
        for (var cycle = 1; ; cycle++)
        {
            var cycleStart = firstDose.AddDays((cycle - 1) * CycleLengthDays);
            foreach (var day in cycle == 1 ? FirstCycleDays : LaterCycleDays)
                yield return new ScheduledInfusion(++ordinal, cycle, day, cycleStart.AddDays(day - 1));
        }
    }

    /// <summary>The planned infusions up to and including a date.</summary>
    public IEnumerable<ScheduledInfusion> InfusionsThrough(DateOnly firstDose, DateOnly last) =>
        Infusions(firstDose).TakeWhile(i => i.Date <= last);

    /// <summary>One calendar for each regimen of the product.</summary>
    /// <param name="json">The text of the data file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DataFormatException">The data is malformed, or a regimen is missing or doubled.</exception>
    public static IReadOnlyDictionary<Regimen, RegimenCalendar> Parse(string json, string file)
    {
        var root = RegimenData.Root(json, file);
        var list = root["regimens"];
        var missedDose = LabelNote.Read(root["missedDose"]);
        var calendars = new Dictionary<Regimen, RegimenCalendar>();
        foreach (var element in list.Items())
        {
            var calendar = Read(element, missedDose);
            if (!calendars.TryAdd(calendar.Regimen, calendar))
                throw element["regimen"].Refuse($"repeats {calendar.Regimen}.");
        }

        foreach (var regimen in Enum.GetValues<Regimen>())
            if (!calendars.ContainsKey(regimen))
                throw list.Refuse($"does not define {regimen}.");
        return calendars;
    }

    private static RegimenCalendar Read(DataElement element, LabelNote missedDose)
    {
        element.Knows(
            "regimen",
            "cycleLengthDays",
            "firstCycleDays",
            "laterCycleDays",
            "doseMgPerKg",
            "volumeMl",
            "source",
            "dexamethasone"
        );
        var length = element["cycleLengthDays"].IntegerFrom(1, 366);
        return new RegimenCalendar(
            element["regimen"].Name<Regimen>(),
            length,
            ReadDays(element["firstCycleDays"], length),
            ReadDays(element["laterCycleDays"], length),
            element["doseMgPerKg"].PositiveNumber(),
            element["volumeMl"].IntegerFrom(1, 5000),
            element["source"].Text(),
            missedDose,
            DexamethasoneDays.Read(element["dexamethasone"], length)
        );
    }

    private static List<int> ReadDays(DataElement element, int cycleLength)
    {
        var days = element.Items().Select(d => d.IntegerFrom(1, cycleLength)).ToList();
        if (days.Count == 0)
            throw element.Refuse("is empty.");
        // The first dose is day 1 by definition; without it every date would be shifted.
        if (days[0] != 1)
            throw element.Refuse($"must begin with day 1, but begins with {days[0]}.");
        for (var i = 1; i < days.Count; i++)
            if (days[i] <= days[i - 1])
                throw element.Refuse("must rise from day to day.");
        return days;
    }
}
