namespace Pharmacovigilance.Domain.Signals;

/// <summary>How soon first events come in the trial of a line, and how soon they would at twice its hazard.</summary>
/// <param name="Reference">The trial's count.</param>
public abstract record FirstEventTiming(ReferenceCount Reference)
{
    /// <summary>F0: the part of the trial's patients with a first event within a time at risk.</summary>
    /// <param name="time">Months, or infusions received; not negative.</param>
    public abstract double Part(double time);

    /// <summary>The part of those whose window closed as the trial's windows did: x/n.</summary>
    public double ClosedPart => (double)Reference.PatientsWithEvent / Reference.Patients;

    /// <summary>The same at twice the trial's hazard. Not twice as many: treatment ends.</summary>
    public abstract double ClosedDoubled { get; }

    /// <summary>F2: as <see cref="Part"/>, at twice the trial's hazard.</summary>
    public double Doubled(double time) => TwiceTheHazard(Part(time));

    private protected static double TwiceTheHazard(double part) => part * (2 - part);
}

/// <summary>A hazard that stays the same while treatment lasts.</summary>
public sealed record TreatmentTiming : FirstEventTiming
{
    private readonly TreatmentExposure exposure;
    private readonly double medianTreatmentMonths;

    private TreatmentTiming(
        ReferenceCount reference,
        TreatmentExposure exposure,
        double followUpMonths,
        double medianTreatmentMonths
    )
        : base(reference)
    {
        (this.exposure, FollowUpMonths, this.medianTreatmentMonths) = (exposure, followUpMonths, medianTreatmentMonths);
        PatientMonths = reference.Patients * exposure.MeanMonthsAtRisk;
        double doubled = 2 * exposure.EventsPerMonth,
            leaving = doubled + exposure.StopsPerMonth;
        ClosedDoubled = doubled == 0 ? 0 : doubled / leaving * -LogSpace.ExpM1(-leaving * followUpMonths);
    }

    /// <summary>T: no window is longer.</summary>
    public double FollowUpMonths { get; }

    /// <summary>P_ref, the trial's months at risk of a first event.</summary>
    public double PatientMonths { get; }

    public override double ClosedDoubled { get; }

    /// <summary>θ*, the hazard ratio that a doubled hazard amounts to among closed windows: below 2, because treatment ends.</summary>
    public double ClosedHazardRatio => LogSpace.Log1P(-ClosedDoubled) / LogSpace.Log1P(-ClosedPart);

    /// <summary>The same for a hazard that rises in proportion to time. Of a trial with an event.</summary>
    public double RisingClosedHazardRatio =>
        WeibullHazard.ClosedHazardRatio(ClosedPart, FollowUpMonths, medianTreatmentMonths, NotDoubled.RisingShape);

    /// <param name="followUpMonths">T, above 0.</param>
    /// <param name="medianTreatmentMonths">Above 0.</param>
    /// <returns>Null where every patient of the trial had an event, or no hazard gives so many before treatment ends.</returns>
    public static TreatmentTiming? Of(ReferenceCount reference, double followUpMonths, double medianTreatmentMonths) =>
        reference.PatientsWithEvent < reference.Patients
        && TreatmentExposure.Of(
            (double)reference.PatientsWithEvent / reference.Patients,
            followUpMonths,
            medianTreatmentMonths
        )
            is { } exposure
            ? new TreatmentTiming(reference, exposure, followUpMonths, medianTreatmentMonths)
            : null;

    public override double Part(double time) => -LogSpace.ExpM1(-exposure.EventsPerMonth * time);
}

/// <summary>Infusion reactions: most come with the first infusion.</summary>
public sealed record InfusionTiming : FirstEventTiming
{
    /// <summary>K where nothing else is known: the infusions of three cycles, by which later reactions have come too.</summary>
    public const int UsualInfusions = 8;

    private readonly InfusionReactionModel model;

    /// <param name="firstPart">φ: the part of reactors who react at the first infusion; above 0, at most 1.</param>
    /// <param name="infusions">K, the infusions the trial's patients had; 2 or more.</param>
    public InfusionTiming(ReferenceCount reference, double firstPart, int infusions)
        : base(reference)
    {
        (FirstPart, Infusions) = (firstPart, infusions);
        model = InfusionReactionModel.Of(ClosedPart, firstPart, infusions);
    }

    public double FirstPart { get; }

    public int Infusions { get; }

    public override double ClosedDoubled => TwiceTheHazard(ClosedPart);

    public override double Part(double time) => model.Part((int)Math.Min(time, Infusions));
}
