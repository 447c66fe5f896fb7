using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Reads what the rows of a reference ledger refer to: sources, populations, data cuts, comparisons.</summary>
internal sealed class PopulationReader(IReadOnlyDictionary<string, ReferenceSource> sources)
{
    public static ReferenceSource ReadSource(DataElement element)
    {
        element.Knows("tag", "title", "address", "read");
        return new ReferenceSource(
            element["tag"].Text(),
            element["title"].Text(),
            element["address"].Text(),
            element["read"].Boolean()
        );
    }

    public static LedgerEntry ReadEntry(DataElement element)
    {
        element.Knows("on", "by", "how");
        return new LedgerEntry(element["on"].Date(), element["by"].Localized(), element["how"].Localized());
    }

    public static SourceComparison ReadComparison(DataElement element)
    {
        element.Knows("key", "title", "why");
        return new SourceComparison(element["key"].Text(), element["title"].Localized(), element["why"].Localized());
    }

    public Population ReadPopulation(DataElement element)
    {
        element.Knows(
            "id",
            "title",
            "kind",
            "phase",
            "registry",
            "publication",
            "source",
            "ctcae",
            "withoutRate",
            "arms",
            "route"
        );
        var population = new Population(
            element["id"].Text(),
            element["title"].Text(),
            element["kind"].Name<PopulationKind>(),
            element.Optional("phase")?.Text(),
            element.Optional("registry")?.Text(),
            element["publication"].Text(),
            Source(element["source"]),
            ReadGradedBy(element.Optional("ctcae")),
            element.Optional("withoutRate")?.Localized(),
            [.. element["arms"].Items().Select(ReadArm)],
            element.Optional("route")?.Name<InfusionRoute>() ?? InfusionRoute.Intravenous
        );
        if (population.Arms.Count == 0 && population.WithoutRate is null)
            throw element["arms"].Refuse("is empty.");
        if (population.Arms.DistinctBy(arm => arm.Id, StringComparer.Ordinal).Count() != population.Arms.Count)
            throw element["arms"].Refuse("names an arm twice.");
        if (population.Kind == PopulationKind.Cohort && population.Arms.Any(arm => arm.Regimen is not null))
            throw element["arms"].Refuse("gives a regimen of the unit to a cohort, which would make it comparable.");
        return population;
    }

    public DataCut ReadCut(DataElement element, IReadOnlyDictionary<string, Population> populations)
    {
        element.Knows(
            "id",
            "population",
            "label",
            "date",
            "dateVerified",
            "dateSource",
            "medianFollowUpMonths",
            "medianFollowUpVerified",
            "followUpSource",
            "exposure",
            "note"
        );
        var cut = new DataCut(
            element["id"].Text(),
            populations.GetValueOrDefault(element["population"].Text()) ?? throw Unknown(element["population"]),
            element["label"].Text(),
            element.Optional("date")?.Date(),
            element["dateVerified"].Boolean(),
            element.Optional("dateSource") is { } dateSource ? Source(dateSource) : null,
            element.Optional("medianFollowUpMonths")?.PositiveNumber(),
            element["medianFollowUpVerified"].Boolean(),
            element.Optional("followUpSource") is { } followUpSource ? Source(followUpSource) : null,
            [.. element.Optional("exposure")?.Items().Select(ReadExposure) ?? []],
            element["note"].Text()
        );
        RequireSource(element, "date", cut.Date is not null, cut.DateVerified, cut.DateSource);
        RequireSource(
            element,
            "medianFollowUpMonths",
            cut.MedianFollowUpMonths is not null,
            cut.MedianFollowUpVerified,
            cut.FollowUpSource
        );
        if (
            cut.Exposures.Any(e =>
                cut.Population.Arms.All(arm => !string.Equals(arm.Id, e.ArmId, StringComparison.Ordinal))
            )
        )
            throw element["exposure"].Refuse($"names an arm that {cut.Population.Id} does not have.");
        if (cut.Exposures.DistinctBy(e => e.ArmId, StringComparer.Ordinal).Count() != cut.Exposures.Count)
            throw element["exposure"].Refuse("names an arm twice.");
        return cut;
    }

    /// <summary>A figure has a source, and counts as verified only where that source was read.</summary>
    private static void RequireSource(
        DataElement element,
        string name,
        bool known,
        bool verified,
        ReferenceSource? source
    )
    {
        if (known != source is not null)
            throw element.Refuse($"must name a source of {name} exactly where it gives one.");
        if (verified && source?.Read != true)
            throw element.Refuse($"says that {name} is verified, but no source of it was read.");
    }

    private PopulationArm ReadArm(DataElement element)
    {
        element.Knows("id", "name", "n", "regimen", "calculated", "source");
        return new PopulationArm(
            element["id"].Text(),
            element["name"].Localized(),
            element["n"].IntegerFrom(1, 100_000),
            element.Optional("regimen")?.Name<Regimen>(),
            element.Optional("calculated")?.Localized(),
            Source(element["source"])
        );
    }

    private TreatmentExposure ReadExposure(DataElement element)
    {
        element.Knows("arm", "medianWeeks", "verified", "source");
        var exposure = new TreatmentExposure(
            element["arm"].Text(),
            element["medianWeeks"].PositiveNumber(),
            element["verified"].Boolean(),
            Source(element["source"])
        );
        return exposure.Verified && !exposure.Source.Read
            ? throw element["verified"].Refuse($"is true, but {exposure.Source.Tag} was not read.")
            : exposure;
    }

    private static GradedBy? ReadGradedBy(DataElement? element)
    {
        if (element is null)
            return null;
        element.Knows("version", "verified", "note");
        return CtcaeVersions.TryParse(element["version"].Text(), out var version)
            ? new GradedBy(version, element["verified"].Boolean(), element["note"].Localized())
            : throw element["version"].Refuse($"must be 4.03, 5.0 or 6.0, but is \"{element["version"].Text()}\".");
    }

    private ReferenceSource Source(DataElement element) =>
        sources.GetValueOrDefault(element.Text()) ?? throw Unknown(element);

    private static DataFormatException Unknown(DataElement element) =>
        element.Refuse($"names \"{element.Text()}\", which the file does not define.");
}
