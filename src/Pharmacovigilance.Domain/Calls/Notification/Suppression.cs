using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.Notification;

/// <summary>A silence: calls of one rule are not sent for a while, in one course or in all.</summary>
/// <param name="RuleCode">A silence without a rule silences nothing.</param>
/// <param name="CourseId">Null = the rule in every course.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; where it was ended early, that end.</param>
public sealed record Silence(
    SilenceId SilenceId,
    string? RuleCode,
    CourseId? CourseId,
    DateTimeOffset From,
    DateTimeOffset Until
)
{
    /// <summary>The longest that can be entered at once.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Both keys must be there to be equal: a missing key matches nothing, not even a missing key.</summary>
    public bool Matches(AlertKey alert, DateTimeOffset at) =>
        From <= at
        && at < Until
        && Keys.Equal(RuleCode, alert.RuleCode)
        && (CourseId is null || Keys.Equal(CourseId, alert.CourseId));
}

/// <summary>A period in which the unit works on the system and only what is never suppressed is sent.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; where it was ended early, that end.</param>
public sealed record Maintenance(MaintenanceId MaintenanceId, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The longest that can be entered at once.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>A permanent stop of a course that is proposed or decided: it says more than a hold does.</summary>
public sealed record PermanentStop(AlertId AlertId, CourseId? CourseId)
{
    /// <summary>Whether it inhibits the call of a hold: of the same course, and never of itself.</summary>
    public bool Inhibits(AlertKey alert) =>
        alert.AlertId != AlertId && alert.IsHold && Keys.Equal(CourseId, alert.CourseId);
}

/// <summary>A call to somebody that was sent about an alert that is still open.</summary>
/// <param name="Seq">Its number in the outbox.</param>
public sealed record SentCall(
    long Seq,
    AlertId AlertId,
    UserId PersonId,
    CourseId? CourseId,
    AlertTier Tier,
    DateTimeOffset At
)
{
    /// <summary>
    /// Whether it covers a call about another alert: same person, same course, at least as loud, within the window, which
    /// includes its end. A second call about the same alert has a cause of its own and is never covered.
    /// </summary>
    public bool Covers(AlertKey alert, UserId personId, DateTimeOffset at, TimeSpan window) =>
        window > TimeSpan.Zero
        && AlertId != alert.AlertId
        && PersonId == personId
        && Keys.Equal(CourseId, alert.CourseId)
        && Tier >= alert.Tier
        && At <= at
        && at - At <= window;
}

internal static class Keys
{
    public static bool Equal(string? one, string? other) =>
        !string.IsNullOrEmpty(one) && string.Equals(one, other, StringComparison.Ordinal);

    public static bool Equal(CourseId? one, CourseId? other) => one is { } there && other is { } here && there == here;
}
