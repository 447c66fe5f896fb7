using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>
/// What a source lets one say about an event whose rate it does not print: it happened to at most, or to at least, so many.
/// A bound is shown as a bound. It is never a rate, and nothing is compared with it.
/// </summary>
/// <param name="Id">Stable and readable; never reused.</param>
/// <param name="Event">The event as the source would name it.</param>
/// <param name="Llt">MedDRA LLT of the CTCAE term; null where there is none.</param>
/// <param name="Bands">Where it holds. A bound on any grade holds for grade 3 and higher too.</param>
/// <param name="AtMost">Patients; null for a bound from below. Exactly one of the two is set.</param>
/// <param name="AtLeast">Patients; null for a bound from above.</param>
/// <param name="Why">Why it follows from the source.</param>
/// <param name="Caution">Where it is weak; null where it is not.</param>
/// <param name="Sources">All that were read for it, at least one.</param>
public sealed record RateBound(
    string Id,
    DataCut Cut,
    PopulationArm Arm,
    string Event,
    string? Llt,
    EventBasis Basis,
    IReadOnlyList<GradeBand> Bands,
    int Patients,
    int? AtMost,
    int? AtLeast,
    LocalizedText Why,
    LocalizedText? Caution,
    IReadOnlyList<ReferenceSource> Sources
)
{
    /// <summary>Whether it says something about the trial of a stream.</summary>
    public bool IsOf(StreamKey stream) =>
        Arm.Regimen == stream.Regimen
        && Cut.Population.Route == stream.Route
        && Basis == stream.Basis
        && Bands.Contains(stream.Band)
        && string.Equals(Llt, stream.LltCode, StringComparison.Ordinal);
}

/// <summary>A document that was found and whose part on safety was not read: where a person finds figures the ledger lacks.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Holds">What to look for in it.</param>
public sealed record FurtherReading(string Title, string Address, LocalizedText Holds);

/// <summary>Reads bounds, and where to read on.</summary>
internal sealed class RateBoundReader(
    IReadOnlyDictionary<string, ReferenceSource> sources,
    IReadOnlyDictionary<string, DataCut> cuts
)
{
    public static FurtherReading ReadFurther(DataElement element)
    {
        element.Knows("title", "address", "holds");
        return new FurtherReading(element["title"].Text(), element["address"].Text(), element["holds"].Localized());
    }

    public RateBound Read(DataElement element)
    {
        element.Knows(
            "id",
            "cut",
            "arm",
            "event",
            "llt",
            "basis",
            "bands",
            "n",
            "atMost",
            "atLeast",
            "why",
            "caution",
            "sources"
        );
        var cut = cuts.GetValueOrDefault(element["cut"].Text())
            ?? throw element["cut"].Refuse($"names \"{element["cut"].Text()}\", which the file does not define.");
        string arm = element["arm"].Text();
        var bound = new RateBound(
            element["id"].Text(),
            cut,
            cut.Population.Arms.FirstOrDefault(one => string.Equals(one.Id, arm, StringComparison.Ordinal))
                ?? throw element["arm"].Refuse($"is {arm}, which is no arm of {cut.Population.Id}."),
            element["event"].Text(),
            element.Optional("llt")?.Text(),
            element["basis"].Name<EventBasis>(),
            [.. element["bands"].Items().Select(band => band.Name<GradeBand>())],
            element["n"].IntegerFrom(1, 100_000),
            element.Optional("atMost")?.IntegerFrom(0, 100_000),
            element.Optional("atLeast")?.IntegerFrom(1, 100_000),
            element["why"].Localized(),
            element.Optional("caution")?.Localized(),
            [.. element["sources"].Items().Select(Source)]
        );
        if (bound.AtMost is null == bound.AtLeast is null)
            throw element.Refuse("must say either atMost or atLeast.");
        if (bound.Patients > bound.Arm.Patients || (bound.AtMost ?? bound.AtLeast) > bound.Patients)
            throw element["n"].Refuse("does not hold the bound, or the arm does not hold it.");
        if (bound.Bands.Count == 0 || bound.Sources.Count == 0)
            throw element.Refuse("must name a band and a source.");
        if (bound is { AtLeast: not null } && !bound.Bands.SequenceEqual([GradeBand.Any]))
            throw element["bands"].Refuse("of a bound from below can only be any grade.");
        return bound;
    }

    private ReferenceSource Source(DataElement element) =>
        sources.GetValueOrDefault(element.Text()) is { Read: true } read
            ? read
            : throw element.Refuse($"names \"{element.Text()}\", which is no source that was read.");
}
