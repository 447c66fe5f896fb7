using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The posterior probability that the unit's rate exceeds a multiple of the trial's. For reading only: checked at every patient it alarms falsely in a fifth of units.</summary>
public static class PosteriorComparison
{
    // Parts of the largest term; and, in logarithms, where a double ends.
    private const double Negligible = 1e-18;
    private const double LeastWeight = -680;

    /// <summary>Pr(unit &gt; multiple · trial) and its complement, each to full relative precision.</summary>
    /// <param name="k">Of <paramref name="m"/> patients of the unit.</param>
    /// <param name="multiple">Above 0.</param>
    /// <param name="priorA">First parameter of the Beta prior of both rates; ½ is Jeffreys'.</param>
    public static (double Above, double NotAbove) Of(
        int k,
        int m,
        ReferenceCount reference,
        double multiple = 1,
        double priorA = 0.5,
        double priorB = 0.5
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, m);
        if (multiple is not > 0)
            throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "A multiple lies above 0.");
        double a = reference.PatientsWithEvent + priorA,
            b = reference.Patients - reference.PatientsWithEvent + priorB;
        double unitA = k + priorA,
            unitB = m - k + priorB;
        // Where the trial's rate exceeds this, no rate of the unit can exceed the multiple.
        double most = Math.Min(1, 1 / multiple);
        double above = 0,
            notAbove = most < 1 ? SpecialFunctions.BetaRegularized(b, a, 1 - most) : 0;
        double constant = SpecialFunctions.BetaLn(a, b);
        var (centre, step) = Nodes(a, b, most, Math.Sqrt((1 / unitA) + (1 / unitB)));
        foreach (int direction in (ReadOnlySpan<int>)[1, -1])
        {
            double mostAbove = 0,
                mostNot = 0;
            for (int i = direction > 0 ? 0 : 1; ; i++)
            {
                double ln =
                        LnWeight(z: centre + (direction * i * step), a: a, b: b, most: most, rate: out double rate)
                        - constant,
                    weight = Math.Exp(ln) * step;
                double limit = Math.Min(1, multiple * rate);
                double over = weight * SpecialFunctions.BetaRegularized(unitB, unitA, 1 - limit),
                    under = weight * SpecialFunctions.BetaRegularized(unitA, unitB, limit);
                (above, notAbove) = (above + over, notAbove + under);
                (mostAbove, mostNot) = (Math.Max(mostAbove, over), Math.Max(mostNot, under));
                // A tail far from where the trial's rate is likely still rises there: both must have fallen.
                if (ln < LeastWeight || (over < Negligible * mostAbove && under < Negligible * mostNot))
                    break;
            }
        }

        return (above, notAbove);
    }

    /// <summary>
    /// Where the sum begins, and its step. Its nodes are even in z, the logit of rate/<paramref name="most"/>: there nothing has an
    /// edge, so a plain sum converges at once.
    /// </summary>
    /// <param name="unitWidth">Standard deviation of the logit of the unit's rate.</param>
    private static (double Centre, double Step) Nodes(double a, double b, double most, double unitWidth)
    {
        double share = Math.Min(a / (a + b) / most, 0.95);
        double deviation = Math.Sqrt(a * b / (a + b + 1)) / (a + b) / (most * share * (1 - share));
        return (Math.Log(share / (1 - share)), Math.Min(0.05, Math.Min(0.1 * deviation, 0.3 * unitWidth)));
    }

    /// <summary>ln of the density of z, up to the constant of Beta(a, b).</summary>
    private static double LnWeight(double z, double a, double b, double most, out double rate)
    {
        double lnRate = Math.Log(most) - LogSpace.Softplus(-z);
        rate = Math.Exp(lnRate);
        return (a * lnRate) + ((b - 1) * LogSpace.Log1MExp(lnRate)) - LogSpace.Softplus(z);
    }
}
