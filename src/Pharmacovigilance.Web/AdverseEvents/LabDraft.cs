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
    string Key,
    TimeEntry At,
    LabTest? Test = null,
    string Value = "",
    string Unit = "",
    string LowerLimit = "",
    string Reason = "",
    bool DayOnly = false
)
{
    /// <summary>The same form with how a value stands.</summary>
    public static LabDraft Of(string key, LabResult result) =>
        new(
            key,
            new TimeEntry(result.CollectedAt),
            result.Value.Test,
            result.Value.Bound.Sign() + DecimalEntry.Printed(result.Value.Entered),
            result.Value.EnteredUnit,
            result.LowerLimitOfNormal is { } limit ? DecimalEntry.Printed(limit.In(result.Value.EnteredUnit)) : "",
            DayOnly: !result.TimeKnown
        );

    /// <summary>What is wrong before anything is sent; the store judges the value itself.</summary>
    public IReadOnlyList<Refusal> Read(CourseId course, UnitClock clock, out LabEntry? entry)
    {
        var refusals = new List<Refusal>();
        if (Test is null)
            refusals.Add(Refusal.Of("required", "test"));
        var result = TypedResult.Read(Value);
        decimal? value = Number(result.Number, Value, "value", required: true, refusals);
        if (Unit.Length == 0)
            refusals.Add(Refusal.Of("laboratory.unit-not-chosen", "unit"));
        decimal? limit = Number(
            TypedNumber.Read(LowerLimit),
            LowerLimit,
            "lowerLimitOfNormal",
            required: false,
            refusals
        );
        var at = At.At(clock);
        if (at is null)
            refusals.Add(At.Missing(clock, "collectedAt"));
        entry =
            refusals.Count > 0
                ? null
                : new LabEntry(course, Test!.Value, value!.Value, Unit, limit, at!.Value, TimeKnown: !DayOnly)
                {
                    Bound = result.Bound,
                };
        return refusals;
    }

    private static decimal? Number(
        TypedNumber number,
        string typed,
        string field,
        bool required,
        List<Refusal> refusals
    )
    {
        if (number.Outcome == TypedNumberOutcome.Read)
            return number.Value;
        if (number.Outcome != TypedNumberOutcome.Empty)
            refusals.Add(DecimalEntry.Unread(number, typed, field, "laboratory.number-unreadable"));
        else if (required)
            refusals.Add(Refusal.Of("required", field));
        return null;
    }
}
