using System.Globalization;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>Kinds of alarm that the watch of the unit raises; DeliveryText has the words.</summary>
internal static class WatchKinds
{
    public const string Overdue = "OutboxOverdue";
    public const string DeadLetters = "DeadLetters";
    public const string Unreachable = "ChannelUnreachable";
    public const string WriterStuck = "WriterStuck";
    public const string ClockJumped = "ClockJumped";
    public const string ClockStopped = "ClockStopped";
}

/// <summary>Something that is wrong now.</summary>
/// <param name="Failing">The channel by which nobody can be told of it.</param>
internal sealed record WatchCondition(string Kind, string Subject, string Detail, string? Failing = null);

/// <summary>What is wrong with the channels, by how they stand.</summary>
internal static class WatchConditions
{
    public static readonly TimeSpan Overdue = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan UrgentOverdue = TimeSpan.FromMinutes(2);

    /// <summary>One failed attempt is no alarm: servers restart.</summary>
    public static readonly TimeSpan Unreachable = TimeSpan.FromMinutes(1);

    /// <param name="unitNow">On the unit's clock, by which messages are due.</param>
    /// <param name="hostNow">On the host's clock, by which a channel fails.</param>
    public static IEnumerable<WatchCondition> Of(
        ChannelStanding standing,
        ChannelState state,
        DateTimeOffset unitNow,
        DateTimeOffset hostNow
    )
    {
        if (unitNow - standing.OldestUrgentSince > UrgentOverdue || unitNow - standing.OldestSince > Overdue)
        {
            yield return new WatchCondition(
                WatchKinds.Overdue,
                standing.Channel,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{standing.Waiting} due, the oldest since {standing.OldestSince:yyyy-MM-dd HH:mm:ss} UTC{Because(state)}"
                ),
                standing.Channel
            );
        }

        if (standing.Dead > 0)
            yield return new WatchCondition(
                WatchKinds.DeadLetters,
                standing.Channel,
                string.Create(CultureInfo.InvariantCulture, $"{standing.Dead} given up"),
                standing.Channel
            );
        if (hostNow - state.FailingSince >= Unreachable)
            yield return new WatchCondition(
                WatchKinds.Unreachable,
                standing.Channel,
                state.Error ?? "",
                standing.Channel
            );
    }

    public static WatchCondition? Of(ClockState state, TimeSpan difference) =>
        state switch
        {
            ClockState.Even => null,
            ClockState.Jumped => new WatchCondition(
                WatchKinds.ClockJumped,
                "clock",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the wall time went {difference.TotalSeconds:+0.0;-0.0} s against the monotonic time between two looks"
                )
            ),
            ClockState.Stopped => new WatchCondition(
                WatchKinds.ClockStopped,
                "clock",
                "the unit's clock does not advance"
            ),
        };

    private static string Because(ChannelState state) => state.Error is { } error ? $"; {error}" : "";
}
