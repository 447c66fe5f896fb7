using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Quantiles of the Beta distribution for tail probabilities up to one half.</summary>
/// <remarks>
/// Own inverse because MathNet's Beta.InvCDF is accurate to an absolute 1e-12 only, so tiny quantiles come out wrong or
/// as zero. Here ln x is bracketed and bisected, which keeps the relative precision of a quantile however small it is.
/// </remarks>
internal static class BetaQuantile
{
    private const double SmallestLogarithm = -740;

    /// <summary>x with P(X ≤ x) = tail.</summary>
    /// <param name="tail">0 to ½.</param>
    public static double Lower(double tail, double a, double b)
    {
        double low = SmallestLogarithm,
            high = 0;
        // The bracket halves each time, so this ends at neighbouring doubles after some sixty steps.
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return Math.Exp(middle);
            if (SpecialFunctions.BetaRegularized(a, b, Math.Exp(middle)) < tail)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>x with P(X ≥ x) = tail, found as the lower quantile of 1 − X.</summary>
    /// <inheritdoc cref="Lower"/>
    public static double Upper(double tail, double a, double b) => 1 - Lower(tail, b, a);
}
