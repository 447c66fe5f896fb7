namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>
/// How a laboratory result stands to its number: equal to it, or only bounded by it. Stored by name. The codes are in the
/// order of what the same number says about the true value, lowest first.
/// </summary>
public enum ValueBound
{
    /// <summary>&lt;: the true value is below the number.</summary>
    Below = -2,

    /// <summary>≤: the true value is the number or below it.</summary>
    AtMost = -1,

    /// <summary>The number itself was measured.</summary>
    Exact = 0,

    /// <summary>≥: the true value is the number or above it.</summary>
    AtLeast = 1,

    /// <summary>&gt;: the true value is above the number.</summary>
    Above = 2,
}

/// <summary>What a bound decides. "Surely" means for every true value the result allows; everything else is unknown.</summary>
public static class ValueBounds
{
    /// <summary>The sign before the number; empty where the number was measured.</summary>
    public static string Sign(this ValueBound bound) =>
        bound switch
        {
            ValueBound.Below => "<",
            ValueBound.AtMost => "≤",
            ValueBound.Exact => "",
            ValueBound.AtLeast => "≥",
            ValueBound.Above => ">",
        };

    /// <summary>Whether the true value is surely below a limit.</summary>
    public static bool SurelyBelow(this ValueBound bound, decimal number, decimal limit) =>
        bound switch
        {
            ValueBound.Below => number <= limit,
            ValueBound.AtMost or ValueBound.Exact => number < limit,
            ValueBound.AtLeast or ValueBound.Above => false,
        };

    /// <summary>Whether the true value is surely at a limit or above it.</summary>
    public static bool SurelyAtLeast(this ValueBound bound, decimal number, decimal limit) =>
        bound switch
        {
            ValueBound.Above or ValueBound.AtLeast or ValueBound.Exact => number >= limit,
            ValueBound.AtMost or ValueBound.Below => false,
        };

    /// <summary>How one result stands to another: 1 surely above, -1 surely below, 0 the same number measured twice; null where a bound leaves it open.</summary>
    public static int? Compare(LabValue one, LabValue other)
    {
        if (one.Bound == ValueBound.Exact && other.Bound == ValueBound.Exact)
            return one.Canonical.CompareTo(other.Canonical);
        if (IsBelow(one, other))
            return -1;
        return IsBelow(other, one) ? 1 : null;
    }

    private static bool IsBelow(LabValue low, LabValue high) =>
        low.Bound <= ValueBound.Exact
        && high.Bound >= ValueBound.Exact
        && (
            low.Canonical < high.Canonical
            || (low.Canonical == high.Canonical && (low.Bound == ValueBound.Below || high.Bound == ValueBound.Above))
        );
}

/// <summary>A laboratory result as text: a number, or a number with one of the signs &lt; ≤ &gt; ≥ (also &lt;= and &gt;=) before it.</summary>
public sealed record TypedResult(ValueBound Bound, TypedNumber Number)
{
    private static readonly (string Sign, ValueBound Bound)[] Signs =
    [
        ("<=", ValueBound.AtMost),
        ("=<", ValueBound.AtMost),
        ("≤", ValueBound.AtMost),
        ("⩽", ValueBound.AtMost),
        (">=", ValueBound.AtLeast),
        ("=>", ValueBound.AtLeast),
        ("≥", ValueBound.AtLeast),
        ("⩾", ValueBound.AtLeast),
        ("<", ValueBound.Below),
        ("＜", ValueBound.Below),
        (">", ValueBound.Above),
        ("＞", ValueBound.Above),
    ];

    /// <summary>A sign without a number is unreadable, not empty.</summary>
    public static TypedResult Read(string? typed)
    {
        string text = (typed ?? "").Trim();
        foreach (var (sign, bound) in Signs)
        {
            if (!text.StartsWith(sign, StringComparison.Ordinal))
                continue;
            var number = TypedNumber.Read(text[sign.Length..]);
            return new TypedResult(
                bound,
                number.Outcome == TypedNumberOutcome.Empty ? new TypedNumber(TypedNumberOutcome.Unreadable) : number
            );
        }

        return new TypedResult(ValueBound.Exact, TypedNumber.Read(text));
    }
}
