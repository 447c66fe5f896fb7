using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>How a unit is judged.</summary>
/// <param name="Spread">τ.</param>
/// <param name="Margin">ρ₀.</param>
/// <param name="Threshold">e at which it is called raised.</param>
public sealed record EvidenceRule(double Spread, double Margin, Alternatives Alternatives, double Threshold);

/// <summary>
/// The exact probability that a unit with a multiple of the trial's hazard is ever called raised within so many patients, looked at
/// after each one, with the trial's own result random too.
/// </summary>
/// <remarks>Results of the trial with a probability below 1e-7 are left out.</remarks>
public sealed class UnitDetection
{
    private const double Negligible = 1e-7;

    private readonly double rate;
    private readonly (double Weight, int?[] Boundary)[] results;

    /// <param name="trialPatients">n.</param>
    /// <param name="rate">True probability of an event per patient of the trial, strictly between 0 and 1.</param>
    /// <param name="patients">The longest horizon.</param>
    /// <param name="trialIsFixed">The trial saw exactly its rate.</param>
    public UnitDetection(EvidenceRule rule, int trialPatients, double rate, int patients, bool trialIsFixed = false)
    {
        if (rate is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies strictly between 0 and 1.");
        this.rate = rate;
        double Weight(int x) =>
            trialIsFixed
                ? x == (int)Math.Round(rate * trialPatients)
                    ? 1
                    : 0
                : Math.Exp(
                    SpecialFunctions.BinomialLn(trialPatients, x)
                        + (x * Math.Log(rate))
                        + ((trialPatients - x) * LogSpace.Log1P(-rate))
                );
        var likely = Enumerable
            .Range(0, trialPatients + 1)
            .Select(x => (x, weight: Weight(x)))
            .Where(one => one.weight >= Negligible)
            .ToList();
        results = new (double, int?[])[likely.Count];
        Parallel.For(0, likely.Count, i =>
            results[i] = (likely[i].weight, Boundary(rule, new ReferenceCount(likely[i].x, trialPatients), patients))
        );
    }

    /// <summary>The probabilities of having been called raised within 1 to so many patients, at index m − 1.</summary>
    /// <param name="ratio">The unit's hazard as a multiple of the trial's.</param>
    public double[] Within(double ratio)
    {
        double unit = -LogSpace.ExpM1(ratio * LogSpace.Log1P(-rate));
        double[][] parts = new double[results.Length][];
        Parallel.For(0, parts.Length, i => parts[i] = FirstPassage.Within(results[i].Boundary, unit));
        double[] all = new double[parts[0].Length];
        for (int i = 0; i < parts.Length; i++)
        for (int m = 0; m < all.Length; m++)
            all[m] += results[i].Weight * parts[i][m];
        return all;
    }

    private static int?[] Boundary(EvidenceRule rule, ReferenceCount reference, int patients) =>
        SignalBoundary.Walk(
            patients,
            EvidenceLattice.With(rule.Alternatives, reference, rule.Margin, rule.Spread),
            rule.Threshold
        );
}
