namespace Pharmacovigilance.Domain.Signals;

/// <summary>Evidence after the first m patients of a stream.</summary>
/// <param name="M">Patients so far, in the order of their first infusion.</param>
/// <param name="K">Of them, with an event.</param>
/// <param name="LnPlain">ln e(k, m) over all patients.</param>
/// <param name="LnRestarted">ln of the mixture with the e-values begun afresh after every tenth patient.</param>
public sealed record PathPoint(int M, int K, double LnPlain, double LnRestarted);

/// <summary>
/// The evidence of a stream along all its prefixes. A patient without an event yet counts as one without: the value of a
/// prefix can only grow when the event comes later, so looking at every prefix at any time costs nothing.
/// </summary>
public static class CohortPath
{
    /// <summary>A new e-value is begun after each so many patients, to notice a change that comes late.</summary>
    public const int RestartAfter = 10;

    /// <param name="events">Per patient, in the order of first infusion: whether the first event has come.</param>
    /// <returns>One point per patient.</returns>
    public static IReadOnlyList<PathPoint> Of(IReadOnlyList<bool> events, ReferenceCount reference, double margin = 1)
    {
        var evidence = new EvidenceCache(reference, margin);
        int[] before = new int[events.Count + 1];
        for (int i = 0; i < events.Count; i++) before[i + 1] = before[i] + (events[i] ? 1 : 0);
        return [.. Enumerable.Range(1, events.Count).Select(m => new PathPoint(m, before[m], evidence.LnE(before[m], m), Restarted(before, m, evidence)))];
    }

    /// <summary>Weights 1/(q(q+1)) for the q-th beginning; what is not yet begun stands at 1.</summary>
    private static double Restarted(int[] before, int m, EvidenceCache evidence)
    {
        int begun = ((m - 1) / RestartAfter) + 1;
        // The weights of those not yet begun add up to 1/(begun + 1).
        double largest = -Math.Log(begun + 1), sum = 1;
        for (int q = 1; q <= begun; q++)
        {
            int skipped = (q - 1) * RestartAfter;
            double term = evidence.LnE(before[m] - before[skipped], m - skipped) - Math.Log((double)q * (q + 1));
            if (term <= largest)
            {
                sum += Math.Exp(term - largest);
                continue;
            }

            sum = (sum * Math.Exp(largest - term)) + 1;
            largest = term;
        }

        return largest + Math.Log(sum);
    }
}

/// <summary>ln e(k, m) against one reference, each pair worked out once. Not safe for several threads.</summary>
internal sealed class EvidenceCache(ReferenceCount reference, double margin = 1)
{
    private readonly Dictionary<(int K, int M), double> known = [];

    public double LnE(int k, int m)
    {
        if (known.TryGetValue((k, m), out double value)) return value;
        value = CohortEvidence.LnE(k, m, reference, margin);
        known.Add((k, m), value);
        return value;
    }
}
