using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Whether a unit records fewer events than are plausible: the cohort e-value with the other tail, "the unit's hazard is 1/1.5,
/// 1/2, 1/3 or 1/5 of the trial's". A unit that is like the trial or above it ever reaches 20 with a probability of at most 5 %.
/// </summary>
/// <remarks>
/// Only patients whose window is closed count, with an event or without: a patient without an event yet is no evidence of none,
/// and taking those with an event before their window closes would hide missing ones.
/// </remarks>
/// <param name="Complete">Assessed patients whose window is closed.</param>
/// <param name="WithEvent">Of them, with an event.</param>
/// <param name="Expected">Complete patients times the trial's part.</param>
/// <param name="LargestLnE">ln of the largest e-value of any prefix; 0 for nobody.</param>
public sealed record FewerThanPlausible(int Complete, int WithEvent, double Expected, double LargestLnE)
{
    private static readonly Alternatives Lower = Alternatives.OfTheTrial.Inverse();

    private static readonly ConcurrentDictionary<ReferenceCount, EvidenceLattice> Known = [];

    public bool IsImplausible => LargestLnE >= SignalThreshold.LnE;

    /// <param name="patients">In the order of first infusion.</param>
    public static FewerThanPlausible Of(IEnumerable<StreamPatient> patients, ReferenceCount trial)
    {
        int m = 0,
            k = 0;
        double largest = 0;
        foreach (var patient in patients.Where(patient => patient.IsAssessed && patient.Window is not WindowState.Open))
        {
            m++;
            if (patient.HasEvent)
                k++;
            largest = Math.Max(largest, CohortEvidence.LnE(k, m, trial, Lower, margin: 1, spread: 0));
        }

        return new FewerThanPlausible(m, k, (double)m * trial.PatientsWithEvent / trial.Patients, largest);
    }

    /// <summary>Whether closed windows alone are implausible, without the figures.</summary>
    /// <param name="events">Per patient with a closed window, in the order of first infusion.</param>
    public static bool Is(IEnumerable<bool> events, ReferenceCount trial)
    {
        var evidence = Known.GetOrAdd(trial, static one => EvidenceLattice.With(Lower, one, margin: 1, spread: 0));
        int m = 0,
            k = 0;
        foreach (bool had in events)
        {
            m++;
            if (had)
                k++;
            // As many as in the trial are no evidence for fewer.
            if (
                (long)k * trial.Patients < (long)m * trial.PatientsWithEvent
                && evidence.LnE(k, m) >= SignalThreshold.LnE
            )
                return true;
        }

        return false;
    }
}
