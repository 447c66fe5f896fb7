using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled blood-pressure reading, as typed (mmHg).</summary>
/// <param name="Key">Made when the form opened; repeating the save with it has one effect.</param>
/// <param name="Persistence">null = not known.</param>
/// <param name="BaselineSystolic">Empty, with <paramref name="BaselineDiastolic"/>, where the stored baseline holds.</param>
public sealed record PressureDraft(
    string Key,
    TimeEntry At,
    string Systolic = "",
    string Diastolic = "",
    bool DuringReaction = false,
    PressurePersistence? Persistence = null,
    string BaselineSystolic = "",
    string BaselineDiastolic = "",
    string Reason = ""
)
{
    public bool IsUntouched => this is { Systolic: "", Diastolic: "" };

    /// <summary>The same form with how a reading stands.</summary>
    public static PressureDraft Of(string key, BloodPressureResult result) =>
        new(
            key,
            new TimeEntry(result.MeasuredAt),
            Digits(result.Reading.SystolicMmHg),
            Digits(result.Reading.DiastolicMmHg),
            result.DuringReaction,
            result.Finding.Persistence,
            Digits(result.Finding.Baseline?.SystolicMmHg),
            Digits(result.Finding.Baseline?.DiastolicMmHg)
        );

    /// <summary>What is wrong before anything is sent; the store judges the reading itself.</summary>
    public IReadOnlyList<Refusal> Read(
        CourseId course,
        InfusionId? infusion,
        UnitClock clock,
        out BloodPressureEntry? entry
    )
    {
        var refusals = new List<Refusal>();
        int? systolic = Number("systolic", Systolic, refusals);
        int? diastolic = Number("diastolic", Diastolic, refusals);
        var baseline = Baseline(refusals);
        var at = At.At(clock);
        if (at is null)
            refusals.Add(At.Missing(clock, "measuredAt"));
        entry =
            refusals.Count > 0
                ? null
                : new BloodPressureEntry(
                    course,
                    systolic!.Value,
                    diastolic!.Value,
                    at!.Value,
                    infusion,
                    DuringReaction,
                    baseline,
                    Persistence
                );
        return refusals;
    }

    private BloodPressureReading? Baseline(List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(BaselineSystolic) && string.IsNullOrWhiteSpace(BaselineDiastolic))
            return null;
        int before = refusals.Count;
        int? systolic = Number("baselineSystolic", BaselineSystolic, refusals);
        int? diastolic = Number("baselineDiastolic", BaselineDiastolic, refusals);
        if (refusals.Count > before)
            return null;
        if (BloodPressureReading.TryRead(systolic!.Value, diastolic!.Value, out var reading, out var refusal))
            return reading;
        refusals.Add(
            Refusal.Of($"blood-pressure.{refusal.Reason}", "baselineSystolic", Digits(systolic), Digits(diastolic))
        );
        return null;
    }

    private static int? Number(string field, string typed, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(typed))
            refusals.Add(Refusal.Of("required", field));
        return DecimalEntry.Whole(typed, field, refusals);
    }

    private static string Digits(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
