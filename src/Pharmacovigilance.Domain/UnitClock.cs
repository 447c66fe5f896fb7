namespace Pharmacovigilance.Domain;

/// <summary>
/// The infusion unit's clock: the instant, and the calendar date on the unit's wall. Kept apart from the host's
/// <see cref="TimeProvider"/> so that the demonstration unit can let its own time run without touching sign-in cookies.
/// </summary>
public sealed class UnitClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>Refusal of a time that the wall clock shows twice.</summary>
    public const string ShownTwice = "time.twice";

    /// <summary>Refusal of a time that the wall clock never shows.</summary>
    public const string Skipped = "time.skipped";

    public TimeZoneInfo Zone => zone;

    /// <summary>Now, UTC, cut to the millisecond that is stored.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    public DateOnly Today => DateOf(Now);

    /// <summary>The unit's calendar date at an instant.</summary>
    public DateOnly DateOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>An instant as the unit's wall clock shows it.</summary>
    public DateTimeOffset AtUnit(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>
    /// The instants a time on the unit's wall may mean, earlier first: one; two where the clock goes back and shows it twice; two
    /// also where the clock goes forward and never shows it: what the clock before the change, or after it, would call by that time.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> InstantsOf(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsAmbiguousTime(wall))
            return [.. zone.GetAmbiguousTimeOffsets(wall).Select(At).Order()];
        return zone.IsInvalidTime(wall)
            ? [.. new[] { zone.GetUtcOffset(wall.AddDays(-1)), zone.GetUtcOffset(wall.AddDays(1)) }.Select(At).Order()]
            : [At(zone.GetUtcOffset(wall))];

        DateTimeOffset At(TimeSpan offset) => new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>An instant on the unit's wall with its offset from UTC, e.g. <c>2026-10-25T02:30+01:00</c>: says which of two it is.</summary>
    public string WithOffset(DateTimeOffset instant) =>
        AtUnit(instant).ToString("yyyy-MM-dd'T'HH:mmzzz", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Why a time typed on the unit's wall is not one instant; null where it is.</summary>
    public Refusal? Question(DateTime local, string field)
    {
        if (InstantsOf(local) is not [var earlier, var later])
            return null;
        string code = zone.IsInvalidTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) ? Skipped : ShownTwice;
        return Refusal.Of(
            code,
            field,
            local.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            WithOffset(earlier),
            WithOffset(later)
        );
    }

    /// <summary>The instant at which the unit's wall clock shows <paramref name="local"/>; a skipped hour maps to the hour after it, a doubled one to its second. For times no person typed; see <see cref="Question"/>.</summary>
    public DateTimeOffset FromUnit(DateTime local)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(unspecified))
            unspecified = unspecified.AddHours(1);
        return new DateTimeOffset(unspecified, zone.GetUtcOffset(unspecified)).ToUniversalTime();
    }

    /// <summary>The first instant of a day on the unit's wall, also where midnight is skipped or comes twice.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return zone.IsAmbiguousTime(midnight)
            ? new DateTimeOffset(midnight, zone.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime()
            : FromUnit(midnight);
    }
}
