using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Bounds of the unit's hazard ratio that hold at every look at once. The lower one lies above 1 exactly where e ≥ 1/α.
/// </summary>
/// <param name="Lower">0 where the data exclude no small ratio.</param>
/// <param name="Upper">Infinite where they exclude no large one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HazardRatioBounds(double Lower, double Upper)
{
    // Beyond a ratio of e²⁰ there is nothing to tell apart.
    private const double Widest = 20;
    private const int Halvings = 60;

    /// <param name="alpha">One-sided error of each bound, strictly between 0 and 1.</param>
    /// <inheritdoc cref="CohortEvidence.LnE(int, int, ReferenceCount, double, double)"/>
    public static HazardRatioBounds Of(int k, int m, ReferenceCount reference, double alpha = 0.05, double spread = 0)
    {
        if (alpha is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(alpha),
                alpha,
                "An error probability lies strictly between 0 and 1."
            );
        double limit = -Math.Log(alpha);
        var (higher, lower) = (Alternatives.Of(spread), Alternatives.Of(spread).Inverse());
        return new HazardRatioBounds(
            Boundary(ratio => CohortEvidence.LnE(k, m, reference, higher, ratio, spread) >= limit),
            Boundary(ratio => CohortEvidence.LnE(k, m, reference, lower, ratio, spread) < limit)
        );
    }

    /// <summary>The ratio up to which a condition holds that holds for small ratios only; 0 or infinite where it never or always does.</summary>
    private static double Boundary(Func<double, bool> holds)
    {
        double low = -Widest,
            high = Widest;
        if (!holds(Math.Exp(low)))
            return 0;
        if (holds(Math.Exp(high)))
            return double.PositiveInfinity;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (holds(Math.Exp(middle)))
                low = middle;
            else
                high = middle;
        }

        return Math.Exp((low + high) / 2);
    }
}
