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
public sealed record LocalPolicy
{
    /// <summary>The shipped proposal is <c>1</c>; each signed change counts on.</summary>
    public required string Version { get; init; }

    /// <summary>An ANC up to and including this age is fresh. Whole hours.</summary>
    public required TimeSpan AncFreshness { get; init; }

    /// <summary>How often vital signs are due while the drug runs. Whole minutes.</summary>
    public required TimeSpan VitalSignsEvery { get; init; }

    /// <summary>From here on a carfilzomib regimen's infusion is held; null = the unit has no such limit.</summary>
    public required PressureLimit? PreInfusionPressure { get; init; }

    /// <summary>Null = the window of the premedication plan.</summary>
    public required PremedicationWindow? PremedicationWindow { get; init; }

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
