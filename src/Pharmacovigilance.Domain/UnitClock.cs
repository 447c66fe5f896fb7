namespace Pharmacovigilance.Domain;

/// <summary>
/// The infusion unit's clock: the instant, and the calendar date on the unit's wall. Kept apart from the host's
/// <see cref="TimeProvider"/> so that the demonstration unit can let its own time run without touching sign-in cookies.
/// </summary>
public sealed class UnitClock(TimeProvider time, TimeZoneInfo zone)
{
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
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>An instant as the unit's wall clock shows it.</summary>
    public DateTimeOffset AtUnit(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The instant at which the unit's wall clock shows <paramref name="local"/>; a skipped hour maps to the hour after it.</summary>
    public DateTimeOffset FromUnit(DateTime local)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(unspecified)) unspecified = unspecified.AddHours(1);
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
