using System.Globalization;

namespace Pharmacovigilance.Web.Shared;

/// <summary>Numbers as people type them, with a decimal point or a decimal comma.</summary>
public static class DecimalEntry
{
    /// <summary>Reads an amount in thousandths of its unit, e.g. kg → g or mL/h → µL/h.</summary>
    /// <returns>Null when it is no number, is negative, or has more than three decimals: nothing is rounded in silence.</returns>
    public static long? Thousandths(string text)
    {
        // A group separator would make 1,000 ambiguous, so none is allowed: 1,000 reads as 1.000, which the bounds then question.
        if (!decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return null;
        decimal thousandths = value * 1000m;
        return thousandths != decimal.Truncate(thousandths) || thousandths > 1_000_000_000m ? null : (long)thousandths;
    }

    /// <summary>The amount as a person would type it; empty for null.</summary>
    public static string Text(long? thousandths) => thousandths is { } known ? (known / 1000m).ToString("0.###", CultureInfo.CurrentCulture) : "";
}
