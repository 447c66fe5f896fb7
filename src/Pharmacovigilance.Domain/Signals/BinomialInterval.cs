using System.Runtime.InteropServices;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>An interval of a proportion, 0 ≤ Lower ≤ Upper ≤ 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Lower, double Upper);

/// <summary>Two-sided interval estimates of a proportion from k patients with an event among n.</summary>
/// <remarks>
/// Each is null for n = 0: nothing was observed, which is not the same as a rate of zero. They are for one look at a
/// fixed amount of data; read after every patient they exclude the truth far more often than 5 % of the time.
/// </remarks>
public static class BinomialInterval
{
    /// <summary>Wilson's score interval: the default on screen, close to its nominal coverage also for small n.</summary>
    /// <param name="level">Confidence level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k or n negative, k above n, or the level outside (0, 1).</exception>
    public static Interval? Wilson(int k, int n, double level = 0.95)
    {
        Validate(k, n, level);
        if (n == 0)
            return null;

        var z = Normal.InvCDF(0, 1, 1 - ((1 - level) / 2));
        var p = (double)k / n;
        var zz = z * z / n;
        var centre = p + (zz / 2);
        var half = z * Math.Sqrt((p * (1 - p) / n) + (zz / (4 * n)));
        // Exactly 0 and 1 at the ends, where rounding would leave a stray 1e-17.
        return new Interval(k == 0 ? 0 : (centre - half) / (1 + zz), k == n ? 1 : (centre + half) / (1 + zz));
    }

    /// <summary>Clopper and Pearson's exact interval: covers at least the level, hence wider.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval? ClopperPearson(int k, int n, double level = 0.95)
    {
        Validate(k, n, level);
        if (n == 0)
            return null;

        var tail = (1 - level) / 2;
        return new Interval(
            k == 0 ? 0 : BetaQuantile.Lower(tail, k, n - k + 1),
            k == n ? 1 : BetaQuantile.Upper(tail, k + 1, n - k)
        );
    }

    /// <summary>Jeffreys' equal-tailed credible interval from the prior Beta(½, ½). Its ends are never exactly 0 or 1.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval? Jeffreys(int k, int n, double level = 0.95)
    {
        Validate(k, n, level);
        if (n == 0)
            return null;

        var tail = (1 - level) / 2;
        return new Interval(
            BetaQuantile.Lower(tail, k + 0.5, n - k + 0.5),
            BetaQuantile.Upper(tail, k + 0.5, n - k + 0.5)
        );
    }

    /// <summary>Jeffreys' interval with the ends a count of 0 or n calls for: exactly 0 and exactly 1.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval? JeffreysModified(int k, int n, double level = 0.95) =>
        Jeffreys(k, n, level) is not { } plain
            ? null
            : new Interval(k == 0 ? 0 : plain.Lower, k == n ? 1 : plain.Upper);

    /// <summary>The mid-P interval: half of the probability of k itself counts; narrower than the exact one, not guaranteed.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval? MidP(int k, int n, double level = 0.95)
    {
        if (ClopperPearson(k, n, level) is not { } wide)
            return null;
        double tail = (1 - level) / 2,
            rate = (double)k / n;
        double Half(double p) => Binomial.PMF(p, n, k) / 2;
        double More(double p) => k == n ? 0 : SpecialFunctions.BetaRegularized(k + 1, n - k, p);
        double Fewer(double p) => k == 0 ? 0 : SpecialFunctions.BetaRegularized(n - k + 1, k, 1 - p);
        return new Interval(
            k == 0 ? 0 : Bisection.Between(wide.Lower, rate, p => More(p) + Half(p) < tail),
            k == n ? 1 : Bisection.Between(rate, wide.Upper, p => Fewer(p) + Half(p) > tail)
        );
    }

    /// <summary>Agresti and Coull's interval. It can reach below 0 and above 1.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval? AgrestiCoull(int k, int n, double level = 0.95)
    {
        Validate(k, n, level);
        if (n == 0)
            return null;
        double z = Normal.InvCDF(0, 1, 1 - ((1 - level) / 2));
        double patients = n + (z * z),
            rate = (k + (z * z / 2)) / patients;
        double half = z * Math.Sqrt(rate * (1 - rate) / patients);
        return new Interval(rate - half, rate + half);
    }

    private static void Validate(int k, int n, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                "A confidence level lies strictly between 0 and 1."
            );
    }
}
