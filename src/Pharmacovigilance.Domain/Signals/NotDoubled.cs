namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The evidence that a line does not run at twice the trial's hazard: an e-value of "as in the trial" against "twice that", with
/// the trial's own uncertainty integrated out. Of units at twice the hazard or more, at most one in five ever reaches 5, however
/// often one looks.
/// </summary>
public static class NotDoubled
{
    /// <summary>e' = 5.</summary>
    public static double Enough { get; } = Math.Log(5);

    /// <summary>ln e' where the hazard stays the same or falls with time. An event lowers it, time without one raises it.</summary>
    /// <param name="events">k, first events.</param>
    /// <param name="months">P, months at risk up to the first event.</param>
    public static double LnE(int events, double months, TreatmentTiming trial) => LnE((double)events, months, trial);

    /// <summary>ln e' from the first infusions, where infusion reactions come.</summary>
    /// <param name="reactors">k₁, who reacted at the first infusion.</param>
    /// <param name="patients">m₁, who had a first infusion.</param>
    public static double LnE(int reactors, int patients, InfusionTiming trial) =>
        -CohortEvidence.LnEOf(
            SignalThreshold.DetectableHazardRatio,
            reactors,
            patients,
            trial.FirstPart * trial.Reference.PatientsWithEvent,
            trial.Reference.Patients
        );

    /// <summary>The Weibull shape by which a hazard that may rise is judged: it rises in proportion to time.</summary>
    public const double RisingShape = 2;

    /// <summary>ln e' from closed windows alone, where their times were not kept.</summary>
    public static double LnEOfClosed(int events, int patients, TreatmentTiming trial) =>
        -CohortEvidence.LnEOf(trial.ClosedHazardRatio, events, patients, trial.Reference);

    /// <summary>
    /// ln e' from closed windows where the hazard may rise with time, in the order of first infusion up to the first that is open.
    /// Closed ones beyond it would be those of patients who left early, with little time at risk: they would call nearly every
    /// doubled unit not doubled.
    /// </summary>
    public static double LnEOfClosedInOrder(int events, int patients, TreatmentTiming trial) =>
        -CohortEvidence.LnEOf(trial.RisingClosedHazardRatio, events, patients, trial.Reference);

    /// <summary>The further patient-months after which a doubling would be excluded if events came as in the trial from now on.</summary>
    /// <returns>Null where it is excluded already, and where no time would do: the trial itself saw too few.</returns>
    public static double? MonthsStillNeeded(int events, double months, TreatmentTiming trial)
    {
        double perMonth = trial.Reference.PatientsWithEvent / trial.PatientMonths;
        bool Is(double further) => LnE(events + (further * perMonth), months + further, trial) >= Enough;
        if (Is(0))
            return null;
        // Evidence rises with time, but where the trial saw few events it sinks again later: the first crossing is looked for step by step.
        double before = 0,
            step = trial.PatientMonths / 1024;
        for (double further = step; further < trial.PatientMonths * 1e6; further += step)
        {
            if (Is(further))
                return Bisection.Between(before, further, middle => !Is(middle));
            before = further;
            step = Math.Max(step, further / 64);
        }

        return null;
    }

    private static double LnE(double events, double months, TreatmentTiming trial)
    {
        double r = months / trial.PatientMonths;
        return ((trial.Reference.A + events) * (LogSpace.Log1P(2 * r) - LogSpace.Log1P(r))) - (events * Math.Log(2));
    }
}
