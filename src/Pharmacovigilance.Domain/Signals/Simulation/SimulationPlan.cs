namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>What the unit's patients are compared with.</summary>
public enum TrialOutcome
{
    /// <summary>Each unit has a trial of its own, simulated at the published rate.</summary>
    Simulated,

    /// <summary>The published count; each unit's true rate is drawn from the Jeffreys posterior of it. For this the promise is proved.</summary>
    Posterior,

    /// <summary>The published count, and its percentage is the true rate.</summary>
    Published,
}

/// <summary>What is simulated.</summary>
/// <param name="Streams">One, or a family that is watched together.</param>
/// <param name="Multiple">1 for units like the trials; else of the hazard. Of reactions it is <see cref="ReactionsByHazard"/> that says of what.</param>
/// <param name="Raised">The names of the streams it holds for; null for all.</param>
public sealed record SimulationPlan(
    IReadOnlyList<SimulatedStream> Streams,
    int Units,
    int Years,
    int Seed,
    double Multiple = 1,
    IReadOnlySet<string>? Raised = null
)
{
    /// <summary>Patients begin by chance, on average so many a year on each regimen.</summary>
    public const int PatientsPerYear = 30;

    /// <summary>τ that the evidence assumes between units; null = the board's own for each stream, 0 = a unit is the trial.</summary>
    public double? AssumedSpread { get; init; } = 0;

    /// <summary>True standard deviation of a unit's log hazard, the same deviation for all streams of the unit.</summary>
    public double TrueSpread { get; init; }

    /// <summary>Weibull shape of the true hazard, in trial and unit; null = each stream's own. Reactions come at the first infusion.</summary>
    public double? HazardShape { get; init; }

    /// <summary>Whether <see cref="Multiple"/> is of a reaction's hazard, 1 − (1 − p)ʳ of the patients, or of its probability, r·p.</summary>
    public bool ReactionsByHazard { get; init; }

    public TrialOutcome Trial { get; init; }

    /// <summary>The rules of "within expectation" that are followed.</summary>
    public IReadOnlyList<ReassuranceRule> Rules { get; init; } = [];

    /// <summary>Whether the watch list of the family is followed too.</summary>
    public bool FollowsWatchList { get; init; }

    internal double PatientsPerMonth => PatientsPerYear / 12.0;

    internal double Months => Years * 12.0;

    /// <summary>A single stream has no family.</summary>
    public IReadOnlyList<Watch> Watches =>
        [
            .. Enum.GetValues<Watch>()
                .Where(watch =>
                    watch switch
                    {
                        Watch.Family => Streams.Count > 1,
                        Watch.WatchList => Streams.Count > 1 && FollowsWatchList,
                        _ => true,
                    }
                ),
        ];

    /// <summary>The streams whose signals and greens count.</summary>
    public IReadOnlyList<SimulatedStream> Counted => [.. Streams.Where(Counts)];

    /// <summary>τ of a stream.</summary>
    public double AssumedFor(SimulatedStream stream) =>
        AssumedSpread
        ?? (stream.Timing is EventTiming.FirstInfusion ? EvidencePolicy.ReactionSpread : EvidencePolicy.DefaultSpread);

    /// <summary>Whether a signal of the stream counts. One in a stream that is like the trial's would be no detection.</summary>
    internal bool Counts(SimulatedStream stream) => Raised is null || Raised.Contains(stream.Name);

    /// <param name="deviation">u of the unit, of the log hazard.</param>
    /// <param name="rate">The true rate in a unit like the trial.</param>
    /// <returns>Of the hazard; of reactions of the probability.</returns>
    public double MultipleOf(SimulatedStream stream, double deviation, double rate)
    {
        double multiple = Counts(stream) ? Multiple : 1;
        if (stream.Timing is not EventTiming.FirstInfusion)
            return deviation == 0 ? multiple : multiple * Math.Exp(deviation);
        double probability = ReactionsByHazard ? Hazard(rate, multiple) : Math.Min(1, rate * multiple);
        return deviation == 0 && !ReactionsByHazard ? multiple : Hazard(probability, Math.Exp(deviation)) / rate;
    }

    /// <summary>The part of patients with an event at a multiple of the hazard.</summary>
    private static double Hazard(double probability, double multiple) =>
        multiple == 1 ? probability : -LogSpace.ExpM1(multiple * LogSpace.Log1P(-probability));
}
