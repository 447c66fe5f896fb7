namespace Pharmacovigilance.Domain.Signals;

/// <summary>The exact probability that a unit's patients ever reach a boundary of events, followed patient by patient.</summary>
internal static class FirstPassage
{
    // A course this improbable changes no figure that is read; leaving it out keeps long horizons cheap.
    private const double Negligible = 1e-16;

    /// <summary>The probability of having reached the boundary within 1 to so many patients, at index m − 1.</summary>
    /// <param name="boundary">The fewest events among m patients that reach it, at index m − 1; null where not even all do.</param>
    /// <param name="rate">Of an event per patient, 0 to 1.</param>
    public static double[] Within(int?[] boundary, double rate)
    {
        double[] reached = new double[boundary.Length],
            silent = new double[boundary.Length + 2];
        silent[0] = 1;
        double gone = 0;
        int low = 0,
            top = 0;
        for (int m = 1; m <= boundary.Length; m++)
        {
            top++;
            for (int k = top; k > low; k--)
                silent[k] = (silent[k] * (1 - rate)) + (silent[k - 1] * rate);
            silent[low] *= 1 - rate;
            while (low < top && silent[low] < Negligible)
                silent[low++] = 0;
            while (top > low && silent[top] < Negligible)
                silent[top--] = 0;
            if (boundary[m - 1] is { } fewest)
            {
                for (; top >= fewest; top--)
                {
                    gone += silent[top];
                    silent[top] = 0;
                }

                low = Math.Min(low, Math.Max(0, top));
            }

            reached[m - 1] = gone;
        }

        return reached;
    }
}
