using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The unit's event rate over the trial's, exact: given the sum of events, the unit's number is binomial.</summary>
/// <param name="Ratio">Infinite where only the trial saw no event; null where nobody saw one.</param>
/// <param name="TwoSidedP">Twice the smaller of the two one-sided probabilities, at most 1.</param>
/// <param name="GreaterP">Probability, under equal rates, of at least so many in the unit.</param>
public sealed record RateRatio(double? Ratio, Interval Interval, double TwoSidedP, double GreaterP)
{
    /// <exception cref="ArgumentOutOfRangeException">A count negative or a time not above 0.</exception>
    public static RateRatio Of(int k, double unitTime, int x, double referenceTime, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitTime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(referenceTime);
        int all = k + x;
        double share = unitTime / (unitTime + referenceTime);
        if (all == 0)
            return new RateRatio(null, new Interval(0, double.PositiveInfinity), 1, 1);
        var part = BinomialInterval.ClopperPearson(k, all, level)!.Value;
        double greater = AtLeast(k, all, share),
            less = AtLeast(x, all, 1 - share);
        double Odds(double p) => p >= 1 ? double.PositiveInfinity : p / (1 - p) * referenceTime / unitTime;
        return new RateRatio(
            k / unitTime / (x / referenceTime),
            new Interval(Odds(part.Lower), Odds(part.Upper)),
            Math.Min(1, 2 * Math.Min(greater, less)),
            greater
        );
    }

    private static double AtLeast(int k, int all, double share) =>
        k == 0 ? 1 : SpecialFunctions.BetaRegularized(k, all - k + 1, share);
}
