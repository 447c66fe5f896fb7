namespace Pharmacovigilance.Domain.Alerts;

/// <summary>One stretch of low neutrophils: from the first count below the limit to the first at or above the release limit.</summary>
/// <param name="OverriddenAt">When a physician decided against the hold; null if nobody did.</param>
/// <param name="Release">The count that met the criterion; null while none has.</param>
/// <param name="Closed">True when the episode is over, by recovery or because a new low count after the override opened the next.</param>
internal sealed record AncEpisode(NeutrophilCount Opening, DateTimeOffset? OverriddenAt, NeutrophilCount? Release = null, bool Closed = false)
{
    public string Subject => FindingSubject.OfCount(Opening.ObservationId);

    public HoldEpisode Hold => (OverriddenAt, Release) switch
    {
        // A recovery that was on record before the decision had already ended the hold.
        ({ } at, { } release) when release.RecordedAt <= at => Recovered(release),
        ({ } at, _) => new HoldEpisode(Opening.CollectedAt, at),
        (null, { } release) => Recovered(release),
        (null, null) => new HoldEpisode(Opening.CollectedAt),
    };

    private HoldEpisode Recovered(NeutrophilCount release) =>
        new(Opening.CollectedAt, release.CollectedAt, $"ANC {FactValues.GigaPerLitre(release.MicroGigaPerLitre)} ×10⁹/L");
}

internal static class AncEpisodes
{
    /// <summary>The order of collection; the ties are broken so that the order of arrival cannot matter.</summary>
    public static IReadOnlyList<NeutrophilCount> InOrder(IEnumerable<NeutrophilCount> counts) =>
    [
        .. counts.OrderBy(c => c.CollectedAt).ThenBy(c => c.RecordedAt)
            .ThenBy(c => c.ObservationId.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>All episodes, oldest first; only the last can be open.</summary>
    public static IReadOnlyList<AncEpisode> Of(
        IEnumerable<NeutrophilCount> counts, IReadOnlyDictionary<string, DateTimeOffset> overriddenHolds, RuleLimits limits)
    {
        var episodes = new List<AncEpisode>();
        foreach (var count in InOrder(counts))
        {
            bool isLow = count.MicroGigaPerLitre < limits.HoldBelowMicroGigaPerLitre;
            if (episodes is [.., { Closed: false } open])
            {
                if (count.MicroGigaPerLitre >= limits.ReleaseAtMicroGigaPerLitre) episodes[^1] = open with { Release = count, Closed = true };
                else if (isLow && count.RecordedAt > open.OverriddenAt) Next(open, count);
            }
            else if (isLow)
            {
                episodes.Add(Opened(count));
            }
        }

        return episodes;

        // A decision covers what was on record when it was taken; a low count entered later asks for a new one.
        void Next(AncEpisode overridden, NeutrophilCount count)
        {
            episodes[^1] = overridden with { Closed = true };
            episodes.Add(Opened(count));
        }

        AncEpisode Opened(NeutrophilCount count) =>
            new(count, overriddenHolds.TryGetValue(FindingSubject.OfCount(count.ObservationId), out var at) ? at : null);
    }
}
