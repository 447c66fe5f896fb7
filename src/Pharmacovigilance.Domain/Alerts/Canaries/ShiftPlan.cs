using System.Globalization;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Alerts.Canaries;

/// <summary>When the unit's shifts change, on its wall clock. Parsed from <c>db/reference/shifts.json</c>.</summary>
/// <param name="FirstBegins">When one of the shifts of a day begins.</param>
/// <param name="Length">Whole hours; a day is a whole number of shifts.</param>
/// <param name="Grace">How long after its shift a proof still counts.</param>
public sealed record ShiftPlan(TimeOnly FirstBegins, TimeSpan Length, TimeSpan Grace)
{
    /// <summary>How old a proof may be.</summary>
    public TimeSpan ProofLasts => Length + Grace;

    /// <summary>The shift of an instant by date and time of its beginning on the unit's wall, e.g. <c>2026-03-02 07:00</c>.</summary>
    public string TurnOf(DateTimeOffset instant, UnitClock clock)
    {
        var wall = clock.AtUnit(instant).DateTime;
        var first = wall.Date + FirstBegins.ToTimeSpan();
        if (first > wall) first = first.AddDays(-1);
        // On the day of a clock change the label follows the wall, not the hours that passed.
        var begin = first + (Length * Math.Floor((wall - first) / Length));
        return begin.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <param name="file">The name of the text for the message.</param>
    /// <exception cref="DataFormatException">Malformed; the message is a sentence naming the element.</exception>
    public static ShiftPlan Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "about", "firstShiftBegins", "shiftHours", "graceMinutes");
        int hours = root["shiftHours"].IntegerFrom(1, 24);
        if (24 % hours != 0) throw root["shiftHours"].Refuse($"must divide a day into whole shifts, but is {hours}.");
        string begins = root["firstShiftBegins"].Text();
        if (!TimeOnly.TryParseExact(begins, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            throw root["firstShiftBegins"].Refuse($"must be a time like 07:00, but is \"{begins}\".");
        return new ShiftPlan(first, TimeSpan.FromHours(hours), TimeSpan.FromMinutes(root["graceMinutes"].IntegerFrom(0, 720)));
    }
}
