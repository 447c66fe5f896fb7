namespace Pharmacovigilance.Domain.Rules;

/// <summary>One stretch of a measured value beyond a limit: from the first reading beyond it to the first that has recovered.</summary>
/// <param name="OverriddenAt">When a physician decided against the hold; null if nobody did.</param>
/// <param name="Release">The reading that met the criterion; null while none has.</param>
/// <param name="NewestBeyondAt">When the reading beyond the limit that was entered last was entered.</param>
/// <param name="Closed">True when the episode is over, by recovery or because a new reading after the override opened the next.</param>
internal sealed record Episode<T>(
    T Opening,
    DateTimeOffset? OverriddenAt,
    DateTimeOffset NewestBeyondAt,
    T? Release = null,
    bool Closed = false
)
    where T : class, IMeasured
{
    /// <param name="print">The reading that released it, in words.</param>
    public HoldEpisode Hold(Func<T, string> print) => Episodes.Hold(Opening.Measured, OverriddenAt, Release, print);

    /// <summary>The end of a finding that holds nothing; null while it lasts.</summary>
    public FindingEnd? End(Func<T, string> print) =>
        Release is { } release ? new(release.Measured.Earliest, print(release)) : null;

    /// <summary>Whether any of it may lie between two instants, both included.</summary>
    public bool MayTouch(DateTimeOffset from, DateTimeOffset to) =>
        Opening.Measured.Earliest <= to && (Release is not { } release || release.Measured.Latest > from);
}

internal static class Episodes
{
    /// <summary>
    /// All episodes, oldest first; only the last can be open. A reading beyond the limit counts from the last instant it can have been
    /// taken at, a recovered one from the first: only a reading that is certainly later ends an episode, and of one instant the worse stands.
    /// </summary>
    /// <param name="overriddenAt">When a physician decided against the hold that a reading opened; null if nobody did.</param>
    public static IReadOnlyList<Episode<T>> Of<T>(
        IEnumerable<T> readings,
        ClinicalOrder<T> order,
        Func<T, bool> isBeyond,
        Func<T, bool> hasRecovered,
        Func<T, DateTimeOffset?> overriddenAt
    )
        where T : class, IMeasured
    {
        var episodes = new List<Episode<T>>();
        foreach (
            var instant in readings
                .GroupBy(r => isBeyond(r) ? r.Measured.Latest : r.Measured.Earliest)
                .OrderBy(group => group.Key)
        )
        {
            var beyond = instant.Where(isBeyond).ToList();
            if (beyond.Count == 0)
            {
                if (episodes is [.., { Closed: false } open] && instant.All(hasRecovered))
                    episodes[^1] = open with { Release = order.Worst(instant), Closed = true };
                continue;
            }

            if (episodes is not [.., { Closed: false }])
                Open(beyond);
            Follow(beyond);
        }

        return episodes;

        void Open(IEnumerable<T> beyond)
        {
            var opening = order.WorstAsFirstEntered(beyond)!;
            episodes.Add(new(opening, overriddenAt(opening), opening.RecordedAt));
        }

        // A decision covers what was on record when it was taken; a reading entered later asks for a new one.
        void Follow(List<T> beyond)
        {
            var open = episodes[^1];
            var news = beyond
                .Where(reading => reading != open.Opening && reading.RecordedAt > open.OverriddenAt)
                .ToList();
            if (news.Count == 0)
            {
                var newest = beyond.Max(reading => reading.RecordedAt);
                if (newest > open.NewestBeyondAt)
                    episodes[^1] = open with { NewestBeyondAt = newest };
                return;
            }

            episodes[^1] = open with { Closed = true };
            Open(news);
            Follow(news);
        }
    }

    /// <param name="print">The reading that released it, in words.</param>
    public static HoldEpisode Hold<T>(
        PartialTime since,
        DateTimeOffset? overriddenAt,
        T? release,
        Func<T, string> print
    )
        where T : class, IMeasured
    {
        return (overriddenAt, release) switch
        {
            // A recovery that was on record before the decision had already ended the hold.
            ({ } at, { }) when release.RecordedAt <= at => Recovered(release),
            ({ } at, _) => new HoldEpisode(since.Earliest, at),
            (null, { }) => Recovered(release),
            (null, null) => new HoldEpisode(since.Earliest),
        };

        HoldEpisode Recovered(T by) => new(since.Earliest, by.Measured.Earliest, print(by));
    }
}

/// <summary>Episodes of low neutrophils that hold isatuximab.</summary>
internal static class AncEpisodes
{
    public static IReadOnlyList<Episode<CellCount>> Of(
        IEnumerable<CellCount> counts,
        IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds,
        RuleLimits limits
    ) =>
        Episodes.Of(
            counts,
            CellCount.Order,
            count => count.IsBelow(limits.HoldBelowMicroGigaPerLitre),
            count => count.IsAtLeast(limits.ReleaseAtMicroGigaPerLitre),
            count => overriddenHolds.TryGetValue(FindingSubject.OfCount(count.ObservationId), out var at) ? at : null
        );
}
