using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Finds CTCAE terms and premedication drugs by the names people write.</summary>
internal sealed class ScenarioVocabulary(Knowledge knowledge)
{
    public static CtcaeTerm? Term(ScenarioElement element, CtcaeDictionary ctcae)
    {
        if (element.Text() is not { } text)
            return null;
        var found = ctcae.Find(text)
            ?? ctcae.Terms.FirstOrDefault(term => Same(term.Name.En, text) || Same(term.Name.Ru, text));
        if (found is null)
        {
            string offered = string.Join("; ", ctcae.Terms.Select(term => $"{term.Name.En} ({term.Llt})"));
            element.Refuse(
                $"is \"{text}\", which is no term of CTCAE {CtcaeVersions.Format(ctcae.Version)} in this product. Known: {offered}."
            );
        }

        return found;
    }

    /// <summary>The code of a drug that the plan of any jurisdiction has; any other only where the scenario says that it is another.</summary>
    public string? Drug(ScenarioElement element, Regimen regimen, bool other)
    {
        if (element.Text() is not { } text)
            return null;
        var plan = knowledge.Premedication[regimen];
        if (plan.Drugs.FirstOrDefault(drug => Names(drug).Any(name => Same(name, text))) is { } planned)
            return planned.Code;
        if (other)
            return text;
        element.Refuse(
            $"is \"{text}\", which is not in the premedication plan of {regimen} ({string.Join(", ", plan.Drugs.Select(d => d.Code))}). "
                + "For a drug beside the plan write { \"drug\": \"…\", \"other\": true }."
        );
        return null;
    }

    public IReadOnlyList<string> PlannedDrugs(Regimen regimen) =>
        [.. knowledge.PremedicationOf(regimen).Drugs.Select(drug => drug.Code)];

    private static IEnumerable<string> Names(Premedication drug) =>
        [
            drug.Code,
            drug.Name.En,
            drug.Name.Ru,
            .. drug.Aliases,
            .. drug.Name.En.Split(['(', ')'], StringSplitOptions.TrimEntries),
            drug.Name.En.Split(" or ")[0],
        ];

    // British and American spelling differ by these two digraphs in all the terms concerned.
    private static bool Same(string one, string other) =>
        string.Equals(Spelt(one), Spelt(other), StringComparison.Ordinal);

    private static string Spelt(string text) =>
        ScenarioElement
            .Plain(text)
            .Replace("ae", "e", StringComparison.Ordinal)
            .Replace("oe", "e", StringComparison.Ordinal);
}
