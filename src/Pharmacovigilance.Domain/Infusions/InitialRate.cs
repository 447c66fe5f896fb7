using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>The rate an infusion starts with.</summary>
/// <param name="FromOrdinal">The first infusion of the course this applies to.</param>
/// <param name="ToOrdinal">The last; null for all later ones.</param>
/// <param name="MlPerHour">Initial rate.</param>
public sealed record InitialRate(int FromOrdinal, int? ToOrdinal, decimal MlPerHour)
{
    /// <summary>The rate to restart at after an infusion reaction: half of the initial rate of that infusion, whatever the rate was when it began.</summary>
    public decimal RestartMlPerHour => MlPerHour / 2;
}

/// <summary>Initial rates by infusion ordinal. Parsed from <c>db/reference/regimens.json</c>.</summary>
/// <param name="Verified">False while the table has not been read in a leaflet; then it is a proposal that must be shown as unconfirmed.</param>
/// <param name="StatusReason">Why it is not verified; null where it is.</param>
public sealed record InitialRateTable(IReadOnlyList<InitialRate> Rates, bool Verified, string? StatusReason, string Source)
{
    /// <param name="ordinal">1 for the first infusion of the course.</param>
    public InitialRate For(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        return Rates.First(r => ordinal >= r.FromOrdinal && ordinal <= (r.ToOrdinal ?? int.MaxValue));
    }

    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static InitialRateTable Parse(string json, string file)
    {
        var element = RegimenData.Root(json, file)["initialRates"];
        element.Knows("verified", "reason", "source", "rates");
        var table = new InitialRateTable(
            [.. element["rates"].Items().Select(Read)],
            element["verified"].Boolean(),
            element.Optional("reason")?.Text(),
            element["source"].Text());
        if (!table.Verified && table.StatusReason is null) throw element.Refuse("is not verified and gives no reason.");

        var next = 1;
        for (var i = 0; i < table.Rates.Count; i++)
        {
            var isLast = i == table.Rates.Count - 1;
            if (table.Rates[i].FromOrdinal != next) throw element["rates"].Refuse($"leaves infusion {next} without a rate or gives it two.");
            if (table.Rates[i].ToOrdinal is null != isLast) throw element["rates"].Refuse("must be open-ended in its last row and only there.");
            next = (table.Rates[i].ToOrdinal ?? 0) + 1;
        }

        return table.Rates.Count == 0 ? throw element["rates"].Refuse("is empty.") : table;
    }

    private static InitialRate Read(DataElement element)
    {
        element.Knows("fromOrdinal", "toOrdinal", "mlPerHour");
        var from = element["fromOrdinal"].IntegerFrom(1, 1000);
        return new InitialRate(from, element.Optional("toOrdinal")?.IntegerFrom(from, 1000), element["mlPerHour"].PositiveNumber());
    }
}
