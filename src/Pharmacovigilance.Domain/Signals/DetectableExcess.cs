using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// An excess on its two scales. They must not be mixed in one sentence, because a doubled hazard is less than twice as many
/// patients: 36 of 177 become 41 % with twice the patients, 36 % with twice the hazard.
/// </summary>
/// <param name="SmallestHazardRatio">θ, where a part 1 − (1 − x/n)^θ of the unit's patients has an event. Null where these patients could have shown no excess, however large.</param>
/// <param name="SmallestRateRatio">The same excess as a multiple of x/n, the trial's part of patients with an event. Null with the other.</param>
/// <param name="PatientsForDoubling">See <see cref="DetectableExcess.PatientsForDoubling"/>: of <paramref name="SmallestRateRatio"/>.</param>
/// <param name="PatientsForDoubledHazard">See <see cref="DetectableExcess.PatientsForDoubledHazard"/>: of <paramref name="SmallestHazardRatio"/>.</param>
public sealed record ShowableExcess(
    double? SmallestHazardRatio,
    double? SmallestRateRatio,
    int? PatientsForDoubling,
    int? PatientsForDoubledHazard
);

/// <summary>
/// What so many patients could have shown: the smallest excess over the trial for which the cohort e-value would have reached
/// 20 at some prefix with a probability of at least one half.
/// </summary>
/// <remarks>Exact, for the trial's row as it stands: the unit's patients are random, x of n is not. Every answer is kept, so a board may ask again at no cost.</remarks>
public static class DetectableExcess
{
    /// <summary>Nobody plans for more: beyond it "not within reach" is the answer.</summary>
    public const int MostPatients = 2_000;

    private static readonly ConcurrentDictionary<(ReferenceCount Reference, double Spread), DetectionTable> Known = [];

    /// <param name="m">Assessed patients, 0 or more; above <see cref="MostPatients"/> the answer for so many is given, which the true one does not exceed.</param>
    /// <param name="spread">τ of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">m negative.</exception>
    public static ShowableExcess Of(int m, ReferenceCount reference, double spread = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        int? doubling = PatientsForDoubling(reference, spread),
            doubledHazard = PatientsForDoubledHazard(reference, spread);
        return
            TrialRate(reference) is { } trial
            && TableOf(reference, spread).SmallestRate(Math.Min(m, MostPatients)) is { } rate
            ? new ShowableExcess(LogSpace.Log1P(-rate) / LogSpace.Log1P(-trial), rate / trial, doubling, doubledHazard)
            : new ShowableExcess(null, null, doubling, doubledHazard);
    }

    /// <summary>Patients after which twice the trial's part of patients with an event would have shown with a probability of one half.</summary>
    /// <returns>Null where <see cref="MostPatients"/> are not enough, where the trial saw no event, and where more than half had one: that cannot double.</returns>
    public static int? PatientsForDoubling(ReferenceCount reference, double spread = 0) =>
        TrialRate(reference) is { } rate && rate <= 0.5 ? TableOf(reference, spread).PatientsAt(2 * rate) : null;

    /// <summary>The same for twice the trial's hazard. It takes more patients.</summary>
    /// <returns>Null where <see cref="MostPatients"/> are not enough, and where the trial saw no event or one in every patient.</returns>
    public static int? PatientsForDoubledHazard(ReferenceCount reference, double spread = 0) =>
        TrialRate(reference) is { } rate ? TableOf(reference, spread).PatientsAt(rate * (2 - rate)) : null;

    private static DetectionTable TableOf(ReferenceCount reference, double spread) =>
        Known.GetOrAdd((reference, spread), static one => new DetectionTable(
            one.Reference,
            1 / SignalThreshold.Alpha,
            MostPatients,
            one.Spread
        ));

    /// <summary>x/n; null where no ratio to it exists.</summary>
    private static double? TrialRate(ReferenceCount reference) =>
        reference.PatientsWithEvent == 0 || reference.PatientsWithEvent == reference.Patients
            ? null
            : (double)reference.PatientsWithEvent / reference.Patients;
}
