using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Reads the entries of <c>db/reference/case-mix.json</c>.</summary>
/// <param name="own">Sources that the ledger of rates does not name.</param>
internal sealed class CaseMixReader(ReferenceSet rates, IReadOnlyList<ReferenceSource> own)
{
    public CaseMixFigure ReadFigure(DataElement element)
    {
        element.Knows(
            "id",
            "population",
            "arm",
            "item",
            "what",
            "count",
            "n",
            "percent",
            "words",
            "denominator",
            "at",
            "calculated",
            "note",
            "verified",
            "sources"
        );
        string population = element["population"].Text(),
            arm = element["arm"].Text();
        var of = rates.Populations.FirstOrDefault(one => string.Equals(one.Id, population, StringComparison.Ordinal))
            ?? throw element["population"].Refuse($"is \"{population}\", which the ledger does not know.");
        var figure = new CaseMixFigure(
            element["id"].Text(),
            of,
            of.Arms.FirstOrDefault(one => string.Equals(one.Id, arm, StringComparison.Ordinal))
                ?? throw element["arm"].Refuse($"is {arm}, which is no arm of {population}."),
            element.Optional("item")?.Name<CaseMixItem>(),
            element["what"].Localized(),
            element.Optional("count")?.IntegerFrom(0, 100_000),
            element.Optional("n")?.IntegerFrom(1, 100_000),
            Percent(element.Optional("percent")),
            element.Optional("words")?.Localized(),
            element.Optional("denominator")?.Name<ShareOf>() ?? ShareOf.Known,
            element["at"].Localized(),
            element.Optional("calculated")?.Localized(),
            element.Optional("note")?.Localized(),
            element["verified"].Boolean(),
            [.. element["sources"].Items().Select(Source)]
        );
        Require(element, figure);
        return figure;
    }

    public EntryRule ReadRule(DataElement element)
    {
        element.Knows("regimen", "item", "atLeast", "atMost", "text", "verified", "source");
        var rule = new EntryRule(
            element["regimen"].Name<Regimen>(),
            element["item"].Name<CaseMixItem>(),
            element["atLeast"].IntegerFrom(0, 100),
            element.Optional("atMost")?.IntegerFrom(0, 100),
            element["text"].Localized(),
            element["verified"].Boolean(),
            Source(element["source"])
        );
        if (rule.Item is not (CaseMixItem.OnePriorLine or CaseMixItem.Ecog2))
            throw element["item"].Refuse($"is {rule.Item}, of which the unit has no number to hold against a rule.");
        if (rule.AtMost < rule.AtLeast)
            throw element["atMost"].Refuse("is below atLeast.");
        if (rule.Verified && !rule.Source.Read)
            throw element["verified"].Refuse($"is true, but {rule.Source.Tag} was not read.");
        return rule;
    }

    public static IEnumerable<ControlCandidate> ReadControl(DataElement element)
    {
        element.Knows("llt", "basis", "band", "regimens", "why");
        string llt = element["llt"].Text();
        var (basis, band, why) = (
            element["basis"].Name<EventBasis>(),
            element["band"].Name<GradeBand>(),
            element["why"].Localized()
        );
        return
        [
            .. element["regimens"]
                .Items()
                .Select(regimen => new ControlCandidate(
                    new StreamKey
                    {
                        Regimen = regimen.Name<Regimen>(),
                        LltCode = llt,
                        Basis = basis,
                        Band = band,
                    },
                    why
                )),
        ];
    }

    private static void Require(DataElement element, CaseMixFigure figure)
    {
        if (figure.Sources.Count == 0)
            throw element["sources"].Refuse("is empty.");
        if (figure.Verified && figure.Sources.All(source => !source.Read))
            throw element["verified"].Refuse("is true, but no source of it was read.");
        if (figure.Share is null == figure.Words is null)
            throw element.Refuse("must give either a share or words.");
        if (figure.Count is not null && figure.Patients is null)
            throw element["count"].Refuse("has no n.");
        if (figure.Count > figure.Patients)
            throw element["count"].Refuse("is above n.");
        if (figure is { Count: { } x, Patients: { } n, Printed: { } percent } && !percent.CouldBe(x, n))
            throw element["percent"].Refuse($"is {percent}, which {x} of {n} do not give.");
        if (figure.Calculated is not null && figure.Count is null)
            throw element["calculated"].Refuse("explains a count that is not there.");
    }

    private static PrintedPercent? Percent(DataElement? element) =>
        element is null ? null
        : PrintedPercent.TryParse(element.Text(), out var percent) ? percent
        : throw element.Refuse($"is no percentage: \"{element.Text()}\".");

    private ReferenceSource Source(DataElement element) =>
        own.Concat(rates.Sources)
            .FirstOrDefault(source => string.Equals(source.Tag, element.Text(), StringComparison.Ordinal))
        ?? throw element.Refuse($"names \"{element.Text()}\", which neither this file nor the ledger defines.");
}
