using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A drug of the plan, and how long before the start it was given last.</summary>
/// <param name="MinutesBefore">Rounded away from the window, so that a time outside it never reads as its edge.</param>
public sealed record DrugTiming(string Code, int MinutesBefore);

/// <summary>The premedication of an infusion as it stands at its start.</summary>
/// <param name="Missing">Codes of planned drugs without a record at or before the start.</param>
/// <param name="Outside">Planned drugs given too early or too late.</param>
/// <param name="Window">The unit's window, or that of the plan.</param>
public sealed record PremedicationTiming(
    IReadOnlyList<string> Missing,
    IReadOnlyList<DrugTiming> Outside,
    PremedicationWindow Window
)
{
    /// <param name="given">The drugs recorded for the infusion, in any order.</param>
    /// <param name="local">The unit's window; null = the plan's.</param>
    public static PremedicationTiming Of(
        PremedicationPlan plan,
        PremedicationWindow? local,
        IReadOnlyList<PremedicationGiven> given,
        DateTimeOffset start
    )
    {
        var window = local ?? new PremedicationWindow(plan.LatestMinutesBefore, plan.EarliestMinutesBefore);
        var planned = plan.Drugs.Select(drug => (drug.Code, Before: LatestBefore(given, drug.Code, start))).ToList();
        return new PremedicationTiming(
            [.. planned.Where(drug => drug.Before is null).Select(drug => drug.Code)],
            [
                .. planned
                    .Where(drug => drug.Before is { } before && !window.Covers(before))
                    .Select(drug => new DrugTiming(drug.Code, Minutes(drug.Before!.Value, window))),
            ],
            window
        );
    }

    private static TimeSpan? LatestBefore(IReadOnlyList<PremedicationGiven> given, string drug, DateTimeOffset start) =>
        given
            .Where(one => string.Equals(one.Drug, drug, StringComparison.Ordinal) && one.GivenAt <= start)
            .Select(one => (TimeSpan?)(start - one.GivenAt))
            .Min();

    private static int Minutes(TimeSpan before, PremedicationWindow window)
    {
        double minutes = before.TotalMinutes;
        return (int)(minutes < window.LatestMinutesBefore ? Math.Floor(minutes) : Math.Ceiling(minutes));
    }
}
