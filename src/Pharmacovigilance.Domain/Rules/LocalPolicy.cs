namespace Pharmacovigilance.Domain.Rules;

/// <summary>A blood pressure at or above either figure, in mmHg, before an infusion.</summary>
public sealed record PressureLimit(int SystolicMmHg, int DiastolicMmHg)
{
    public bool IsReachedBy(PressureFacts reading) =>
        reading.SystolicMmHg >= SystolicMmHg || reading.DiastolicMmHg >= DiastolicMmHg;
}

/// <summary>When premedication counts as given in time, in minutes before the start; both ends count.</summary>
public sealed record PremedicationWindow(int LatestMinutesBefore, int EarliestMinutesBefore)
{
    public bool Covers(TimeSpan beforeStart) =>
        beforeStart >= TimeSpan.FromMinutes(LatestMinutesBefore)
        && beforeStart <= TimeSpan.FromMinutes(EarliestMinutesBefore);
}

/// <summary>
/// What the unit decides where the labels leave it open; versioned and signed on its own, and laid on top of whatever rule
/// set is in force.
/// </summary>
/// <param name="Version">The shipped proposal is <c>1</c>; each signed change counts on.</param>
/// <param name="AncFreshness">An ANC up to and including this age is fresh. Whole hours.</param>
/// <param name="VitalSignsEvery">How often vital signs are due while the drug runs. Whole minutes.</param>
/// <param name="PreInfusionPressure">From here on a carfilzomib regimen's infusion is held; null = the unit has no such limit.</param>
/// <param name="PremedicationWindow">Null = the window of the premedication plan.</param>
public sealed record LocalPolicy(
    string Version,
    TimeSpan AncFreshness,
    TimeSpan VitalSignsEvery,
    PressureLimit? PreInfusionPressure,
    PremedicationWindow? PremedicationWindow
)
{
    /// <summary>What an alert pins beside the rule set, e.g. <c>local/2</c>.</summary>
    public string Stamp => $"local/{Version}";

    /// <summary>Everything that makes the values unusable; empty when they can be signed.</summary>
    public IReadOnlyList<Refusal> Check()
    {
        var refusals = new List<Refusal>();
        Range("ancFreshnessHours", AncFreshness.TotalHours, 1, 24 * 31);
        Range("vitalSignsEveryMinutes", VitalSignsEvery.TotalMinutes, 1, 240);
        if (PreInfusionPressure is { } limit)
        {
            Range("systolicMmHg", limit.SystolicMmHg, 100, 250);
            Range("diastolicMmHg", limit.DiastolicMmHg, 50, 150);
            if (limit.SystolicMmHg <= limit.DiastolicMmHg)
                refusals.Add(Refusal.Of("policy.pressure-swapped", "diastolicMmHg"));
        }

        if (PremedicationWindow is { } window)
        {
            Range("premedicationLatestMinutes", window.LatestMinutesBefore, 0, 1440);
            Range("premedicationEarliestMinutes", window.EarliestMinutesBefore, 0, 1440);
            if (window.EarliestMinutesBefore < window.LatestMinutesBefore)
                refusals.Add(Refusal.Of("policy.window-reversed", "premedicationEarliestMinutes"));
        }

        return refusals;

        void Range(string field, double value, int lowest, int highest)
        {
            if (value < lowest || value > highest || value != Math.Floor(value))
                refusals.Add(
                    Refusal.Of("policy.out-of-range", field, Invariant(value), Invariant(lowest), Invariant(highest))
                );
        }
    }

    private static string Invariant(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
