using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>How isatuximab enters the body. Stored by name.</summary>
public enum InfusionRoute
{
    /// <summary>Into a vein, by weight, at a rate.</summary>
    Intravenous = 1,

    /// <summary>Under the skin, a flat dose: no rate, no rate table, no dose per kilogram.</summary>
    Subcutaneous = 2,

    /// <summary>Into a vein, by weight, the whole bag in about 30 minutes: off-label practice that the trials did not have.</summary>
    IntravenousRapid = 3,
}

/// <summary>What a rate table rests on.</summary>
public enum RateTableUse
{
    /// <summary>The label's table for infusions of these ordinals.</summary>
    Label = 1,

    /// <summary>Off-label practice of institutions: never by default, only where a physician chooses it.</summary>
    Institutional = 2,
}

/// <summary>One rate of a table.</summary>
/// <param name="RateMicrolitresPerHour">µL/h.</param>
/// <param name="Lasts">How long at least before the next rate; null for the last, which stays until the bag is empty.</param>
public sealed record RateStage(long RateMicrolitresPerHour, TimeSpan? Lasts);

/// <summary>How the rate of one intravenous infusion rises while there is no reaction. Parsed from <c>db/reference/rate-tables.json</c>.</summary>
/// <param name="FromOrdinal">First infusion of the course it is for by itself; null = only where a physician chooses it.</param>
/// <param name="ToOrdinal">Last such infusion; null = all later ones.</param>
/// <param name="VolumeMl">The prepared volume the table is made for.</param>
/// <param name="Stages">Rising, at least one.</param>
/// <param name="Published">The undisturbed duration that the source prints.</param>
/// <param name="Route">The way of giving the drug it is for; never under the skin.</param>
public sealed record RateTable(
    string Id,
    string Version,
    LocalizedText Name,
    RateTableUse Use,
    int? FromOrdinal,
    int? ToOrdinal,
    int VolumeMl,
    IReadOnlyList<RateStage> Stages,
    TimeSpan Published,
    LocalizedText Source,
    InfusionRoute Route = InfusionRoute.Intravenous
)
{
    public long InitialRate => Stages[0].RateMicrolitresPerHour;

    public long HighestRate => Stages[^1].RateMicrolitresPerHour;

    public long VolumeMicrolitres => VolumeMl * 1000L;

    /// <summary>What an undisturbed infusion takes, worked out from the stages.</summary>
    public TimeSpan Duration
    {
        get
        {
            decimal left = VolumeMicrolitres,
                hours = 0;
            foreach (var stage in Stages)
            {
                decimal toEmpty = left / stage.RateMicrolitresPerHour;
                decimal stays = stage.Lasts is { } lasts ? Math.Min((decimal)lasts.TotalHours, toEmpty) : toEmpty;
                hours += stays;
                left -= stays * stage.RateMicrolitresPerHour;
            }

            return TimeSpan.FromMilliseconds((double)Math.Round(hours * 3_600_000m));
        }
    }

    /// <summary>The next rate above one, and how long that one has to last first; null at or above the highest.</summary>
    /// <remarks>A rate between two stages counts as the lower of them: the conservative reading.</remarks>
    public (long Rate, TimeSpan After)? NextAbove(long rateMicrolitresPerHour)
    {
        if (Stages.FirstOrDefault(stage => stage.RateMicrolitresPerHour > rateMicrolitresPerHour) is not { } next)
            return null;
        var standing = Stages.LastOrDefault(stage => stage.RateMicrolitresPerHour <= rateMicrolitresPerHour)
            ?? Stages[0];
        return (next.RateMicrolitresPerHour, standing.Lasts ?? TimeSpan.Zero);
    }

    /// <summary>
    /// SHA-256 of everything a person confirms with a signature: a changed table has another, and the old signature does not
    /// speak for it.
    /// </summary>
    public string ContentHash =>
        Hashed([
            "rate-table-1",
            Id,
            Use.ToString(),
            Written(FromOrdinal),
            Written(ToOrdinal),
            Written(VolumeMl),
            .. Stages.Select(stage => $"{Written(stage.RateMicrolitresPerHour)}x{Written(stage.Lasts?.TotalMinutes)}"),
        ]);

    internal static string Hashed(IReadOnlyList<string?> content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content))));

    private static string? Written(IFormattable? value) => value?.ToString("G", CultureInfo.InvariantCulture);
}

/// <summary>The subcutaneous product: one dose for everybody, and nothing to run.</summary>
/// <param name="DoseMicrograms">µg.</param>
public sealed record FlatDose(string Id, string Version, LocalizedText Name, long DoseMicrograms, LocalizedText Source)
{
    /// <inheritdoc cref="RateTable.ContentHash"/>
    public string ContentHash =>
        RateTable.Hashed(["flat-dose-1", Id, DoseMicrograms.ToString(CultureInfo.InvariantCulture)]);
}
