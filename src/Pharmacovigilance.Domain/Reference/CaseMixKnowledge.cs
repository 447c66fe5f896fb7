using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>What a share of a trial is a share of.</summary>
public enum ShareOf
{
    /// <summary>Patients with a known value.</summary>
    Known = 1,

    /// <summary>Everybody randomised, those without a value included.</summary>
    Everybody = 2,
}

/// <summary>What is published of the patients of a trial's arm before treatment.</summary>
/// <param name="Id">Stable and readable; never reused.</param>
/// <param name="Item">Null for what the unit does not count.</param>
/// <param name="Count">Patients; null where none is printed or follows.</param>
/// <param name="Patients">What <paramref name="Count"/> is of.</param>
/// <param name="Printed">The percentage as printed; null where there is none.</param>
/// <param name="Words">What is no share, e.g. a median with its range; null for a share.</param>
/// <param name="At">At what time of the trial it was so: its data cut, or before one.</param>
/// <param name="Calculated">From what the count was worked out; null where it is printed.</param>
/// <param name="Verified">Whether a source of it was read; otherwise it is never shown as a fact.</param>
/// <param name="Sources">All that were read for it, at least one.</param>
public sealed record CaseMixFigure(
    string Id,
    Population Population,
    PopulationArm Arm,
    CaseMixItem? Item,
    LocalizedText What,
    int? Count,
    int? Patients,
    PrintedPercent? Printed,
    LocalizedText? Words,
    ShareOf Denominator,
    LocalizedText At,
    LocalizedText? Calculated,
    LocalizedText? Note,
    bool Verified,
    IReadOnlyList<ReferenceSource> Sources
)
{
    /// <summary>The share, 0 to 1: of the count where there is one, else as printed. Null where it is none.</summary>
    public decimal? Share =>
        Count is { } count && Patients is { } patients ? (decimal)count / patients : Printed?.Value / 100;
}

/// <summary>Who could enter a trial: a rule, and no rate.</summary>
/// <param name="AtMost">Null = no upper bound.</param>
/// <param name="Verified">Whether it was read of this trial; otherwise it is shown as to be confirmed.</param>
public sealed record EntryRule(
    Regimen Regimen,
    CaseMixItem Item,
    int AtLeast,
    int? AtMost,
    LocalizedText Text,
    bool Verified,
    ReferenceSource Source
)
{
    /// <summary>Whether a number is known to be outside.</summary>
    public bool Excludes(int? number) => number < AtLeast || number > AtMost;
}

/// <summary>A line that may serve as a control of how a unit records.</summary>
/// <param name="Why">Why, and what it cannot tell.</param>
public sealed record ControlCandidate(StreamKey Stream, LocalizedText Why);

/// <summary>What <c>db/reference/case-mix.json</c> holds: whom the trials treated, and which lines may be chosen as controls.</summary>
/// <param name="Figures">All of them, unverified too, in the order of the file.</param>
public sealed record CaseMixKnowledge(
    IReadOnlyList<CaseMixFigure> Figures,
    IReadOnlyList<EntryRule> Rules,
    IReadOnlyList<ControlCandidate> Controls
)
{
    /// <summary>The verified share of the trial with the regimen; null = not known.</summary>
    public CaseMixFigure? FigureOf(Regimen regimen, CaseMixItem item) =>
        Figures.FirstOrDefault(figure =>
            figure is { Verified: true, Share: not null } && figure.Arm.Regimen == regimen && figure.Item == item
        );

    /// <summary>The verified median of earlier lines; null = not known.</summary>
    public CaseMixFigure? PriorLinesOf(Regimen regimen) =>
        Figures.FirstOrDefault(figure =>
            figure is { Verified: true, Words: not null, Item: CaseMixItem.OnePriorLine }
            && figure.Arm.Regimen == regimen
        );

    public EntryRule? RuleOf(Regimen regimen, CaseMixItem item) =>
        Rules.FirstOrDefault(rule => rule.Regimen == regimen && rule.Item == item);

    /// <param name="rates">The ledger, for populations and sources.</param>
    /// <exception cref="DataFormatException">The data is malformed, contradicts itself, or names what the ledger does not have.</exception>
    public static CaseMixKnowledge Parse(string json, string file, ReferenceSet rates)
    {
        var root = DataElement.Parse(json, file).Knows("about", "sources", "figures", "entryRules", "controls");
        var reader = new CaseMixReader(rates, [.. root["sources"].Items().Select(PopulationReader.ReadSource)]);
        var figures = root["figures"].Items().Select(reader.ReadFigure).ToList();
        if (figures.DistinctBy(figure => figure.Id, StringComparer.Ordinal).Count() != figures.Count)
            throw root["figures"].Refuse("has an id twice.");
        if (
            figures
                .Where(figure => figure is { Item: not null, Share: not null })
                .GroupBy(figure => (figure.Arm, figure.Item))
                .Any(same => same.Skip(1).Any())
        )
            throw root["figures"].Refuse("has two shares of one item and arm.");
        var rules = root["entryRules"].Items().Select(reader.ReadRule).ToList();
        if (rules.DistinctBy(rule => (rule.Regimen, rule.Item)).Count() != rules.Count)
            throw root["entryRules"].Refuse("has two rules on one item.");
        return new CaseMixKnowledge(
            figures,
            rules,
            [.. root["controls"].Items().SelectMany(CaseMixReader.ReadControl)]
        );
    }
}
