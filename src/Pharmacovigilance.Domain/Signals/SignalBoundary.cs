namespace Pharmacovigilance.Domain.Signals;

/// <summary>The fewest patients with an event that raise a signal.</summary>
public static class SignalBoundary
{
    /// <summary>The smallest k with e(k, m) at or above the threshold; null where even m of m is too few.</summary>
    /// <param name="threshold">An e-value above 1, usually 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">m negative or the threshold not above 1.</exception>
    public static int? FewestEvents(int m, ReferenceCount reference, double threshold = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        double limit = LnLimit(threshold);
        if (CohortEvidence.LnE(m, m, reference) < limit)
            return null;
        int low = -1,
            high = m;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (CohortEvidence.LnE(middle, m, reference) >= limit)
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    /// <summary>The same for 1 to <paramref name="most"/> patients, at index m − 1. It never falls with m, so one walk finds all.</summary>
    /// <inheritdoc cref="FewestEvents"/>
    public static int?[] Walk(int most, ReferenceCount reference, double threshold = 20) =>
        Walk(most, new EvidenceLattice(reference), threshold);

    internal static int?[] Walk(int most, EvidenceLattice evidence, double threshold)
    {
        double limit = LnLimit(threshold);
        var boundary = new int?[most];
        int fewest = 1;
        for (int m = 1; m <= most; m++)
        {
            while (fewest <= m && evidence.LnE(fewest, m) < limit)
                fewest++;
            boundary[m - 1] = fewest <= m ? fewest : null;
        }

        return boundary;
    }

    private static double LnLimit(double threshold) =>
        threshold > 1
            ? Math.Log(threshold)
            : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold lies above 1.");
}
