using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The evidence of a stream along all its prefixes. A patient without an event yet counts as one without: the value of a
/// prefix can only grow when the event comes later, so looking at every prefix at any time costs nothing.
/// </summary>
/// <remarks>
/// Unchanging, and safe for several threads. Each value depends on the events alone and not on how they were arrived at:
/// <see cref="With"/> gives to the bit what <see cref="Of(IReadOnlyList{bool}, ReferenceCount, double, double)"/> gives.
/// </remarks>
public sealed class StreamPath
{
    /// <summary>A new e-value is begun after each so many patients, to notice a change that comes late.</summary>
    public const int RestartAfter = 10;

    private readonly EvidenceLattice evidence;
    private readonly SpreadPaths others;
    private readonly int[] before;
    private readonly double[] lnPlain,
        lnE;
    private readonly Lazy<double?> largestSpread;
    private readonly Lazy<double> lnMaximumAtTrial;

    private StreamPath(EvidenceLattice evidence, SpreadPaths others, int[] before, double[] lnPlain, double[] lnE)
    {
        (this.evidence, this.others, this.before, this.lnPlain, this.lnE) = (evidence, others, before, lnPlain, lnE);
        foreach (double value in lnE)
            LnMaximum = Math.Max(LnMaximum, value);
        largestSpread = new(() => this.others.LargestAtLeast(Events(), SignalThreshold.LnE));
        lnMaximumAtTrial = new(() => this.others.AtTrial(Events()).LnMaximum);
    }

    /// <summary>m: all patients of the stream.</summary>
    public int Count => before.Length - 1;

    /// <summary>The largest <see cref="LnE"/> of all prefixes; 0, of no patients, when none is above.</summary>
    public double LnMaximum { get; }

    /// <summary>τ*: the largest of 0, 0.05, … 0.6 at which these patients still reach e = 20; null where none does. Worked out when first asked for.</summary>
    public double? LargestSpread => largestSpread.Value;

    /// <summary><see cref="LnMaximum"/> if every unit were the trial. Worked out when first asked for.</summary>
    public double LnMaximumAtTrial => lnMaximumAtTrial.Value;

    /// <param name="events">Per patient, in the order of first infusion: whether the first event has come.</param>
    /// <param name="margin">ρ₀, the hazard ratio still called "the same", above 0.</param>
    /// <param name="spread">τ of ordinary units, on the log hazard; 0 where every unit is the trial.</param>
    public static StreamPath Of(
        IReadOnlyList<bool> events,
        ReferenceCount reference,
        double margin = 1,
        double spread = 0
    ) => Of(events, new EvidenceLattice(reference, margin, spread));

    /// <summary>The same, sharing what is known with other streams against the same reference.</summary>
    internal static StreamPath Of(IReadOnlyList<bool> events, EvidenceLattice evidence) =>
        new StreamPath(evidence, new SpreadPaths(evidence.Reference, evidence.Margin), [0], [0], [0]).With(events);

    /// <summary>The path of other events against the same reference; only the prefixes from the first difference on are worked out.</summary>
    public StreamPath With(IReadOnlyList<bool> events)
    {
        int same = Alike(events);
        if (same == Count && same == events.Count)
            return this;
        int[] count = new int[events.Count + 1];
        double[] plain = new double[count.Length],
            mixed = new double[count.Length];
        Array.Copy(before, count, same + 1);
        Array.Copy(lnPlain, plain, same + 1);
        Array.Copy(lnE, mixed, same + 1);
        for (int m = same + 1; m < count.Length; m++)
            count[m] = count[m - 1] + (events[m - 1] ? 1 : 0);
        double[] terms = new double[(events.Count / RestartAfter) + 2 + Vector<double>.Count];
        for (int m = same + 1; m < count.Length; m++)
        {
            plain[m] = evidence.LnE(count[m], m);
            mixed[m] = Restarted(count, m, terms);
        }

        return new StreamPath(evidence, others, count, plain, mixed);
    }

    /// <summary>Patients with an event among the first m.</summary>
    public int K(int m) => before[m];

    /// <summary>ln e(k, m) over the first m patients; 0 for none.</summary>
    public double LnPlain(int m) => lnPlain[m];

    /// <summary>ln of the mixture with the e-values begun afresh after every tenth patient, over the first m patients.</summary>
    public double LnE(int m) => lnE[m];

    /// <summary>The first m at which <see cref="LnE"/> reaches the threshold; null when none does.</summary>
    public int? FirstAtLeast(double lnThreshold) =>
        Array.FindIndex(lnE, value => value >= lnThreshold) is var m and >= 0 ? m : null;

    private bool[] Events() => [.. Enumerable.Range(1, Count).Select(m => before[m] > before[m - 1])];

    /// <summary>How many of the first patients have what they had.</summary>
    private int Alike(IReadOnlyList<bool> events)
    {
        int most = Math.Min(Count, events.Count),
            same = 0;
        while (same < most && events[same] == before[same + 1] > before[same])
            same++;
        return same;
    }

    /// <summary>Weights 1/(q(q+1)) for the q-th beginning; what is not yet begun stands at 1.</summary>
    private double Restarted(int[] count, int m, double[] terms)
    {
        int begun = ((m - 1) / RestartAfter) + 1;
        // The weights of those not yet begun add up to 1/(begun + 1).
        terms[0] = -Math.Log(begun + 1);
        double largest = terms[0];
        for (int q = 1; q <= begun; q++)
        {
            int skipped = (q - 1) * RestartAfter;
            double term = evidence.LnE(count[m] - count[skipped], m - skipped) + RestartWeights.Ln(q);
            terms[q] = term;
            largest = Math.Max(largest, term);
        }

        // Whatever an infinite value is averaged with, the mean is infinite.
        if (double.IsPositiveInfinity(largest))
            return largest;
        terms.AsSpan(begun + 1, Vector<double>.Count).Fill(double.NegativeInfinity);
        var sum = Vector<double>.Zero;
        for (int i = 0; i <= begun; i += Vector<double>.Count)
            sum += VectorExponential.Of(new Vector<double>(terms, i) - new Vector<double>(largest));
        return largest + Math.Log(VectorExponential.Total(sum));
    }
}

/// <summary>ln of 1/(q(q+1)), the weight of the q-th beginning.</summary>
internal static class RestartWeights
{
    private static readonly double[] Known = [.. Enumerable.Range(0, 1024).Select(Compute)];

    public static double Ln(int q) => q < Known.Length ? Known[q] : Compute(q);

    private static double Compute(int q) => -Math.Log((double)q * (q + 1));
}
