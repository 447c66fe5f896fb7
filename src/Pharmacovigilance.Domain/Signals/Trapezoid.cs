using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What a trapezoid sum over a log hazard needs to be exact to about 1e-11: a step of 0.65 of the width of what is summed, and
/// nodes out to where they add nothing.
/// </summary>
internal static class Trapezoid
{
    /// <summary>Nodes so far below the largest, in logarithms, add nothing.</summary>
    public const double Negligible = 34;

    private const double StepInWidths = 0.65;

    /// <summary>The level of steps, each finer by the same factor, that is fine enough.</summary>
    /// <param name="information">1/σ² of what is summed.</param>
    public static int Level(double information, double coarsest, int perHalving, int levels)
    {
        double ratio = coarsest * Math.Sqrt(information) / StepInWidths;
        return ratio <= 1 ? 0 : Math.Min(levels - 1, (int)Math.Ceiling(perHalving * Math.Log2(ratio)));
    }

    /// <summary>What so many patients say about η where the hazard is H: −d²/dη² of hits · ln(1 − e^−H) − rest · H.</summary>
    public static double Information(double hits, double rest, double hazard)
    {
        double none = Math.Exp(-hazard), some = -LogSpace.ExpM1(-hazard);
        double ofHits = hazard < 1e-4 ? hazard / 2 : hazard * none * (hazard - some) / (some * some);
        return Math.Max(0, (hits * ofHits) + (rest * hazard));
    }

    /// <summary>The last whole number at which something holds that holds up to a number and not beyond.</summary>
    /// <param name="from">A number near it; the answer does not depend on it.</param>
    public static int LastRising(int from, Func<int, bool> rises)
    {
        int low = from, high = from + 1;
        for (int stride = 1; !rises(low); stride *= 2) (low, high) = (low - stride, low);
        if (high == from + 1) for (int stride = 1; rises(high); stride *= 2) (low, high) = (high, high + stride);
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (rises(middle)) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>first, first + step, …</summary>
    public static Vector<double> Ascending(double first, double step)
    {
        Span<double> all = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < all.Length; i++) all[i] = first + (i * step);
        return new Vector<double>(all);
    }
}
