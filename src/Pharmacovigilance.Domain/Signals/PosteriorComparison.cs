using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The posterior probability that the unit's rate exceeds a multiple of the trial's. For reading only: checked at every patient it alarms falsely in a fifth of units.</summary>
public static class PosteriorComparison
{
    private const double Negligible = 80;

    /// <summary>Pr(unit &gt; multiple · trial) and its complement, each to full relative precision.</summary>
    /// <param name="k">Of <paramref name="m"/> patients of the unit.</param>
    /// <param name="multiple">Above 0.</param>
    /// <param name="priorA">First parameter of the Beta prior of both rates; ½ is Jeffreys'.</param>
    public static (double Above, double NotAbove) Of(int k, int m, ReferenceCount reference, double multiple = 1, double priorA = 0.5, double priorB = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, m);
        if (multiple is not > 0) throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "A multiple lies above 0.");
        double a = reference.PatientsWithEvent + priorA, b = reference.Patients - reference.PatientsWithEvent + priorB;
        double unitA = k + priorA, unitB = m - k + priorB;
        // Where the trial's rate exceeds this, no rate of the unit can exceed the multiple.
        double most = Math.Min(1, 1 / multiple);
        double above = 0, notAbove = most < 1 ? SpecialFunctions.BetaRegularized(b, a, 1 - most) : 0;
        foreach (var (rate, weight) in Points(a, b, most))
        {
            double limit = Math.Min(1, multiple * rate);
            above += weight * SpecialFunctions.BetaRegularized(unitB, unitA, 1 - limit);
            notAbove += weight * SpecialFunctions.BetaRegularized(unitA, unitB, limit);
        }

        return (above, notAbove);
    }

    /// <summary>
    /// Points and weights of Beta(a, b) below <paramref name="most"/>, even in the logit of rate/most: there nothing has an
    /// edge, so a plain sum converges at once.
    /// </summary>
    private static IEnumerable<(double Rate, double Weight)> Points(double a, double b, double most)
    {
        double share = Math.Min(a / (a + b) / most, 0.95);
        double centre = Math.Log(share / (1 - share));
        double deviation = Math.Sqrt(a * b / (a + b + 1)) / (a + b) / (most * share * (1 - share));
        double step = Math.Min(0.05, 0.1 * deviation);
        double constant = SpecialFunctions.BetaLn(a, b);
        double largest = double.NegativeInfinity;
        for (int direction = 1; direction >= -1; direction -= 2)
        {
            for (int i = direction > 0 ? 0 : 1; ; i++)
            {
                double z = centre + (direction * i * step);
                double lnRate = Math.Log(most) - LogSpace.Softplus(-z);
                double ln = (a * lnRate) + ((b - 1) * LogSpace.Log1MExp(lnRate)) - LogSpace.Softplus(z) - constant;
                largest = Math.Max(largest, ln);
                if (ln < largest - Negligible) break;
                yield return (Math.Exp(lnRate), Math.Exp(ln) * step);
            }
        }
    }
}
