using System.Runtime.CompilerServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// ln e(k, m) against one reference, each pair worked out once, together with its neighbours, when it is first asked for. A
/// stream and its restarts meet the same pairs again and again. Equal to
/// <see cref="CohortEvidence.LnE(int, int, ReferenceCount, double)"/> within 1e-10.
/// </summary>
/// <remarks>Safe for several threads: a value depends on its pair alone, so that one written twice or lost is the same again.</remarks>
internal sealed class EvidenceLattice
{
    /// <summary>So many k in a row are worked out together.</summary>
    private const int Block = 8;

    private readonly ReferenceCount reference;
    private readonly double margin;
    private readonly EvidenceNodes same;
    private readonly EvidenceNodes[] raised;
    private Row[] rows = [];

    public EvidenceLattice(ReferenceCount reference, double margin = 1)
    {
        if (margin is not (> 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(margin), margin, "A hazard ratio lies above 0.");
        (this.reference, this.margin) = (reference, margin);
        same = EvidenceNodes.Of(margin);
        raised = [.. CohortEvidence.HazardRatios.Select(ratio => EvidenceNodes.Of(margin * ratio))];
    }

    /// <param name="k">0 to m.</param>
    public double LnE(int k, int m)
    {
        if (m == 0) return 0;
        var known = rows;
        return m < known.Length && known[m].TryGet(k, out double value) ? value : Compute(k, m);
    }

    private double Compute(int k, int m)
    {
        int fewest = k / Block * Block;
        Span<double> lnE = stackalloc double[Math.Min(Block, m - fewest + 1)];
        if (!TryFill(fewest, m, lnE)) Singly(fewest, m, lnE);
        var known = rows;
        if (m >= known.Length) rows = known = Longer(known, m);
        known[m] = known[m].With(fewest, lnE);
        return lnE[k - fewest];
    }

    private void Singly(int fewest, int m, Span<double> lnE)
    {
        for (int i = 0; i < lnE.Length; i++)
        {
            if (!TryFill(fewest + i, m, lnE.Slice(i, 1))) lnE[i] = CohortEvidence.LnE(fewest + i, m, reference, margin);
        }
    }

    private bool TryFill(int fewest, int m, Span<double> lnE)
    {
        int count = lnE.Length;
        double a = reference.A, b = reference.B;
        Span<ScaledSum> under = stackalloc ScaledSum[count], over = stackalloc ScaledSum[raised.Length * count];
        if (!same.TryIntegrals(fewest, m, a, b, under)) return false;
        for (int j = 0; j < raised.Length; j++)
        {
            if (!raised[j].TryIntegrals(fewest, m, a, b, over.Slice(j * count, count))) return false;
        }

        for (int i = 0; i < count; i++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int j = i; j < over.Length; j += count) largest = Math.Max(largest, over[j].LnScale);
            for (int j = i; j < over.Length; j += count) sum += over[j].Sum * Math.Exp(over[j].LnScale - largest);
            lnE[i] = largest - under[i].LnScale + Math.Log(sum / (raised.Length * under[i].Sum));
        }

        return true;
    }

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
            int low = fewest, end = fewest + lnE.Length;
            if (values.Length > 0) (low, end) = (Math.Min(low, first), Math.Max(end, first + values.Length));
            double[] wider = new double[end - low];
            Array.Fill(wider, double.NaN);
            values.CopyTo(wider, values.Length > 0 ? first - low : 0);
            lnE.CopyTo(wider.AsSpan(fewest - low));
            return new Row(low, wider);
        }
    }
}
