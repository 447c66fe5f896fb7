namespace Pharmacovigilance.Domain.Signals;

/// <summary>p-values adjusted for the number of comparisons, for reading beside the e-values.</summary>
public static class PValueAdjustment
{
    /// <summary>The p-value an e-value stands for at one look: 1/e, at most 1.</summary>
    public static double OfEvidence(double lnE) => Math.Min(1, Math.Exp(-lnE));

    /// <summary>Holm's step-down adjustment: holds the family-wise error.</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        double[] adjusted = new double[p.Count];
        double most = 0;
        int rank = 0;
        foreach (int i in Enumerable.Range(0, p.Count).OrderBy(i => p[i]))
        {
            most = Math.Max(most, Math.Min(1, (p.Count - rank++) * p[i]));
            adjusted[i] = most;
        }

        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up adjustment: holds the false-discovery rate of independent comparisons.</summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p) => StepUp(p, 1);

    /// <summary>Benjamini and Yekutieli's: the same under any dependence.</summary>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> p) =>
        StepUp(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));

    private static double[] StepUp(IReadOnlyList<double> p, double factor)
    {
        double[] adjusted = new double[p.Count];
        double least = 1;
        int rank = p.Count;
        foreach (int i in Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]))
        {
            least = Math.Min(least, factor * p.Count / rank-- * p[i]);
            adjusted[i] = least;
        }

        return adjusted;
    }
}
