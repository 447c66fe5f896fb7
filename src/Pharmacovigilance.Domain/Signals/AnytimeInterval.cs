using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>An interval of the unit's own rate that may be read after every patient: it misses the truth at any look in at most α of units.</summary>
public static class AnytimeInterval
{
    /// <summary>The rates p against which the Jeffreys mixture has less than 1/α of evidence; 0 to 1 for no patients.</summary>
    /// <param name="alpha">Error probability over all looks, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k or m negative, k above m, or α outside (0, 1).</exception>
    public static Interval Of(int k, int m, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, m);
        if (alpha is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(alpha),
                alpha,
                "An error probability lies strictly between 0 and 1."
            );
        if (m == 0)
            return new Interval(0, 1);
        double limit =
            -Math.Log(alpha) - SpecialFunctions.BetaLn(k + 0.5, m - k + 0.5) + SpecialFunctions.BetaLn(0.5, 0.5);
        bool IsExcluded(double p) =>
            -LogSpace.Times(k, Math.Log(p)) - LogSpace.Times(m - k, LogSpace.Log1P(-p)) >= limit;
        double middle = (double)k / m;
        return new Interval(
            k == 0 ? 0 : Bisection.Between(0, middle, IsExcluded),
            k == m ? 1 : Bisection.Between(middle, 1, p => !IsExcluded(p))
        );
    }
}
