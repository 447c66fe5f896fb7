using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Reads the ways a scenario may state a time: an instant, the unit's wall clock, a date, or days since the first dose.</summary>
internal sealed class ScenarioTimes(UnitClock clock)
{
    private const string Forms =
        "a time like \"2026-01-05T09:30\" (unit's clock) or \"2026-01-05T09:30:00Z\", a date like \"2026-01-05\", or { \"day\": 7, \"time\": \"09:30\" }, in the years 1900 to 2100";
    private const string Noon = "12:00";

    private static readonly string[] Local =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.fff",
    ];
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.fffzzz",
    ];

    /// <summary>The time a step states by <c>at</c>, or by <c>day</c> or <c>date</c> with <c>time</c>; null where it states none.</summary>
    /// <param name="onlyTimeIsOn">The date a lone <c>time</c> belongs to; null where it needs a day.</param>
    public ScenarioTime? OfStep(ScenarioElement step, DateOnly firstDose, DateOnly? onlyTimeIsOn = null)
    {
        bool parts = step.HasOwn("day") || step.HasOwn("date") || step.HasOwn("time");
        if (step.HasOwn("at") && parts)
        {
            step.Refuse("states its time twice: give either at, or day (or date) and time.");
            return null;
        }

        if (!parts && step.Has("at"))
            return step.Optional("at") is { } at ? Of(at, firstDose) : null;
        return OfParts(step, firstDose, onlyTimeIsOn);
    }

    /// <summary>The time an element states in any of the forms.</summary>
    public ScenarioTime? Of(ScenarioElement element, DateOnly firstDose)
    {
        if (element.IsObject)
        {
            element.Knows("a time", "day", "date", "time");
            var read = OfParts(element, firstDose, null);
            if (!element.Has("day") && !element.Has("date"))
                element.Refuse("needs day or date.");
            return read;
        }

        if (!element.IsText || element.Text() is not { } text)
        {
            if (!element.IsText)
                element.Refuse($"must be {Forms}, but is {element.Raw()}.");
            return null;
        }

        text = text.Replace(' ', 'T');
        if (text.EndsWith('Z'))
            text = text[..^1] + "+00:00";
        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && Usable(date.ToDateTime(TimeOnly.MinValue))
        )
            return On(element, date, null);
        if (
            DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && Usable(local)
        )
            return AtWall(element, local);
        if (
            DateTimeOffset.TryParseExact(
                text,
                Instants,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var instant
            ) && Usable(instant.DateTime)
        )
            return new ScenarioTime(instant.ToUniversalTime(), TimeKnown: true);
        element.Refuse($"must be {Forms}, but is {element.Raw()}.");
        return null;
    }

    /// <summary>The first instant of the unit's day of an instant.</summary>
    public DateTimeOffset StartOf(DateTimeOffset at) => clock.StartOf(clock.DateOf(at));

    /// <summary>The unit's date at an instant.</summary>
    public DateOnly DateOf(DateTimeOffset at) => clock.DateOf(at);

    private ScenarioTime? OfParts(ScenarioElement element, DateOnly firstDose, DateOnly? onlyTimeIsOn)
    {
        bool timeStated = element.Optional("time") is not null;
        var time = element.Optional("time") is { } words ? TimeOfDay(words) : null;
        if (timeStated && time is null)
            return null;
        if (element.HasOwn("day") && element.HasOwn("date"))
        {
            element.Refuse("states both day and date; give one of them.");
            return null;
        }

        if (element.Optional("date") is { } date)
            return date.Date() is { } on ? On(element, on, time) : null;
        if (element.Optional("day") is { } day)
            return day.Integer(-3650, 3650) is { } days ? On(element, firstDose.AddDays(days), time) : null;
        if (time is null)
            return null;
        if (onlyTimeIsOn is { } given)
            return On(element, given, time);
        element.Refuse("states a time of day without day or date.");
        return null;
    }

    private static bool Usable(DateTime day) => ScenarioElement.IsUsable(day);

    private ScenarioTime? On(ScenarioElement element, DateOnly date, TimeOnly? time) =>
        time is { } known
            ? AtWall(element, date.ToDateTime(known))
            : new ScenarioTime(
                clock.FromUnit(date.ToDateTime(TimeOnly.ParseExact(Noon, "HH:mm", CultureInfo.InvariantCulture))),
                TimeKnown: false
            );

    /// <summary>A time that the wall clock skips or shows twice is refused with the two instants it may mean, as they are written.</summary>
    private ScenarioTime? AtWall(ScenarioElement element, DateTime local)
    {
        if (clock.Question(local, "") is not { Arguments: [var typed, var earlier, var later] } question)
            return new ScenarioTime(clock.InstantsOf(local)[0], TimeKnown: true);
        string why =
            question.Code == UnitClock.ShownTwice
                ? "happens twice, because the clock goes back that night"
                : "does not exist, because the clock goes forward that night";
        element.Refuse($"is {typed}, which {why}. Write \"{earlier}\" or \"{later}\".");
        return null;
    }

    private static TimeOnly? TimeOfDay(ScenarioElement element)
    {
        if (element.Text() is not { } text)
            return null;
        if (
            TimeOnly.TryParseExact(
                text,
                ["HH:mm", "H:mm", "HH:mm:ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
            return time;
        element.Refuse($"must be a time of day like \"09:30\", but is {element.Raw()}.");
        return null;
    }
}
