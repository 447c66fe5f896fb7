using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>How the report prints times and amounts: the same everywhere on every machine.</summary>
internal static class ReportFormat
{
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Thousandths as the whole unit, without trailing zeros.</summary>
    public static decimal? FromThousandths(long? amount) =>
        amount is { } known
            ? known % 1000 == 0
                ? known / 1000
                : known / 1000m
            : null;
}
