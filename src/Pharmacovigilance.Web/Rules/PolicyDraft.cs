using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules;

/// <summary>The local policy as typed; empty limits mean that the unit has none.</summary>
public sealed record PolicyDraft(
    string Version,
    string FreshnessHours,
    string VitalSignsMinutes,
    string Systolic,
    string Diastolic,
    string LatestMinutes,
    string EarliestMinutes,
    string Reason
)
{
    public static PolicyDraft Of(LocalPolicy policy) =>
        new(
            Version: policy.Version,
            FreshnessHours: Text((int)policy.AncFreshness.TotalHours),
            VitalSignsMinutes: Text((int)policy.VitalSignsEvery.TotalMinutes),
            Systolic: Text(policy.PreInfusionPressure?.SystolicMmHg),
            Diastolic: Text(policy.PreInfusionPressure?.DiastolicMmHg),
            LatestMinutes: Text(policy.PremedicationWindow?.LatestMinutesBefore),
            EarliestMinutes: Text(policy.PremedicationWindow?.EarliestMinutesBefore),
            Reason: ""
        );

    /// <summary>Reads what was typed.</summary>
    /// <param name="policy">Null when anything cannot be read.</param>
    /// <returns>Every field that is no whole number, or stands without the one it belongs to.</returns>
    public IReadOnlyList<Refusal> Read(out LocalPolicy? policy)
    {
        var refusals = new List<Refusal>();
        int? freshness = Needed(FreshnessHours, "ancFreshnessHours");
        int? vitalSigns = Needed(VitalSignsMinutes, "vitalSignsEveryMinutes");
        var pressure = Pair(Systolic, "systolicMmHg", Diastolic, "diastolicMmHg");
        var window = Pair(LatestMinutes, "premedicationLatestMinutes", EarliestMinutes, "premedicationEarliestMinutes");
        policy =
            refusals.Count > 0
                ? null
                : new LocalPolicy
                {
                    Version = Version,
                    AncFreshness = TimeSpan.FromHours(freshness!.Value),
                    VitalSignsEvery = TimeSpan.FromMinutes(vitalSigns!.Value),
                    PreInfusionPressure = pressure is var (systolic, diastolic)
                        ? new PressureLimit(systolic, diastolic)
                        : null,
                    PremedicationWindow = window is var (latest, earliest)
                        ? new PremedicationWindow(latest, earliest)
                        : null,
                };
        if (policy is not null)
            refusals.AddRange(policy.Check());
        if (refusals.Count > 0)
            policy = null;
        return refusals;

        int? Needed(string typed, string field)
        {
            int before = refusals.Count;
            int? value = DecimalEntry.Whole(typed, field, refusals, "policy.not-a-number");
            if (value is null && refusals.Count == before)
                refusals.Add(Refusal.Of("policy.not-a-number", field));
            return value;
        }

        (int First, int Second)? Pair(string first, string firstField, string second, string secondField)
        {
            if (string.IsNullOrWhiteSpace(first) && string.IsNullOrWhiteSpace(second))
                return null;
            return (Needed(first, firstField), Needed(second, secondField)) is ({ } one, { } two) ? (one, two) : null;
        }
    }

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
