namespace Pharmacovigilance.Domain.Rules;

/// <summary>What is known of the neutrophil count before an infusion.</summary>
public enum CountStanding
{
    /// <summary>One was collected before it and was fresh.</summary>
    Fresh = 1,

    /// <summary>The last one before it was certainly too old.</summary>
    Stale = 2,

    /// <summary>None was collected before it.</summary>
    Missing = 3,

    /// <summary>Whether one was before it, or fresh, hangs on a time of day that nobody gave.</summary>
    NotKnown = 4,
}

/// <summary>The count before an infusion.</summary>
/// <param name="Reference">The start; before it, the instant of the evaluation.</param>
/// <param name="Latest">The last that was certainly before; null where there is none.</param>
public sealed record CountBefore(CountStanding Standing, PartialTime Reference, CellCount? Latest)
{
    /// <param name="asOf">Nothing later is known.</param>
    /// <param name="freshness">A count up to and including this age is fresh.</param>
    public static CountBefore Of(
        InfusionFacts infusion,
        IReadOnlyList<CellCount> counts,
        DateTimeOffset asOf,
        TimeSpan freshness
    )
    {
        // Once started, the start is what counts, so that the answer is the same a year later.
        var reference = infusion.Started ?? PartialTime.At(asOf);
        // Before the start everything on record was collected already.
        bool IsBefore(CellCount count) =>
            infusion.Started is null ? count.Collected.MayBeBy(asOf) : count.Collected.IsBy(reference.Earliest);

        var latest = CellCount.Order.Latest(counts.Where(IsBefore));
        bool mayBeAnother = counts.Any(count => !IsBefore(count) && count.Collected.MayBeBy(reference.Latest));
        return new CountBefore(StandingOf(), reference, latest);

        CountStanding StandingOf()
        {
            if (latest is not null && reference.MostBetween(latest.Collected) <= freshness)
                return CountStanding.Fresh;
            if (mayBeAnother || (latest is not null && reference.LeastBetween(latest.Collected) <= freshness))
                return CountStanding.NotKnown;
            return latest is null ? CountStanding.Missing : CountStanding.Stale;
        }
    }

    /// <summary>Whether it hangs on a time of day that nobody gave that a count was before the start and fresh.</summary>
    /// <param name="counts">When they were collected.</param>
    public static bool HangsOnTheHour(PartialTime start, IReadOnlyCollection<PartialTime> counts, TimeSpan freshness) =>
        !counts.Any(count => count.IsBy(start.Earliest) && start.MostBetween(count) <= freshness)
        && counts.Any(count => count.MayBeBy(start.Latest) && start.LeastBetween(count) <= freshness);
}
