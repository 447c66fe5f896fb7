namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What the e-values of all streams say together, at one common prefix. Only with these is the false-alarm promise one of
/// the whole board and not of each line.
/// </summary>
/// <remarks>
/// Every method takes e-values of the same moment. Running maxima are no e-values and must not be put in. An infinite e-value is
/// one like any other. One that is no number stays so for its own stream and counts as 0, the least it can be, beside the others.
/// </remarks>
public static class EvidenceFamily
{
    /// <summary>ln of the closed-averaging value of each stream: the smallest mean it has together with any of the others.</summary>
    /// <param name="lnE">ln e per stream; −∞ for e = 0, +∞ for an infinite one.</param>
    public static double[] ClosedAveraging(IReadOnlyList<double> lnE) =>
        ClosedAveraging(lnE, [.. Enumerable.Repeat(1.0, lnE.Count)]);

    /// <summary>The same with a weight per stream; the mean is Σ w·e / Σ w.</summary>
    /// <exception cref="ArgumentException">Not one finite weight above 0 for each stream.</exception>
    public static double[] ClosedAveraging(IReadOnlyList<double> lnE, IReadOnlyList<double> weights)
    {
        if (weights.Count != lnE.Count || weights.Any(weight => weight is not (> 0 and < double.PositiveInfinity)))
            throw new ArgumentException("Each stream needs a finite weight above 0.", nameof(weights));
        int[] ascending = [.. Enumerable.Range(0, lnE.Count).OrderBy(i => lnE[i])];
        return [.. Enumerable.Range(0, lnE.Count).Select(one => SmallestMean(one, ascending, lnE, weights))];
    }

    /// <summary>Adds others from the weakest up for as long as they lower the mean. In units of the stream's own e, so that nothing overflows.</summary>
    private static double SmallestMean(
        int one,
        int[] ascending,
        IReadOnlyList<double> lnE,
        IReadOnlyList<double> weights
    )
    {
        // Every mean that holds an infinite value is infinite, and nothing lowers e = 0.
        if (!double.IsFinite(lnE[one]))
            return lnE[one];
        double sum = weights[one],
            weight = weights[one];
        foreach (int other in ascending)
        {
            if (other == one)
                continue;
            double relative = double.IsNaN(lnE[other]) ? 0 : Math.Exp(lnE[other] - lnE[one]);
            if (relative >= sum / weight)
                break;
            sum += weights[other] * relative;
            weight += weights[other];
        }

        return lnE[one] + Math.Log(sum / weight);
    }

    /// <summary>The streams that the e-Benjamini-Hochberg procedure names at a false-discovery rate; for the watch list only.</summary>
    /// <param name="level">False-discovery rate, strictly between 0 and 1.</param>
    public static bool[] BenjaminiHochberg(IReadOnlyList<double> lnE, double level)
    {
        int[] descending = [.. Enumerable.Range(0, lnE.Count).OrderByDescending(i => lnE[i])];
        int named = 0;
        for (int k = 1; k <= descending.Length; k++)
        {
            if (lnE[descending[k - 1]] >= Math.Log(lnE.Count / (level * k)))
                named = k;
        }

        bool[] result = new bool[lnE.Count];
        foreach (int stream in descending.Take(named))
            result[stream] = true;
        return result;
    }

    /// <summary>ln of the mean of all: a value of 20 says that something is raised, without naming it.</summary>
    public static double Mean(IReadOnlyList<double> lnE) =>
        LogSpace.LogMeanExp([.. lnE.Select(one => double.IsNaN(one) ? double.NegativeInfinity : one)]);
}
