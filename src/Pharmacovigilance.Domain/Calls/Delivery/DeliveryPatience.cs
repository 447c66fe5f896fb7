namespace Pharmacovigilance.Domain.Calls.Delivery;

/// <summary>How long a channel waits between two attempts, and when it gives a message up.</summary>
public static class DeliveryPatience
{
    /// <summary>Failed attempts after which mail and webhook give a message up.</summary>
    public const int MostFailures = 12;

    /// <summary>Age from which mail and webhook give a message up with the next failed attempt.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly TimeSpan LongestWaitOfHub = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWaitOfHub = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
    ];

    /// <summary>The wait before the next attempt by mail or webhook.</summary>
    /// <param name="failures">Failed attempts so far; 0 = nothing was tried yet.</param>
    /// <param name="asked">What the receiver asked for (Retry-After); a longer wait than ours is respected up to 30 minutes.</param>
    public static TimeSpan Outside(int failures, TimeSpan? asked = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        var own = Waits[Math.Min(failures, Waits.Length - 1)];
        return asked is { } wished && wished > own ? Min(wished, Waits[^1]) : own;
    }

    /// <summary>The wait before the next attempt in the application itself, which is never given up.</summary>
    public static TimeSpan Inside(int failures) =>
        failures <= 0
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min(LongestWaitOfHub.Ticks, FirstWaitOfHub.Ticks << Math.Min(failures - 1, 20)));

    /// <summary>Whether a message that failed just now is given up.</summary>
    /// <param name="failures">Failed attempts, this one included.</param>
    /// <param name="age">Since it became due.</param>
    public static bool IsExhausted(int failures, TimeSpan age) => failures >= MostFailures || age >= Longest;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
