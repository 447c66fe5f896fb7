using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled laboratory value, as typed.</summary>
/// <param name="Key">Made when the form opened; repeating the save with it has one effect.</param>
/// <param name="DayOnly">Of the time in <paramref name="At"/> only the day is known.</param>
/// <param name="Unit">UCUM code; empty while nobody has chosen one: a unit is never assumed.</param>
public sealed record LabDraft(
    string Key, TimeEntry At, LabTest? Test = null, string Value = "", string Unit = "", string LowerLimit = "", string Reason = "",
    bool DayOnly = false)
{
    /// <summary>The same form with how a value stands.</summary>
    public static LabDraft Of(string key, LabResult result) => new(
        key, new TimeEntry(result.CollectedAt), result.Value.Test, LabWords.Number(result.Value.Entered), result.Value.EnteredUnit,
        result.LowerLimitOfNormal is { } limit ? LabWords.Number(limit.In(result.Value.EnteredUnit)) : "",
        DayOnly: !result.TimeKnown);

    /// <summary>What is wrong before anything is sent; the store judges the value itself.</summary>
    public IReadOnlyList<Refusal> Read(CourseId course, UnitClock clock, out LabEntry? entry)
    {
        var refusals = new List<Refusal>();
        if (Test is null) refusals.Add(Refusal.Of("required", "test"));
        decimal? value = Number(Value, "value", required: true, refusals);
        if (Unit.Length == 0) refusals.Add(Refusal.Of("laboratory.unit-not-chosen", "unit"));
        decimal? limit = Number(LowerLimit, "lowerLimitOfNormal", required: false, refusals);
        var at = At.At(clock);
        if (at is null) refusals.Add(Refusal.Of("required", "collectedAt"));
        entry = refusals.Count > 0 ? null : new LabEntry(course, Test!.Value, value!.Value, Unit, limit, at!.Value, TimeKnown: !DayOnly);
        return refusals;
    }

    private static decimal? Number(string typed, string field, bool required, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            if (required) refusals.Add(Refusal.Of("required", field));
            return null;
        }

        // Point or comma is the decimal mark; a group separator would make 1,000 ambiguous, so none is allowed.
        if (decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return value;
        refusals.Add(Refusal.Of("laboratory.number-unreadable", field, typed.Trim()));
        return null;
    }
}
