using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>Which calls are still unanswered for one physician.</summary>
/// <param name="Undecided">Alerts of the physician's own courses on which a decision is due.</param>
/// <param name="Unseen">Those of them that nobody has acknowledged.</param>
/// <param name="Highest">The most urgent tier among the undecided; null when there are none.</param>
/// <param name="Newest">The unseen alert with the newest call; null when everything is acknowledged.</param>
public sealed record CallsDue(int Undecided, int Unseen, AlertTier? Highest, AlertItem? Newest)
{
    /// <param name="undecided">Of the whole unit.</param>
    public static CallsDue For(UserId physician, IReadOnlyList<AlertItem> undecided)
    {
        var mine = undecided.Where(a => a.Course.AttendingPhysicianId == physician && a.Tier > AlertTier.Passive).ToList();
        var unseen = mine.Where(a => a.Status == AlertStatus.Open).ToList();
        return new CallsDue(
            mine.Count,
            unseen.Count,
            mine.Count == 0 ? null : mine.Max(a => a.Tier),
            unseen.MaxBy(a => a.CallSeq ?? 0));
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
