using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Two-sided intervals of the expected number of events from x observed; divide by the person-time for a rate.</summary>
public static class PoissonInterval
{
    /// <summary>Garwood's exact interval.</summary>
    /// <param name="level">Confidence level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">x negative or the level outside (0, 1).</exception>
    public static Interval Exact(int x, double level = 0.95)
    {
        double tail = Tail(x, level);
        return new Interval(x == 0 ? 0 : GammaQuantile.Lower(tail, x), GammaQuantile.Upper(tail, x + 1));
    }

    /// <summary>The mid-P interval: half of the probability of x itself counts; narrower, not guaranteed.</summary>
    /// <inheritdoc cref="Exact"/>
    public static Interval MidP(int x, double level = 0.95)
    {
        double tail = Tail(x, level);
        var wide = Exact(x, level);
        return new Interval(
            x == 0
                ? 0
                : Bisection.Between(wide.Lower, Math.Max(x, wide.Lower), mean =>
                    UpperTail(x + 1, mean) + (Probability(x, mean) / 2) < tail
                ),
            Bisection.Between(x == 0 ? 1e-300 : x, wide.Upper, mean =>
                LowerTail(x - 1, mean) + (Probability(x, mean) / 2) > tail
            )
        );
    }

    /// <summary>P(X ≥ x), also where it is far below 1e-16.</summary>
    /// <param name="mean">Expected number, above 0.</param>
    public static double UpperTail(int x, double mean) => x <= 0 ? 1 : SpecialFunctions.GammaLowerRegularized(x, mean);

    private static double LowerTail(int x, double mean) =>
        x < 0 ? 0 : SpecialFunctions.GammaUpperRegularized(x + 1, mean);

    private static double Probability(int x, double mean) =>
        Math.Exp(LogSpace.Times(x, Math.Log(mean)) - mean - SpecialFunctions.GammaLn(x + 1.0));

    private static double Tail(int x, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                "A confidence level lies strictly between 0 and 1."
            );
        return (1 - level) / 2;
    }
}

/// <summary>Where a condition that holds for small numbers ceases to hold.</summary>
internal static class Bisection
{
    /// <param name="low">Where it holds, or the limit itself.</param>
    /// <param name="high">Where it does not.</param>
    public static double Between(double low, double high, Func<double, bool> holds)
    {
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                return middle;
            if (holds(middle))
                low = middle;
            else
                high = middle;
        }
    }
}
