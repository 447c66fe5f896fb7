using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Nodes at one distance, with all that depends on the node alone. Neighbouring k share the exponentials of a node.</summary>
internal sealed class EvidenceGrid
{
    // Nodes this far below the largest add less than 1e-10 of the sum.
    private const double Negligible = 26;

    // The span of exponents that a double holds with all its digits.
    private const double Span = 600;

    [ThreadStatic]
    private static double[]? work;

    private readonly double step;
    private readonly int centre;
    private readonly double[] lnHit,
        lnP,
        lnNot,
        p,
        slope,
        lnOdds,
        odds;

    public EvidenceGrid(double theta, double step)
    {
        this.step = step;
        // Wide integrands, of counts near 0, have long tails; narrow ones none.
        centre = (int)((16 + (1750 * step * step)) / step);
        int count = (2 * centre) + 1;
        (lnHit, lnP, lnNot) = (new double[count], new double[count], new double[count]);
        (p, slope, lnOdds, odds) = (new double[count], new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            double z = (i - centre) * step;
            lnNot[i] = -LogSpace.Softplus(z);
            lnP[i] = -LogSpace.Softplus(-z);
            lnHit[i] = LogSpace.Log1MExp(theta * lnNot[i]);
            lnOdds[i] = lnHit[i] - (theta * lnNot[i]);
            odds[i] = Math.Exp(lnOdds[i]);
            p[i] = Math.Exp(lnP[i]);
            slope[i] = theta * Math.Exp(lnP[i] - lnOdds[i]);
        }
    }

    /// <summary>The trapezoid sums for k in a row: one event more multiplies every node by the odds q / (1 − q).</summary>
    public bool TrySum(in LnIntegrand first, in LnIntegrand last, Span<ScaledSum> sums)
    {
        int mode = LastRising(
            first,
            Math.Clamp((int)(Math.Log(first.Hits / first.Rest) / step) + centre, 0, p.Length - 2)
        );
        int low = mode,
            high = LastRising(last, mode);
        double scale = At(first, mode),
            least = scale - Negligible,
            leastOfLast = At(last, high) - Negligible;
        // Log-concave: beyond the first negligible node all are.
        while (At(first, low) > least)
            if ((low -= Vector<double>.Count) < 0)
                return false;
        while (At(last, high) > leastOfLast)
            if ((high += Vector<double>.Count) >= p.Length)
                return false;
        high += Vector<double>.Count - 1 - ((high - low) % Vector<double>.Count);
        if (high >= p.Length || lnOdds[high] > Span || (sums.Length - 1) * (lnOdds[high] - lnOdds[low]) > Span)
            return false;
        int width = high - low + 1;
        if (work is null || work.Length < width)
            work = new double[2 * width];
        var weights = MemoryMarshal.Cast<double, Vector<double>>(work.AsSpan(0, width));
        for (int i = 0; i < sums.Length; i++)
        {
            double sum = i == 0 ? First(first, low, scale, weights) : OneMore(low, 1 / odds[mode], weights);
            sums[i] = new ScaledSum(scale + (i * lnOdds[mode]), sum * step);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(in LnIntegrand f, int node) => (f.K * lnHit[node]) + (f.A * lnP[node]) + (f.Rest * lnNot[node]);

    private double First(in LnIntegrand f, int low, double scale, Span<Vector<double>> weights)
    {
        var sum = Vector<double>.Zero;
        for (int i = 0, at = low; i < weights.Length; i++, at += Vector<double>.Count)
        {
            var ln =
                (new Vector<double>(lnHit, at) * f.K)
                + (new Vector<double>(lnP, at) * f.A)
                + (new Vector<double>(lnNot, at) * f.Rest);
            sum += weights[i] = VectorExponential.Of(ln - new Vector<double>(scale));
        }

        return VectorExponential.Total(sum);
    }

    private double OneMore(int low, double lower, Span<Vector<double>> weights)
    {
        var sum = Vector<double>.Zero;
        for (int i = 0, at = low; i < weights.Length; i++, at += Vector<double>.Count)
            sum += weights[i] *= new Vector<double>(odds, at) * lower;
        return VectorExponential.Total(sum);
    }

    /// <summary>The last node at which the integrand does not yet fall; its maximum lies between this and the next.</summary>
    private int LastRising(in LnIntegrand f, int from)
    {
        int low = from,
            high = from + 1;
        for (int stride = 1; low > 0 && !Rises(f, low); stride *= 2)
            (low, high) = (Math.Max(0, low - stride), low);
        for (int stride = 1; high < p.Length - 1 && Rises(f, high); stride *= 2)
            (low, high) = (high, Math.Min(p.Length - 1, high + stride));
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Rises(f, middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Rises(in LnIntegrand f, int node) => (f.K * slope[node]) + f.A >= (f.A + f.Rest) * p[node];
}
