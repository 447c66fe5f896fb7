namespace Pharmacovigilance.Domain;

/// <summary>
/// When something was, as precisely as somebody said it: an instant, or one of the unit's days. A day is an interval, and what
/// cannot be told from it is not known; no hour is made up.
/// </summary>
public sealed record PartialTime
{
    private PartialTime(DateTimeOffset earliest, DateTimeOffset latest, DateOnly? day) =>
        (Earliest, Latest, Day) = (earliest, latest, day);

    /// <summary>The first instant it can have been (UTC).</summary>
    public DateTimeOffset Earliest { get; }

    /// <summary>The last instant it can have been (UTC); the same as <see cref="Earliest"/> where the instant is known.</summary>
    public DateTimeOffset Latest { get; }

    /// <summary>The unit's date where no more than that is known; null for an instant.</summary>
    public DateOnly? Day { get; }

    public bool IsInstant => Day is null;

    public static PartialTime At(DateTimeOffset instant) => new(instant, instant, null);

    /// <summary>Any instant of that day on the unit's wall: 23 or 25 hours where the clocks change.</summary>
    public static PartialTime On(DateOnly day, UnitClock clock) =>
        // Instants are kept to the millisecond.
        new(clock.StartOf(day), clock.StartOf(day.AddDays(1)).AddMilliseconds(-1), day);

    /// <param name="at">The instant; where only the day is known, any instant of it.</param>
    public static PartialTime Of(DateTimeOffset at, bool timeKnown, UnitClock clock) =>
        timeKnown ? At(at) : On(clock.DateOf(at), clock);

    /// <summary>It was certainly over by then: at that instant or before.</summary>
    public bool IsBy(DateTimeOffset instant) => Latest <= instant;

    /// <summary>It may have been by then.</summary>
    public bool MayBeBy(DateTimeOffset instant) => Earliest <= instant;

    /// <summary>It certainly came later.</summary>
    public bool IsAfter(PartialTime other) => Earliest > other.Latest;

    /// <summary>Any instant of it lies in the stretch.</summary>
    /// <param name="until">The first instant outside.</param>
    public bool Touches(DateTimeOffset from, DateTimeOffset until) => Latest >= from && Earliest < until;

    /// <summary>The least that can lie between the two; zero where they may have been the same instant.</summary>
    public TimeSpan LeastBetween(PartialTime other) =>
        IsAfter(other) ? Earliest - other.Latest
        : other.IsAfter(this) ? other.Earliest - Latest
        : TimeSpan.Zero;

    /// <summary>The most that can lie between the two.</summary>
    public TimeSpan MostBetween(PartialTime other)
    {
        var (one, two) = (Latest - other.Earliest, other.Latest - Earliest);
        return one > two ? one : two;
    }
}
