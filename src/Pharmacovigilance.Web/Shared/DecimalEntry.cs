using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Shared;

/// <summary>Numbers as people type them into forms, read by <see cref="TypedNumber"/>; what cannot be read is said, and what could be two numbers is asked.</summary>
public static class DecimalEntry
{
    /// <summary>Reads an amount in thousandths of its unit, e.g. kg → g or mL/h → µL/h.</summary>
    /// <returns>Null when it is no number, could be two, or has more than three decimals: nothing is rounded in silence.</returns>
    public static long? Thousandths(string? typed)
    {
        if (TypedNumber.Read(typed) is not { Outcome: TypedNumberOutcome.Read, Value: <= 1_000_000m } number)
            return null;
        decimal thousandths = number.Value * 1000m;
        return thousandths == decimal.Truncate(thousandths) ? (long)thousandths : null;
    }

    /// <summary>The same, with the refusal of what cannot be taken; null and no refusal for an empty field.</summary>
    public static long? Thousandths(string typed, string field, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var read = Thousandths(typed);
        if (read is null)
            refusals.Add(Unread(typed, field, "number.unreadable"));
        return read;
    }

    /// <summary>Reads a whole number with the refusal of what cannot be taken; null and no refusal for an empty field.</summary>
    /// <param name="unreadable">Code of the refusal of what is no whole number.</param>
    public static int? Whole(
        string typed,
        string field,
        List<Refusal> refusals,
        string unreadable = "number.unreadable"
    )
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (
            TypedNumber.Read(typed) is { Outcome: TypedNumberOutcome.Read, Value: <= int.MaxValue } number
            && number.Value == decimal.Truncate(number.Value)
        )
            return (int)number.Value;
        refusals.Add(Unread(typed, field, unreadable));
        return null;
    }

    /// <summary>Why a typed number cannot be taken: it could be two, which are named, or it is none.</summary>
    /// <param name="unreadable">Code of the refusal of what is no number.</param>
    public static Refusal Unread(string typed, string field, string unreadable) =>
        Unread(TypedNumber.Read(typed), typed, field, unreadable);

    /// <summary>The same for a number already read, e.g. behind the sign of a bound.</summary>
    public static Refusal Unread(TypedNumber number, string typed, string field, string unreadable) =>
        number.Readings is [var one, var other]
            ? Refusal.Of("number.ambiguous", field, typed.Trim(), Printed(one), Printed(other))
            : Refusal.Of(unreadable, field, typed.Trim());

    /// <summary>A number as a person types it; read again, it is the same number and no other.</summary>
    public static string Printed(decimal number) => TypedNumber.Unambiguous(number, CultureInfo.CurrentCulture);

    /// <summary>The amount as a person would type it; empty for null.</summary>
    public static string Text(long? thousandths) => thousandths is { } known ? Printed(known / 1000m) : "";
}
