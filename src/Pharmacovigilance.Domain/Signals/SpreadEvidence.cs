using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The evidence where ordinary units scatter around the trial: e = ∫ L f₁ dη / ∫ L f₀ dη, f₀ the density of an ordinary unit's log
/// hazard (<see cref="UnitHazard"/>, times ρ₀), f₁ the same moved by each ln θ, L the probability of the unit's patients.
/// </summary>
/// <remarks>
/// Both densities are divided by their own sum over the nodes: what the step leaves out can cost power, never the promise. A step of
/// 0.65 of the width of the integrand leaves an error of about 1e-11. Safe for several threads.
/// </remarks>
internal sealed class SpreadEvidence
{
    private const double CoarsestStep = 0.17;
    private const int LevelsPerHalving = 4;
    private const int Levels = 24 * LevelsPerHalving;
    private const int MostKnown = 128;

    private static readonly ConcurrentDictionary<(ReferenceCount, double Spread, double Margin), SpreadEvidence> Known = [];

    private readonly UnitHazard unit;
    private readonly double lnMargin;
    private readonly double[] lnRatios, lnWeights;
    private readonly (double Left, double Right) reach;
    private readonly Level?[] levels = new Level?[Levels];

    /// <param name="spread">τ, 0 or more.</param>
    /// <param name="margin">ρ₀, above 0.</param>
    public SpreadEvidence(ReferenceCount reference, double spread, double margin, Alternatives alternatives)
    {
        unit = UnitHazard.Of(reference, spread);
        lnMargin = Math.Log(margin);
        lnRatios = [.. alternatives.HazardRatios.Select(ratio => Math.Log(ratio))];
        lnWeights = [.. alternatives.Weights.Select(weight => Math.Log(weight))];
        reach = (-alternatives.LnSmallest, alternatives.LnLargest);
    }

    /// <summary>The one by which τ is judged, kept for the next who asks.</summary>
    /// <inheritdoc cref="SpreadEvidence(ReferenceCount, double, double, Alternatives)"/>
    public static SpreadEvidence Of(ReferenceCount reference, double spread, double margin)
    {
        if (Known.Count > MostKnown) Known.Clear();
        return Known.GetOrAdd((reference, spread, margin), static one => new SpreadEvidence(one.Item1, one.Spread, one.Margin, Alternatives.Of(one.Spread)));
    }

    /// <summary>ln e(k, m).</summary>
    public double LnE(int k, int m)
    {
        Span<double> lnE = stackalloc double[1];
        TryFill(k, m, lnE);
        return lnE[0];
    }

    /// <summary>ln e for as many k in a row as there is room for.</summary>
    /// <returns>False where a double is too narrow for so many at once; never for a single one.</returns>
    public bool TryFill(int fewest, int m, Span<double> lnE)
    {
        Span<ScaledSum> same = stackalloc ScaledSum[lnE.Length], raised = stackalloc ScaledSum[lnE.Length];
        if (!TrySum(new CountBlock(fewest, fewest + lnE.Length - 1, m), same, raised, out var level)) return false;
        for (int i = 0; i < lnE.Length; i++)
            lnE[i] = raised[i].LnScale - same[i].LnScale + Math.Log(raised[i].Sum / same[i].Sum) - (level.LnRaised - level.LnSame);
        return true;
    }

    /// <summary>ln of the probability that an ordinary unit's patients have exactly this course, k events at k given places of m.</summary>
    public double LnOrdinaryPath(int k, int m)
    {
        Span<ScaledSum> same = stackalloc ScaledSum[1], raised = stackalloc ScaledSum[1];
        TrySum(new CountBlock(k, k, m), same, raised, out var level);
        return same[0].Ln - level.LnSame;
    }

    private bool TrySum(CountBlock counts, Span<ScaledSum> same, Span<ScaledSum> raised, out Level level)
    {
        var coarse = At(0);
        int near = coarse.Lattice.Peak(counts.Most, counts.M, coarse.Middle);
        double hazard = Math.Exp(coarse.Lattice.Rightmost(counts.Most, counts.M, near) * coarse.Lattice.Step);
        double information = Trapezoid.Information(counts.Most, counts.M - counts.Fewest, hazard) + unit.Information;
        level = At(Trapezoid.Level(information, CoarsestStep, LevelsPerHalving, Levels));
        return level.Lattice.TrySum(counts, (int)Math.Floor(near * coarse.Lattice.Step / level.Lattice.Step), same, raised);
    }

    private Level At(int level) => levels[level] ??= Level.Of(new HazardLattice(new NodeTable(CoarsestStep * Math.Pow(2, -level / (double)LevelsPerHalving), HazardLattice.Columns, Node), reach), unit.Middle + lnMargin);

    private void Node(double eta, Span<double> values)
    {
        double hazard = Math.Exp(eta), largest = double.NegativeInfinity, sum = 0;
        values[HazardLattice.Hit] = LogSpace.Log1MExp(-hazard);
        values[HazardLattice.Hazard] = hazard;
        values[HazardLattice.Odds] = LogSpace.ExpM1(hazard);
        values[HazardLattice.Same] = unit.LnDensity(eta - lnMargin);
        Span<double> each = stackalloc double[lnRatios.Length];
        for (int j = 0; j < each.Length; j++) largest = Math.Max(largest, each[j] = lnWeights[j] + unit.LnDensity(eta - lnMargin - lnRatios[j]));
        foreach (double one in each) sum += Math.Exp(one - largest);
        values[HazardLattice.Raised] = largest + Math.Log(sum);
    }

    /// <summary>A lattice with ln of what both densities add up to on it.</summary>
    /// <param name="Middle">A node where the ordinary density is large.</param>
    private sealed record Level(HazardLattice Lattice, int Middle, double LnSame, double LnRaised)
    {
        public static Level Of(HazardLattice lattice, double middle)
        {
            Span<ScaledSum> same = stackalloc ScaledSum[1], raised = stackalloc ScaledSum[1];
            int node = (int)Math.Floor(middle / lattice.Step);
            lattice.TrySum(new CountBlock(0, 0, 0), node, same, raised);
            return new Level(lattice, node, same[0].Ln, raised[0].Ln);
        }
    }
}
