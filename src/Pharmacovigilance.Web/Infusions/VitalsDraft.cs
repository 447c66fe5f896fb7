using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Half-filled vital signs, as typed; every field may stay empty = not measured.</summary>
/// <param name="Key">Made when the form opened; repeating the save with it has one effect.</param>
/// <param name="Corrects">The check that is corrected; null for a new one.</param>
public sealed record VitalsDraft(
    string Key,
    TimeEntry At,
    Guid? Corrects = null,
    string Systolic = "",
    string Diastolic = "",
    string Pulse = "",
    string Temperature = "",
    string Saturation = "",
    string Breaths = "",
    bool DuringReaction = false,
    ReactionNow? ReactionNow = null,
    string Reason = ""
)
{
    public bool IsUntouched =>
        this
            is {
                Systolic: "",
                Diastolic: "",
                Pulse: "",
                Temperature: "",
                Saturation: "",
                Breaths: "",
                ReactionNow: null
            };

    /// <summary>The same form with what was recorded.</summary>
    public static VitalsDraft Of(string key, BedsideCheck check) =>
        new(
            key,
            new TimeEntry(check.At),
            check.Id.Value,
            Pulse: Text(check.Vitals.PulsePerMinute),
            Temperature: check.Vitals.TemperatureTenthsCelsius is { } tenths
                ? (tenths / 10m).ToString("0.0", CultureInfo.CurrentCulture)
                : "",
            Saturation: Text(check.Vitals.OxygenSaturationPercent),
            Breaths: Text(check.Vitals.RespiratoryRatePerMinute),
            ReactionNow: check.ReactionNow
        );

    /// <summary>What cannot be read; what cannot be true is refused by the store.</summary>
    public IReadOnlyList<Refusal> Read(InfusionId infusion, UnitClock clock, out BedsideEntry entry)
    {
        var refusals = new List<Refusal>();
        var at = At.At(clock);
        if (at is null)
            refusals.Add(At.Missing(clock, "at"));
        var vitals = new VitalSigns(
            Whole(Pulse, "pulse"),
            Tenths(Temperature),
            Whole(Saturation, "saturation"),
            Whole(Breaths, "breaths")
        );
        entry = new BedsideEntry(
            infusion,
            at ?? At.Proposed,
            vitals,
            Whole(Systolic, "systolic"),
            Whole(Diastolic, "diastolic"),
            DuringReaction,
            ReactionNow
        );
        if (Corrects is not null && string.IsNullOrWhiteSpace(Reason))
            refusals.Add(Refusal.Of("reason-required", "correctionReason"));
        return refusals;

        int? Whole(string typed, string field) =>
            DecimalEntry.Whole(typed, field, refusals, "vital-signs.whole-number");

        int? Tenths(string typed)
        {
            if (string.IsNullOrWhiteSpace(typed))
                return null;
            if (
                DecimalEntry.Thousandths(typed) is { } thousandths
                && thousandths % 100 == 0
                && thousandths < int.MaxValue
            )
                return (int)(thousandths / 100);
            refusals.Add(DecimalEntry.Unread(typed, "temperature", "vital-signs.one-decimal"));
            return null;
        }
    }

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
