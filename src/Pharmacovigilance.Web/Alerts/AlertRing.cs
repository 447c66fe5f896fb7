using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.Notification;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>Which calls are still unanswered for one physician.</summary>
/// <param name="Undecided">How many alerts of the physician's own courses, or to which the physician was called, wait for a decision.</param>
/// <param name="Highest">The most urgent tier among them; null when there are none.</param>
/// <param name="Unseen">Those that nobody has acknowledged, the most urgent first.</param>
public sealed record CallsDue(int Undecided, AlertTier? Highest, IReadOnlyList<AlertItem> Unseen)
{
    /// <summary>Number of the newest unanswered call; 0 when there is none.</summary>
    public long NewestCall => Unseen.Max(a => a.CallSeq) ?? 0;

    /// <summary>
    /// The most urgent tier called after a number: one save can raise a stop together with a lesser alert, and the lesser
    /// one must not be what is announced.
    /// </summary>
    public AlertTier? TierCalledAfter(long seq) => Unseen.Where(a => a.CallSeq > seq).Max(a => (AlertTier?)a.Tier);

    /// <param name="undecided">Of the whole unit.</param>
    /// <param name="calls">The calls that were sent about them, to anybody: a deputy is called to a colleague's alert, and what was called to another rings for nobody else.</param>
    public static CallsDue For(UserId physician, IReadOnlyList<AlertItem> undecided, IReadOnlyList<PersonCall> calls)
    {
        var called = calls
            .Where(call => call.PersonId == physician)
            .ToDictionary(call => call.AlertId, call => call.Seq);
        var mine = undecided
            .Where(a =>
                a.Tier > AlertTier.Passive
                && (a.Course.AttendingPhysicianId == physician || called.ContainsKey(a.AlertId))
            )
            .Select(a => a with { CallSeq = called.TryGetValue(a.AlertId, out long seq) ? seq : null })
            .ToList();
        return new CallsDue(
            mine.Count,
            mine.Max(a => (AlertTier?)a.Tier),
            [.. mine.Where(a => a.Status == AlertStatus.Open).OrderBy(a => a.Urgency)]
        );
    }
}

/// <summary>
/// Names this run of the program. A browser remembers the newest call it has rung for together with it, so that it rings
/// once per call however often a page is opened, and again after a restart, when the numbers of a demonstration begin anew.
/// </summary>
public sealed class AlertRing(TimeProvider time)
{
    public string Run { get; } = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
