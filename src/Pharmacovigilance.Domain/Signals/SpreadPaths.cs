namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The same patients judged by other spreads: what a finding survives, and what it would be if every unit were the trial. Worked
/// out when first asked for; shared by a path and those that follow it, so that a change costs what it costs there.
/// </summary>
/// <remarks>Safe for several threads: what is lost is worked out again, to the same bit.</remarks>
internal sealed class SpreadPaths(ReferenceCount reference, double margin)
{
    private const double Step = 0.05;
    private const int Steps = 12;

    private readonly StreamPath?[] known = new StreamPath?[Steps + 1];

    /// <summary>The largest τ of 0, 0.05, … 0.6 at which these patients still reach a threshold at some prefix; null where not even 0 does.</summary>
    public double? LargestAtLeast(IReadOnlyList<bool> events, double lnThreshold)
    {
        // Not by halving: nothing says that the evidence falls with every step of τ.
        for (int i = Steps; i >= 0; i--)
            if (Of(i, events).LnMaximum >= lnThreshold)
                return Math.Round(i * Step, 2);
        return null;
    }

    /// <summary>The path where every unit is the trial.</summary>
    public StreamPath AtTrial(IReadOnlyList<bool> events) => Of(0, events);

    private StreamPath Of(int step, IReadOnlyList<bool> events)
    {
        double spread = Math.Round(step * Step, 2);
        return known[step] = known[step]?.With(events)
            ?? StreamPath.Of(events, EvidenceLattice.With(Alternatives.Of(spread), reference, margin, spread));
    }
}
