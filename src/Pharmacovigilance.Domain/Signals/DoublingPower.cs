using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Whether twice the trial's hazard would have been noticed by now. A display: without an event this is no evidence of its own,
/// see <see cref="NotDoubled"/>.
/// </summary>
/// <remarks>
/// Exact: the number of events is followed patient by patient, each with the chance of an event that a doubled hazard gives him
/// in his own time at risk; what reaches the boundary leaves. Safe for several threads.
/// </remarks>
public sealed class DoublingPower
{
    /// <summary>From this power on a doubling is said to have shown.</summary>
    public const double Enough = 0.8;

    private static readonly ConcurrentDictionary<(ReferenceCount, double, double), DoublingPower> Known = [];

    private readonly PrefixBoundary plain,
        watch;
    private readonly ConcurrentDictionary<double, int?> needed = [];

    private DoublingPower(EvidenceLattice evidence)
    {
        plain = new PrefixBoundary(evidence, _ => 1 / SignalThreshold.Alpha);
        // The first beginning has half of the weight, and what is not yet begun stands at 1.
        watch = new PrefixBoundary(evidence, m =>
            2
            * (
                (1 / SignalThreshold.Alpha)
                - (1.0 / (((m + StreamPath.RestartAfter - 1) / StreamPath.RestartAfter) + 1))
            )
        );
    }

    /// <summary>By the evidence that a line gathers.</summary>
    /// <param name="spread">τ; 0 where every unit is the trial.</param>
    public static DoublingPower With(ReferenceCount reference, double margin = 1, double spread = 0) =>
        Known.GetOrAdd((reference, margin, spread), static one => new DoublingPower(
            new EvidenceLattice(one.Item1, one.Item2, one.Item3)
        ));

    /// <summary>Probability that the evidence without restarts would have reached 20 at some prefix.</summary>
    /// <param name="patients">Known or unknown, in the order of first infusion.</param>
    public double Plain(IReadOnlyList<PatientFollowUp> patients, FirstEventTiming timing) =>
        plain.ReachedBy([.. patients.Select(patient => Chance(patient, timing))]);

    /// <summary>The same for the line with restarts, from its first beginning alone: a lower bound.</summary>
    /// <inheritdoc cref="Plain"/>
    public double Watch(IReadOnlyList<PatientFollowUp> patients, FirstEventTiming timing) =>
        watch.ReachedBy([.. patients.Select(patient => Chance(patient, timing))]);

    /// <summary>The same as <see cref="Watch"/> if every open window were closed.</summary>
    /// <inheritdoc cref="Plain"/>
    public double WatchIfComplete(IReadOnlyList<PatientFollowUp> patients, FirstEventTiming timing) =>
        watch.ReachedBy([
            .. patients.Select(patient =>
                patient.Status is FollowUpStatus.Open ? timing.ClosedDoubled : Chance(patient, timing)
            ),
        ]);

    /// <summary>So many patients with closed windows give a power of <see cref="Enough"/>.</summary>
    /// <returns>Null where <see cref="DetectableExcess.MostPatients"/> are not enough.</returns>
    public int? PatientsNeeded(FirstEventTiming timing) =>
        needed.GetOrAdd(timing.ClosedDoubled, doubled =>
            watch.FirstReaching(Enough, doubled, DetectableExcess.MostPatients)
        );

    /// <summary>The months for which every patient with an open window would have to stay on treatment for a power of <see cref="Enough"/>.</summary>
    /// <param name="precision">Of the months; finer than anybody plans.</param>
    /// <returns>Null where the power is reached, or stays below even at the end of follow-up.</returns>
    public double? FurtherMonths(
        IReadOnlyList<PatientFollowUp> patients,
        TreatmentTiming timing,
        double precision = 1e-9
    )
    {
        double[] chances = new double[patients.Count];
        bool Shows(double months)
        {
            for (int i = 0; i < chances.Length; i++)
            {
                chances[i] = patients[i] is { Status: FollowUpStatus.Open, Time: { } time }
                    ? timing.Doubled(Math.Min(time + months, timing.FollowUpMonths))
                    : Chance(patients[i], timing);
            }

            return watch.ReachedBy(chances, Enough) >= Enough;
        }

        if (Shows(0) || !Shows(timing.FollowUpMonths))
            return null;
        double low = 0,
            high = timing.FollowUpMonths;
        while (high - low > precision)
        {
            double middle = (low + high) / 2;
            if (Shows(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    /// <summary>The time those months add, of all patients with an open window.</summary>
    public static double FurtherPatientMonths(
        IEnumerable<PatientFollowUp> patients,
        TreatmentTiming timing,
        double months
    ) =>
        patients
            .Where(patient => patient.Status is FollowUpStatus.Open)
            .Sum(patient => Math.Min(months, timing.FollowUpMonths - (patient.Time ?? timing.FollowUpMonths)));

    // An event that could not be told of would not have been seen.
    private static double Chance(PatientFollowUp patient, FirstEventTiming timing) =>
        patient.Status is FollowUpStatus.Unknown ? 0
        : patient.Time is { } time ? timing.Doubled(time)
        : timing.ClosedDoubled;
}
