using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>All rate tables, and what goes with a running infusion. Parsed from <c>db/reference/rate-tables.json</c>.</summary>
/// <param name="WatchAfterRestart">How long an infusion restarted after a reaction stays below its initial rate.</param>
/// <param name="VolumeTolerancePercent">
/// Per cent of the bag by which the volume worked out from times and rates may differ from it: the end is entered some minutes after the bag is empty.
/// </param>
public sealed record RatePlans(
    string Version,
    IReadOnlyList<RateTable> Tables,
    FlatDose Subcutaneous,
    TimeSpan WatchAfterRestart,
    int VolumeTolerancePercent
)
{
    /// <summary>The table an infusion has by itself.</summary>
    /// <param name="ordinal">1 for the first infusion given in the course.</param>
    public RateTable For(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        return Tables.First(table => ordinal >= table.FromOrdinal && ordinal <= (table.ToOrdinal ?? int.MaxValue));
    }

    /// <summary>The bag of a table.</summary>
    public InfusionBag BagOf(RateTable table) =>
        new(table.VolumeMicrolitres, table.VolumeMicrolitres * VolumeTolerancePercent / 100);

    public RateTable? Find(string id) =>
        Tables.FirstOrDefault(table => string.Equals(table.Id, id, StringComparison.Ordinal));

    /// <summary>How the drug is given by a plan; null where there is none of that id.</summary>
    public InfusionRoute? RouteOf(string id) =>
        string.Equals(id, Subcutaneous.Id, StringComparison.Ordinal) ? InfusionRoute.Subcutaneous : Find(id)?.Route;

    /// <summary>The content a person sees under an id, table or flat dose; null where there is none.</summary>
    public string? HashOf(string id) =>
        string.Equals(id, Subcutaneous.Id, StringComparison.Ordinal) ? Subcutaneous.ContentHash : Find(id)?.ContentHash;

    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static RatePlans Parse(string json, string file)
    {
        var root = DataElement
            .Parse(json, file)
            .Knows("version", "watchAfterRestart", "volumeTolerance", "tables", "subcutaneous");
        var list = root["tables"];
        var tables = list.Items().Select(ReadTable).ToList();
        if (
            tables.Select(table => table.Id).Append("subcutaneous").Distinct(StringComparer.Ordinal).Count()
            <= tables.Count
        )
            throw list.Refuse("gives two tables one id.");
        RequireOneForEachOrdinal(list, [.. tables.Where(table => table.FromOrdinal is not null)]);
        var watch = root["watchAfterRestart"].Knows("minutes", "source");
        _ = watch["source"].Text();
        var tolerance = root["volumeTolerance"].Knows("percent", "source");
        _ = tolerance["source"].Text();
        return new RatePlans(
            root["version"].Text(),
            tables,
            ReadFlatDose(root["subcutaneous"]),
            TimeSpan.FromMinutes(watch["minutes"].IntegerFrom(1, 240)),
            tolerance["percent"].IntegerFrom(0, 50)
        );
    }

    private static void RequireOneForEachOrdinal(DataElement list, List<RateTable> byOrdinal)
    {
        int next = 1;
        foreach (var table in byOrdinal)
        {
            if (table.FromOrdinal != next)
                throw list.Refuse($"leaves infusion {next} without a table or gives it two.");
            if (table.ToOrdinal is null != ReferenceEquals(table, byOrdinal[^1]))
                throw list.Refuse("must be open-ended in the last table by ordinal and only there.");
            next = (table.ToOrdinal ?? 0) + 1;
        }

        if (byOrdinal.Count == 0)
            throw list.Refuse("has no table by ordinal.");
        if (byOrdinal.Any(table => table.Use != RateTableUse.Label))
            throw list.Refuse("has a table by ordinal that is not the label's: off-label practice is never a default.");
    }

    private static RateTable ReadTable(DataElement element)
    {
        element.Knows(
            "id",
            "version",
            "name",
            "use",
            "route",
            "fromOrdinal",
            "toOrdinal",
            "volumeMl",
            "stages",
            "publishedMinutes",
            "source"
        );
        int? from = element.Optional("fromOrdinal")?.IntegerFrom(1, 1000);
        var table = new RateTable(
            element["id"].Text(),
            element["version"].Text(),
            element["name"].Localized(),
            element["use"].Name<RateTableUse>(),
            from,
            element.Optional("toOrdinal")?.IntegerFrom(from ?? 1, 1000),
            element["volumeMl"].IntegerFrom(1, 5000),
            ReadStages(element["stages"]),
            TimeSpan.FromMinutes((double)element["publishedMinutes"].PositiveNumber()),
            element["source"].Localized(),
            element.Optional("route")?.Name<InfusionRoute>() ?? InfusionRoute.Intravenous
        );
        if (table.Route is InfusionRoute.Subcutaneous)
            throw element["route"].Refuse("is Subcutaneous, which has no rate.");
        if (table.Route is not InfusionRoute.Intravenous && from is not null)
            throw element["route"].Refuse("of a table by ordinal must be Intravenous: nothing else is a default.");
        // The rates were recalled and the duration was published: they vouch for each other, or the file is not used.
        return table.Duration == table.Published
            ? table
            : throw element["stages"]
                .Refuse(
                    FormattableString.Invariant(
                        $"run {table.VolumeMl} mL in {table.Duration.TotalMinutes:0.##} minutes, but publishedMinutes is {table.Published.TotalMinutes:0.##}."
                    )
                );
    }

    private static List<RateStage> ReadStages(DataElement list)
    {
        var items = list.Items().ToList();
        if (items.Count == 0)
            throw list.Refuse("is empty.");
        var stages = new List<RateStage>(items.Count);
        foreach (var item in items)
        {
            item.Knows("mlPerHour", "minutes");
            bool last = stages.Count == items.Count - 1;
            var lasts = item.Optional("minutes") is { } minutes
                ? TimeSpan.FromMinutes(minutes.IntegerFrom(1, 600))
                : (TimeSpan?)null;
            if (lasts is null != last)
                throw item.Refuse("must give minutes, except in the last stage.");
            decimal rate = item["mlPerHour"].PositiveNumber() * 1000;
            if (rate != decimal.Truncate(rate))
                throw item["mlPerHour"].Refuse("has more than three decimals.");
            if (stages.Count > 0 && rate <= stages[^1].RateMicrolitresPerHour)
                throw item["mlPerHour"].Refuse("must be above the stage before.");
            stages.Add(new RateStage((long)rate, lasts));
        }

        return stages;
    }

    private static FlatDose ReadFlatDose(DataElement element)
    {
        element.Knows("id", "version", "name", "doseMg", "source");
        return new FlatDose(
            element["id"].Text(),
            element["version"].Text(),
            element["name"].Localized(),
            element["doseMg"].IntegerFrom(1, 10_000) * 1000L,
            element["source"].Localized()
        );
    }
}
