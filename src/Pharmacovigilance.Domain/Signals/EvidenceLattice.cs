using System.Runtime.CompilerServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// ln e(k, m) against one reference, each pair worked out once, together with its neighbours, when it is first asked for. A
/// stream and its restarts meet the same pairs again and again. Equal to
/// <see cref="CohortEvidence.LnE(int, int, ReferenceCount, double, double)"/> within 1e-10.
/// </summary>
/// <remarks>Safe for several threads: a value depends on its pair alone, so that one written twice or lost is the same again.</remarks>
internal sealed class EvidenceLattice
{
    /// <summary>So many k in a row are worked out together.</summary>
    private const int Block = 8;

    private readonly TrialEvidence? trial;
    private readonly SpreadEvidence? units;
    private Row[] rows = [];

    private EvidenceLattice(ReferenceCount reference, double margin, TrialEvidence? trial, SpreadEvidence? units)
    {
        CohortEvidence.Check(margin, 0);
        (Reference, Margin, this.trial, this.units) = (reference, margin, trial, units);
    }

    /// <summary>Against the trial itself, to the bit as boards of this method have always shown it; with a spread, against ordinary units.</summary>
    /// <inheritdoc cref="CohortEvidence.LnE(int, int, ReferenceCount, double, double)"/>
    public EvidenceLattice(ReferenceCount reference, double margin = 1, double spread = 0)
        : this(reference, margin, null, null)
    {
        CohortEvidence.Check(margin, spread);
        if (spread > 0)
            units = SpreadEvidence.Of(reference, spread, margin);
        else
            trial = new TrialEvidence(reference, margin);
    }

    public ReferenceCount Reference { get; }

    /// <summary>ρ₀.</summary>
    public double Margin { get; }

    /// <summary>With other alternatives, and in the two sums also where τ is 0.</summary>
    public static EvidenceLattice With(
        Alternatives alternatives,
        ReferenceCount reference,
        double margin,
        double spread
    )
    {
        CohortEvidence.Check(margin, spread);
        return new EvidenceLattice(
            reference,
            margin,
            null,
            new SpreadEvidence(reference, spread, margin, alternatives)
        );
    }

    /// <param name="k">0 to m.</param>
    public double LnE(int k, int m)
    {
        if (m == 0)
            return 0;
        var known = rows;
        return m < known.Length && known[m].TryGet(k, out double value) ? value : Compute(k, m);
    }

    private double Compute(int k, int m)
    {
        int fewest = k / Block * Block;
        Span<double> lnE = stackalloc double[Math.Min(Block, m - fewest + 1)];
        if (!TryFill(fewest, m, lnE))
            for (int i = 0; i < lnE.Length; i++)
                if (!TryFill(fewest + i, m, lnE.Slice(i, 1)))
                    lnE[i] = trial!.LnE(fewest + i, m);
        var known = rows;
        if (m >= known.Length)
            rows = known = Longer(known, m);
        known[m] = known[m].With(fewest, lnE);
        return lnE[k - fewest];
    }

    private bool TryFill(int fewest, int m, Span<double> lnE) =>
        units?.TryFill(fewest, m, lnE) ?? trial!.TryFill(fewest, m, lnE);

    private static Row[] Longer(Row[] known, int m)
    {
        var longer = new Row[Math.Max(m + 1, known.Length * 2)];
        known.CopyTo(longer, 0);
        Array.Fill(longer, Row.Empty, known.Length, longer.Length - known.Length);
        return longer;
    }

    /// <summary>The known values of one m: a stretch of neighbouring k, NaN where not yet known.</summary>
    private sealed class Row(int first, double[] values)
    {
        public static readonly Row Empty = new(0, []);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryGet(int k, out double value)
        {
            int at = k - first;
            value = (uint)at < (uint)values.Length ? values[at] : double.NaN;
            return !double.IsNaN(value);
        }

        public Row With(int fewest, ReadOnlySpan<double> lnE)
        {
            int low = fewest,
                end = fewest + lnE.Length;
            if (values.Length > 0)
                (low, end) = (Math.Min(low, first), Math.Max(end, first + values.Length));
            double[] wider = new double[end - low];
            Array.Fill(wider, double.NaN);
            values.CopyTo(wider, values.Length > 0 ? first - low : 0);
            lnE.CopyTo(wider.AsSpan(fewest - low));
            return new Row(low, wider);
        }
    }
}
