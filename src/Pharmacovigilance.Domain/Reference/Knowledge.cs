using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Everything the product knows from published sources, each part with its version: what db/reference holds.</summary>
/// <param name="Ctcae">The dictionary in force.</param>
/// <param name="Rates">What the trials saw.</param>
/// <param name="InitialRates">By infusion ordinal; carries whether it was confirmed against the leaflet.</param>
/// <param name="Rules">The rule set in force.</param>
public sealed record Knowledge(
    CtcaeDictionary Ctcae,
    ReferenceSet Rates,
    IReadOnlyDictionary<Regimen, RegimenCalendar> Calendars,
    IReadOnlyDictionary<Regimen, PremedicationPlan> Premedication,
    InitialRateTable InitialRates,
    RuleSet Rules)
{
    /// <summary>Names of all premedication drugs by code, for texts.</summary>
    public IReadOnlyDictionary<string, LocalizedText> DrugNames { get; } = Premedication.Values
        .SelectMany(plan => plan.Drugs).DistinctBy(drug => drug.Code, StringComparer.Ordinal)
        .ToDictionary(drug => drug.Code, drug => drug.Name, StringComparer.Ordinal);

    /// <summary>Parses all files of db/reference.</summary>
    /// <param name="read">Gives the text of a file by its path below db/reference.</param>
    /// <exception cref="DataFormatException">A file is malformed; the message names file and element.</exception>
    public static Knowledge Parse(Func<string, string> read)
    {
        const string Regimens = "regimens.json";
        string regimens = read(Regimens);
        return new Knowledge(
            CtcaeDictionary.Parse(read("ctcae-5.0.json"), "ctcae-5.0.json"),
            ReferenceSet.Parse(read("rates.json"), "rates.json"),
            RegimenCalendar.Parse(regimens, Regimens),
            PremedicationPlan.Parse(regimens, Regimens),
            InitialRateTable.Parse(regimens, Regimens),
            RuleSet.Parse(read("rules/eu-2023.json"), "rules/eu-2023.json"));
    }
}
