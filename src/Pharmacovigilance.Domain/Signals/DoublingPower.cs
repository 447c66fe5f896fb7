using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Whether twice the trial's hazard would have been noticed by now. A display: without an event this is no evidence of its own,
/// see <see cref="NotDoubled"/>.
/// </summary>
/// <remarks>
/// Exact: the number of events is followed patient by patient, each with the chance of an event that a doubled hazard gives him
/// in his own time at risk; what reaches the boundary leaves. The evidence looked at is that without a spread between units.
/// </remarks>
/// <param name="Plain">Probability that the evidence without restarts would have reached 20 at some prefix.</param>
/// <param name="Watch">The same for the line with restarts, from its first beginning alone: a lower bound.</param>
/// <param name="WatchIfComplete">The same if every open window were closed.</param>
public sealed record DoublingPower(double Plain, double Watch, double WatchIfComplete)
{
    /// <summary>From this power on a doubling is said to have shown.</summary>
    public const double Enough = 0.8;

    private static readonly ConcurrentDictionary<ReferenceCount, (PrefixBoundary Plain, PrefixBoundary Watch)> Boundaries = [];
    private static readonly ConcurrentDictionary<FirstEventTiming, int?> Needed = [];

    /// <param name="patients">Assessed or unknown, in the order of first infusion.</param>
    public static DoublingPower Of(IReadOnlyList<PatientFollowUp> patients, FirstEventTiming timing)
    {
        var (plain, watch) = Of(timing.Reference);
        double[] now = [.. patients.Select(patient => Chance(patient, timing))];
        double[] complete = [.. patients.Select((patient, i) => patient.Status is FollowUpStatus.Open ? timing.ClosedDoubled : now[i])];
        return new DoublingPower(plain.ReachedBy(now), watch.ReachedBy(now), watch.ReachedBy(complete));
    }

    /// <summary>So many patients with closed windows give a power of <see cref="Enough"/>.</summary>
    /// <returns>Null where <see cref="DetectableExcess.MostPatients"/> are not enough.</returns>
    public static int? PatientsNeeded(FirstEventTiming timing) =>
        Needed.GetOrAdd(timing, one => Of(one.Reference).Watch.FirstReaching(Enough, one.ClosedDoubled, DetectableExcess.MostPatients));

    /// <summary>The months for which every patient with an open window would have to stay on treatment for a power of <see cref="Enough"/>.</summary>
    /// <returns>Null where the power is reached, or stays below even at the end of follow-up.</returns>
    public static double? FurtherMonths(IReadOnlyList<PatientFollowUp> patients, TreatmentTiming timing)
    {
        var watch = Of(timing.Reference).Watch;
        double PowerAfter(double months) => watch.ReachedBy([.. patients.Select(patient => patient is { Status: FollowUpStatus.Open, Time: { } time }
            ? timing.Doubled(Math.Min(time + months, timing.FollowUpMonths))
            : Chance(patient, timing))]);
        if (PowerAfter(0) >= Enough || PowerAfter(timing.FollowUpMonths) < Enough) return null;
        double low = 0, high = timing.FollowUpMonths;
        // A second of treatment is more than anybody asks for.
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            if (PowerAfter(middle) < Enough) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The time those months add, of all patients with an open window.</summary>
    public static double FurtherPatientMonths(IEnumerable<PatientFollowUp> patients, TreatmentTiming timing, double months) =>
        patients.Where(patient => patient.Status is FollowUpStatus.Open).Sum(patient => Math.Min(months, timing.FollowUpMonths - (patient.Time ?? timing.FollowUpMonths)));

    // An event that could not be told of would not have been seen.
    private static double Chance(PatientFollowUp patient, FirstEventTiming timing) =>
        patient.Status is FollowUpStatus.Unknown ? 0 : patient.Time is { } time ? timing.Doubled(time) : timing.ClosedDoubled;

    private static (PrefixBoundary Plain, PrefixBoundary Watch) Of(ReferenceCount reference) => Boundaries.GetOrAdd(reference, one =>
    {
        var evidence = new EvidenceLattice(one);
        // The first beginning has half of the weight, and what is not yet begun stands at 1.
        return (new PrefixBoundary(evidence, _ => 1 / SignalThreshold.Alpha),
            new PrefixBoundary(evidence, m => 2 * ((1 / SignalThreshold.Alpha) - (1.0 / (((m + StreamPath.RestartAfter - 1) / StreamPath.RestartAfter) + 1)))));
    });
}

/// <summary>The fewest events among the first m patients that reach a threshold, found as far as it is asked for. Safe for several threads.</summary>
/// <param name="threshold">Of the e-value, by m; it must not fall.</param>
internal sealed class PrefixBoundary(EvidenceLattice evidence, Func<int, double> threshold)
{
    private readonly Lock growing = new();
    private int?[] known = [];

    /// <summary>The probability that patients with these chances of an event, in order, reach the boundary at some prefix.</summary>
    public double ReachedBy(IReadOnlyList<double> chances)
    {
        var walk = new PrefixWalk(chances.Count);
        var boundary = Upto(chances.Count);
        for (int i = 0; i < chances.Count; i++) walk.Add(chances[i], boundary[i]);
        return walk.Gone;
    }

    /// <summary>The first number of patients, all with this chance, by which the boundary is reached with a probability.</summary>
    /// <returns>Null above <paramref name="most"/>.</returns>
    public int? FirstReaching(double power, double chance, int most)
    {
        if (chance <= 0) return null;
        var walk = new PrefixWalk(most);
        for (int m = 1; m <= most; m++)
        {
            walk.Add(chance, Upto(m)[m - 1]);
            if (walk.Gone >= power) return m;
        }

        return null;
    }

    private int?[] Upto(int m)
    {
        if (known.Length >= m) return known;
        lock (growing)
        {
            if (known.Length >= m) return known;
            int?[] longer = new int?[Math.Max(m, known.Length + 64)];
            known.CopyTo(longer, 0);
            for (int i = known.Length; i < longer.Length; i++) longer[i] = Fewest(i + 1, i == 0 ? 1 : longer[i - 1] ?? i);
            return known = longer;
        }
    }

    /// <summary>It never falls with m, so the search begins at the one before.</summary>
    private int? Fewest(int m, int from)
    {
        double limit = Math.Log(threshold(m));
        for (int k = from; k <= m; k++)
        {
            if (evidence.LnE(k, m) >= limit) return k;
        }

        return null;
    }
}

/// <summary>The distribution of the number of events among patients of whom none has reached the boundary yet.</summary>
internal sealed class PrefixWalk(int most)
{
    // A path this improbable changes no probability that is read.
    private const double Negligible = 1e-300;

    private readonly double[] silent = [1, .. new double[most]];
    private int top;

    /// <summary>What has reached it.</summary>
    public double Gone { get; private set; }

    public void Add(double chance, int? fewest)
    {
        for (int k = ++top; k > 0; k--) silent[k] = (silent[k] * (1 - chance)) + (silent[k - 1] * chance);
        silent[0] *= 1 - chance;
        for (; top >= fewest; top--)
        {
            Gone += silent[top];
            silent[top] = 0;
        }

        while (top > 0 && silent[top] < Negligible) silent[top--] = 0;
    }
}
