namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>One stretch of a measured value beyond a limit: from the first reading beyond it to the first that has recovered.</summary>
/// <param name="OverriddenAt">When a physician decided against the hold; null if nobody did.</param>
/// <param name="Release">The reading that met the criterion; null while none has.</param>
/// <param name="NewestBeyondAt">When the reading beyond the limit that was entered last was entered.</param>
/// <param name="Closed">True when the episode is over, by recovery or because a new reading after the override opened the next.</param>
internal sealed record Episode<T>(T Opening, DateTimeOffset? OverriddenAt, DateTimeOffset NewestBeyondAt, T? Release = null, bool Closed = false) where T : class, IMeasured
{
    /// <param name="print">The reading that released it, in words.</param>
    public HoldEpisode Hold(Func<T, string> print)
    {
        return (OverriddenAt, Release) switch
        {
            // A recovery that was on record before the decision had already ended the hold.
            ({ } at, { } release) when release.RecordedAt <= at => Recovered(release),
            ({ } at, _) => new HoldEpisode(Opening.MeasuredAt, at),
            (null, { } release) => Recovered(release),
            (null, null) => new HoldEpisode(Opening.MeasuredAt),
        };

        HoldEpisode Recovered(T release) => new(Opening.MeasuredAt, release.MeasuredAt, print(release));
    }

    /// <summary>The end of a finding that holds nothing; null while it lasts.</summary>
    public FindingEnd? End(Func<T, string> print) => Release is { } release ? new(release.MeasuredAt, print(release)) : null;
}

internal static class Episodes
{
    /// <summary>The order of measurement; the ties are broken so that the order of arrival cannot matter.</summary>
    public static IReadOnlyList<T> InOrder<T>(IEnumerable<T> readings) where T : class, IMeasured =>
    [
        .. readings.OrderBy(r => r.MeasuredAt).ThenBy(r => r.RecordedAt)
            .ThenBy(r => r.ObservationId.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>All episodes, oldest first; only the last can be open.</summary>
    /// <param name="overriddenAt">When a physician decided against the hold that a reading opened; null if nobody did.</param>
    public static IReadOnlyList<Episode<T>> Of<T>(
        IEnumerable<T> readings, Func<T, bool> isBeyond, Func<T, bool> hasRecovered, Func<T, DateTimeOffset?> overriddenAt) where T : class, IMeasured
    {
        var episodes = new List<Episode<T>>();
        foreach (var reading in InOrder(readings))
        {
            if (episodes is [.., { Closed: false } open])
            {
                if (hasRecovered(reading)) episodes[^1] = open with { Release = reading, Closed = true };
                else if (isBeyond(reading) && reading.RecordedAt > open.OverriddenAt) Next(open, reading);
                else if (isBeyond(reading) && reading.RecordedAt > open.NewestBeyondAt) episodes[^1] = open with { NewestBeyondAt = reading.RecordedAt };
            }
            else if (isBeyond(reading))
            {
                episodes.Add(new(reading, overriddenAt(reading), reading.RecordedAt));
            }
        }

        return episodes;

        // A decision covers what was on record when it was taken; a reading entered later asks for a new one.
        void Next(Episode<T> overridden, T reading)
        {
            episodes[^1] = overridden with { Closed = true };
            episodes.Add(new(reading, overriddenAt(reading), reading.RecordedAt));
        }
    }
}

/// <summary>Episodes of low neutrophils that hold isatuximab.</summary>
internal static class AncEpisodes
{
    public static IReadOnlyList<Episode<CellCount>> Of(
        IEnumerable<CellCount> counts, IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds, RuleLimits limits) => Episodes.Of(
        counts,
        count => count.IsBelow(limits.HoldBelowMicroGigaPerLitre),
        count => count.IsAtLeast(limits.ReleaseAtMicroGigaPerLitre),
        count => overriddenHolds.TryGetValue(FindingSubject.OfCount(count.ObservationId), out var at) ? at : null);
}
