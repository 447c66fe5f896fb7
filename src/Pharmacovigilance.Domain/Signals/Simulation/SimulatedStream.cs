using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>When the first event of a simulated patient comes.</summary>
public enum EventTiming
{
    /// <summary>At the first infusion or never.</summary>
    FirstInfusion,

    /// <summary>By a hazard that stays the same while the patient is treated.</summary>
    Constant,

    /// <summary>By a hazard that falls with the square root of the time on treatment.</summary>
    FrontLoaded,
}

/// <summary>A regimen as its trial treated: what a simulated patient of the trial or of the unit goes through.</summary>
/// <param name="Patients">n of the trial.</param>
/// <param name="FollowUpMonths">The end of the window of an event.</param>
/// <param name="MedianTreatmentMonths">Treatment ends by a constant hazard with this median.</param>
public sealed record SimulatedTrial(Regimen Regimen, int Patients, double FollowUpMonths, double MedianTreatmentMonths)
{
    private const double WeeksPerMonth = 365.25 / 12 / 7;

    /// <remarks>Follow-up 35.3 months and n: Richardson 2022; median treatment 47.6 weeks: abstract of the final analysis, 2022.</remarks>
    public static SimulatedTrial Icaria { get; } = new(Regimen.IsaPd, 152, 35.3, 47.6 / WeeksPerMonth);

    /// <remarks>Follow-up 44 months and n: Martin 2023; median treatment 94.0 weeks: abstract of the final analysis, 2023.</remarks>
    public static SimulatedTrial Ikema { get; } = new(Regimen.IsaKd, 177, 44, 94.0 / WeeksPerMonth);
}

/// <summary>A stream of the simulated unit.</summary>
/// <param name="Name">As the command line calls it.</param>
/// <param name="Term">Streams of one regimen and term are bands of grades of the same events.</param>
/// <param name="Expected">x of the trial's n: the true rate is x / n, in the trial and in a unit like it.</param>
public sealed record SimulatedStream(string Name, SimulatedTrial Trial, string Term, int Expected, EventTiming Timing)
{
    public double Rate => (double)Expected / Trial.Patients;

    /// <summary>
    /// Twelve streams of each regimen. Counts are the trials' published percentages of the safety population, rounded to
    /// patients; where the publications differ, one of them. They give the simulation its range of rates and are no reference.
    /// </summary>
    public static IReadOnlyList<SimulatedStream> Family { get; } =
    [
        new("infusion-reaction", SimulatedTrial.Ikema, "infusion-reaction", 81, EventTiming.FirstInfusion),
        new("infusion-reaction-isakd-severe", SimulatedTrial.Ikema, "infusion-reaction", 1, EventTiming.FirstInfusion),
        new("infusion-reaction-isapd", SimulatedTrial.Icaria, "infusion-reaction", 58, EventTiming.FirstInfusion),
        new("infusion-reaction-isapd-severe", SimulatedTrial.Icaria, "infusion-reaction", 4, EventTiming.FirstInfusion),
        new("urti", SimulatedTrial.Icaria, "urti", 52, EventTiming.Constant),
        new("urti-isapd-severe", SimulatedTrial.Icaria, "urti", 5, EventTiming.Constant),
        new("urti-isakd", SimulatedTrial.Ikema, "urti", 66, EventTiming.Constant),
        new("urti-isakd-severe", SimulatedTrial.Ikema, "urti", 16, EventTiming.Constant),
        new("neutropenia", SimulatedTrial.Ikema, "neutropenia", 36, EventTiming.FrontLoaded),
        new("pneumonia-isapd", SimulatedTrial.Icaria, "pneumonia", 47, EventTiming.Constant),
        new("pneumonia-isapd-severe", SimulatedTrial.Icaria, "pneumonia", 37, EventTiming.Constant),
        new("pneumonia-isakd", SimulatedTrial.Ikema, "pneumonia", 64, EventTiming.Constant),
        new("pneumonia-isakd-severe", SimulatedTrial.Ikema, "pneumonia", 39, EventTiming.Constant),
        new("diarrhoea-isapd", SimulatedTrial.Icaria, "diarrhoea", 39, EventTiming.Constant),
        new("diarrhoea-isapd-severe", SimulatedTrial.Icaria, "diarrhoea", 3, EventTiming.Constant),
        new("diarrhoea-isakd", SimulatedTrial.Ikema, "diarrhoea", 70, EventTiming.Constant),
        new("diarrhoea-isakd-severe", SimulatedTrial.Ikema, "diarrhoea", 5, EventTiming.Constant),
        new("dyspnoea-isapd", SimulatedTrial.Icaria, "dyspnoea", 26, EventTiming.Constant),
        new("dyspnoea-isapd-severe", SimulatedTrial.Icaria, "dyspnoea", 8, EventTiming.Constant),
        new("febrile-neutropenia-isapd", SimulatedTrial.Icaria, "febrile-neutropenia", 18, EventTiming.FrontLoaded),
        new(
            "febrile-neutropenia-isapd-severe",
            SimulatedTrial.Icaria,
            "febrile-neutropenia",
            17,
            EventTiming.FrontLoaded
        ),
        new("hypertension-isakd", SimulatedTrial.Ikema, "hypertension", 67, EventTiming.Constant),
        new("hypertension-isakd-severe", SimulatedTrial.Ikema, "hypertension", 37, EventTiming.Constant),
        new("fatigue-isakd", SimulatedTrial.Ikema, "fatigue", 74, EventTiming.Constant),
    ];

    /// <summary>
    /// Twenty-four terms without bands, all outcomes complete at the first infusion, at rates of 17 to 42 %: the plain family the
    /// method was designed with, as far as that is known.
    /// </summary>
    public static IReadOnlyList<SimulatedStream> CompleteFamily { get; } =
    [
        .. Enumerable
            .Range(1, 24)
            .Select(number => new SimulatedStream(
                $"complete-{number}",
                SimulatedTrial.Ikema,
                $"complete-{number}",
                15 * (2 + ((number - 1) % 4)),
                EventTiming.FirstInfusion
            )),
    ];
}
