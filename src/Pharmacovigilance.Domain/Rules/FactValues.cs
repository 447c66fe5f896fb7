using System.Globalization;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>The invariant printed forms of fact values.</summary>
internal static class FactValues
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture) ?? FactWords.Unknown;

    /// <summary>An instant, a date where only the day is known, or "unknown".</summary>
    public static string Of(PartialTime? at) =>
        at is null ? FactWords.Unknown
        : at.Day is { } day ? Of(day)
        : Of(at.Earliest);

    public static string Of(AdverseEvents.Grade? grade) => grade is { } known ? Of((int)known) : FactWords.Unknown;

    /// <summary>At least two decimals, as laboratories print an ANC, and never fewer than the value has: 0.499 is not 0.50.</summary>
    public static string GigaPerLitre(long microGigaPerLitre) =>
        (microGigaPerLitre / 1_000_000m).ToString("0.00####", CultureInfo.InvariantCulture);

    public static string MillilitresPerHour(decimal? microlitresPerHour) =>
        microlitresPerHour is { } known
            ? (known / 1000m).ToString("0.####", CultureInfo.InvariantCulture)
            : FactWords.Unknown;

    /// <summary>Whole hours and minutes, rounded up to the next minute, so that an age over a limit never reads as the limit.</summary>
    public static string HoursMinutes(TimeSpan age)
    {
        long minutes = (long)Math.Ceiling(age.TotalMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");
    }

    /// <summary>The least and the most it can be where a time of day is not known.</summary>
    public static string HoursMinutes(TimeSpan least, TimeSpan most) =>
        least == most ? HoursMinutes(least) : $"{HoursMinutes(least)}–{HoursMinutes(most)}";

    public static bool TryInstant(string value, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(
            value,
            InstantFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out at
        );
}
