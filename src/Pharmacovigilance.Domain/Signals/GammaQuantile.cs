using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Quantiles of the Gamma distribution of rate 1, for tail probabilities up to one half.</summary>
/// <remarks>Own inverse because MathNet's has a floor for small shapes and throws for large ones.</remarks>
internal static class GammaQuantile
{
    /// <summary>x with P(X ≤ x) = tail.</summary>
    public static double Lower(double tail, double shape) =>
        Solve(shape, x => SpecialFunctions.GammaLowerRegularized(shape, x) < tail);

    /// <summary>x with P(X ≥ x) = tail.</summary>
    public static double Upper(double tail, double shape) =>
        Solve(shape, x => SpecialFunctions.GammaUpperRegularized(shape, x) > tail);

    private static double Solve(double shape, Func<double, bool> isBelow)
    {
        double low = -740,
            high = Math.Log(shape + (40 * Math.Sqrt(shape)) + 800);
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return Math.Exp(middle);
            if (isBelow(Math.Exp(middle)))
                low = middle;
            else
                high = middle;
        }
    }
}
