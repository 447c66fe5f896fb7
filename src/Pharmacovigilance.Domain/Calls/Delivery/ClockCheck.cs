namespace Pharmacovigilance.Domain.Calls.Delivery;

/// <summary>What two looks at the clocks say.</summary>
public enum ClockState
{
    /// <summary>They ran evenly.</summary>
    Even = 1,

    /// <summary>The wall time left the monotonic time by more than is allowed: it was set, or the computer slept.</summary>
    Jumped = 2,

    /// <summary>The unit's clock does not advance.</summary>
    Stopped = 3,
}

/// <summary>One look at the three clocks.</summary>
/// <param name="Elapsed">Monotonic, since the program began.</param>
/// <param name="Wall">The host's wall time.</param>
/// <param name="Unit">The unit's clock.</param>
public sealed record ClockLook(TimeSpan Elapsed, DateTimeOffset Wall, DateTimeOffset Unit);

/// <summary>Compares two looks: everything that is due is due by the clock.</summary>
public static class ClockCheck
{
    /// <summary>Wall and monotonic time may differ by this much between two looks.</summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    /// <returns>The state, and by how much the wall time differs from the monotonic time (positive = it went ahead).</returns>
    public static (ClockState State, TimeSpan Difference) Compare(ClockLook before, ClockLook after)
    {
        var elapsed = after.Elapsed - before.Elapsed;
        var difference = after.Wall - before.Wall - elapsed;
        if (difference.Duration() > Allowed)
            return (ClockState.Jumped, difference);
        // Half of what passed is a clock that stands; a little less than all is rounding.
        if (elapsed > Allowed && after.Unit - before.Unit < elapsed / 2)
            return (ClockState.Stopped, difference);
        return (ClockState.Even, difference);
    }
}
