using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The probability that a unit of a given rate reaches the signal boundary of one reference. Each answer is worked out once; safe for several threads.</summary>
/// <param name="most">The longest horizon, in patients.</param>
/// <param name="spread">τ of the line.</param>
internal sealed class DetectionTable(ReferenceCount reference, double threshold, int most, double spread = 0)
{
    private const double Half = 0.5;

    // A path this improbable changes no probability that is read; leaving it out keeps long horizons cheap.
    private const double Negligible = 1e-16;

    private readonly Lock growing = new();
    private readonly EvidenceLattice evidence = new(reference, margin: 1, spread);
    private readonly List<int?> boundary = [];
    private int step = 1;
    private readonly ConcurrentDictionary<double, int?> patients = [];
    private readonly ConcurrentDictionary<int, double?> rates = [];

    /// <summary>The smallest m with at least one half of units of this rate past the boundary at some prefix; null above the horizon.</summary>
    /// <param name="rate">Part of the unit's patients with an event, 0 to 1.</param>
    public int? PatientsAt(double rate) => patients.GetOrAdd(rate, one => FirstMedian(one, most));

    /// <summary>The smallest rate at which one half of units is past the boundary within m patients; null where not even m of m reach it.</summary>
    public double? SmallestRate(int m) =>
        rates.GetOrAdd(m, one =>
            one == 0 || Fewest(one) is null ? null : Bisection.Between(0, 1, rate => FirstMedian(rate, one) is null)
        );

    /// <summary>Follows the number of events patient by patient; what reaches the boundary leaves and does not come back.</summary>
    private int? FirstMedian(double rate, int within)
    {
        double[] silent = new double[within + 2];
        silent[0] = 1;
        double gone = 0;
        int low = 0,
            top = 0;
        for (int m = 1; m <= within; m++)
        {
            top++;
            for (int k = top; k > low; k--)
                silent[k] = (silent[k] * (1 - rate)) + (silent[k - 1] * rate);
            silent[low] *= 1 - rate;
            while (low < top && silent[low] < Negligible)
                silent[low++] = 0;
            if (Fewest(m) is not { } fewest)
                continue;
            for (; top >= fewest; top--)
            {
                gone += silent[top];
                silent[top] = 0;
            }

            if (gone >= Half)
                return m;
            low = Math.Min(low, top);
        }

        return null;
    }

    /// <summary>The fewest events among m patients that raise a signal; the boundary grows as far as it is asked for.</summary>
    private int? Fewest(int m)
    {
        lock (growing)
        {
            while (boundary.Count < m)
                Grow();
            return boundary[m - 1];
        }
    }

    private bool Raises(int k, int m) => k <= m && evidence.LnE(k, m) >= Math.Log(threshold);

    /// <summary>Adds all m that share the next number of events. It never falls with m, so only where it steps has to be found.</summary>
    private void Grow()
    {
        if (boundary.Count == 0)
        {
            // "All of m" only gains with m, so the first patients, of whom not even all are enough, end at one place.
            boundary.AddRange(Enumerable.Repeat<int?>(null, Math.Min(LastThat(m => !Raises(m, m), 0, 1), most)));
            if (boundary.Count > 0)
                return;
        }

        int m = boundary.Count + 1;
        // Where not even all of one patient fewer were enough, only all of these can be.
        int fewest = boundary.Count > 0 && boundary[^1] is { } before ? before + 1 : m;
        while (fewest <= m && !Raises(fewest, m))
            fewest++;
        if (fewest > m)
        {
            boundary.Add(null);
            return;
        }

        // Beginning with half of the step before: the steps of a rare event are long, those of a frequent one a patient or two.
        step = LastThat(one => Raises(fewest, one), m, Math.Max(1, step / 2)) - m + 1;
        boundary.AddRange(Enumerable.Repeat<int?>(fewest, step));
    }

    /// <summary>The last number up to the horizon for which something holds that ceases to hold once: gallops, then halves.</summary>
    /// <param name="last">A number for which it holds.</param>
    private int LastThat(Func<int, bool> holds, int last, int stride)
    {
        while (last + stride <= most && holds(last + stride))
        {
            last += stride;
            stride *= 2;
        }

        for (; stride >= 1; stride /= 2)
        {
            if (last + stride <= most && holds(last + stride))
                last += stride;
        }

        return last;
    }
}
