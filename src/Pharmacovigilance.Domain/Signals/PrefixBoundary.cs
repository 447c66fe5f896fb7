using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The fewest events among the first m patients that reach a threshold, found as far as it is asked for. Safe for several threads.</summary>
/// <param name="threshold">Of the e-value, by m; it must not fall.</param>
internal sealed class PrefixBoundary(EvidenceLattice evidence, Func<int, double> threshold)
{
    private readonly Lock growing = new();
    private int?[] known = [];

    /// <summary>The probability that patients with these chances of an event, in order, reach the boundary at some prefix.</summary>
    /// <param name="enough">At this probability the rest is not asked for.</param>
    public double ReachedBy(IReadOnlyList<double> chances, double enough = double.PositiveInfinity)
    {
        var walk = new PrefixWalk(chances.Count);
        var boundary = Upto(chances.Count);
        for (int i = 0; i < chances.Count && walk.Gone < enough; i++)
            walk.Add(chances[i], boundary[i]);
        return walk.Gone;
    }

    /// <summary>The first number of patients, all with this chance, by which the boundary is reached with a probability.</summary>
    /// <returns>Null above <paramref name="most"/>.</returns>
    public int? FirstReaching(double power, double chance, int most)
    {
        if (chance <= 0)
            return null;
        var walk = new PrefixWalk(most);
        for (int m = 1; m <= most; m++)
        {
            walk.Add(chance, Upto(m)[m - 1]);
            if (walk.Gone >= power)
                return m;
        }

        return null;
    }

    private int?[] Upto(int m)
    {
        if (known.Length >= m)
            return known;
        lock (growing)
        {
            if (known.Length >= m)
                return known;
            int?[] longer = new int?[Math.Max(m, known.Length + 64)];
            known.CopyTo(longer, 0);
            for (int i = known.Length; i < longer.Length; i++)
                longer[i] = Fewest(i + 1, i == 0 ? 1 : longer[i - 1] ?? i);
            return known = longer;
        }
    }

    /// <summary>It never falls with m, so the search begins at the one before.</summary>
    private int? Fewest(int m, int from)
    {
        double limit = Math.Log(threshold(m));
        for (int k = from; k <= m; k++)
        {
            if (evidence.LnE(k, m) >= limit)
                return k;
        }

        return null;
    }
}

/// <summary>The distribution of the number of events among patients of whom none has reached the boundary yet.</summary>
internal sealed class PrefixWalk(int most)
{
    // Paths this improbable add less than 1e-9 of the smallest power that is read.
    private const double Negligible = 1e-40;

    // Two cells more than counts: one before none, and one beyond all.
    private double[] silent = [0, 1, .. new double[most + 1]],
        next = new double[most + 3];
    private int low,
        top;

    /// <summary>What has reached it.</summary>
    public double Gone { get; private set; }

    public void Add(double chance, int? fewest)
    {
        double none = 1 - chance;
        // At place k + 1 stands who had k events. Nobody has more than the top one, nor fewer than the lowest.
        (silent[++top + 1], silent[low]) = (0, 0);
        int at = low + 1;
        for (; at + Vector<double>.Count <= top + 2; at += Vector<double>.Count)
            ((new Vector<double>(silent, at) * none) + (new Vector<double>(silent, at - 1) * chance)).CopyTo(next, at);
        for (; at <= top + 1; at++)
            next[at] = (silent[at] * none) + (silent[at - 1] * chance);
        (silent, next) = (next, silent);
        for (; top >= fewest && top >= low; top--)
            Gone += silent[top + 1];
        while (top > low && silent[top + 1] < Negligible)
            top--;
        while (low < top && silent[low + 1] < Negligible)
            low++;
    }
}
