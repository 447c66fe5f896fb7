using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Everything the product knows from published sources, each part with its version: what db/reference holds.</summary>
/// <param name="Library">The CTCAE dictionaries of all versions.</param>
/// <param name="CtcaeHistory">Which of them is in force, and was.</param>
/// <param name="Rates">What the trials saw.</param>
/// <param name="Premedication">With the drugs of every jurisdiction; see <see cref="PremedicationOf"/>.</param>
/// <param name="RuleSets">The rule sets of all labels, and the unit's own policies.</param>
/// <param name="RatePlans">How fast the drug runs, by infusion ordinal. To be confirmed against the leaflet: the unit's signatures say which were.</param>
/// <param name="Rules">The rule set in force.</param>
/// <param name="Interference">How the drug disturbs laboratory tests.</param>
/// <param name="Reconsiderations">What labels say about leaving premedication out later.</param>
public sealed record Knowledge(
    CtcaeLibrary Library,
    CtcaeHistory CtcaeHistory,
    ReferenceSet Rates,
    IReadOnlyDictionary<Regimen, RegimenCalendar> Calendars,
    IReadOnlyDictionary<Regimen, PremedicationPlan> Premedication,
    RatePlans RatePlans,
    RuleLibrary RuleSets,
    RuleSet Rules,
    IReadOnlyList<InterferenceNote> Interference,
    IReadOnlyList<PremedicationReconsideration> Reconsiderations
)
{
    /// <summary>What infusion reactions consist of.</summary>
    public required ReactionKnowledge Reactions { get; init; }

    /// <summary>How causality is judged.</summary>
    public required CausalityKnowledge Causality { get; init; }

    /// <summary>Which reporting rules there are.</summary>
    public required ReportingKnowledge Reporting { get; init; }

    /// <summary>What a trial's percentage needs to be read per month of treatment.</summary>
    public required ExposureKnowledge Exposure { get; init; }

    /// <summary>What is published about the dose and about who is treated.</summary>
    public required DosingKnowledge Dosing { get; init; }

    /// <summary>Whom the trials treated, and which lines may serve as controls of recording.</summary>
    public required CaseMixKnowledge CaseMix { get; init; }

    /// <summary>From which change of weight on the product asks.</summary>
    public required WeightChange WeightChange { get; init; }

    /// <summary>The dictionary in force.</summary>
    public CtcaeDictionary Ctcae => Library[CtcaeHistory.Current];

    /// <summary>The dictionary the trials graded by, as far as is known: counts are compared on its scale.</summary>
    public CtcaeDictionary TrialCtcae => Rates.Ctcae is { } graded ? Library[graded.Version] : Ctcae;

    /// <summary>By what the unit's counts are made comparable with the trials'.</summary>
    public TallyScale Scale => new(Library.Equivalence, TrialCtcae.Version, CtcaeHistory);

    /// <summary>The term of that code in the version in force, or in any other that has it or once had it; null where none has.</summary>
    public CtcaeTerm? Term(string llt) =>
        Ctcae.Find(llt)
        ?? Enum.GetValues<CtcaeVersion>()
            .Select(version => Library.Find(version, llt))
            .FirstOrDefault(term => term is not null)
        ?? Enum.GetValues<CtcaeVersion>()
            .Select(version => Library.FindEver(version, llt))
            .FirstOrDefault(term => term is not null);

    /// <summary>The term of the version in force that a code of any version continues as; null where that version has none.</summary>
    public CtcaeTerm? TermInForce(string llt) => Ctcae.OfRoot(Library.RootOf(llt));

    /// <summary>The premedication plan of a regimen where the rules in force hold.</summary>
    public PremedicationPlan PremedicationOf(Regimen regimen) => Premedication[regimen].For(Rules.Jurisdiction);

    /// <summary>What the label in force says about leaving premedication out later; null where it says nothing.</summary>
    public PremedicationReconsideration? Reconsideration =>
        Reconsiderations.FirstOrDefault(note =>
            string.Equals(note.Jurisdiction, Rules.Jurisdiction, StringComparison.Ordinal)
        );

    /// <summary>The same knowledge with another rule set in force.</summary>
    public Knowledge Under(RuleSet rules) =>
        this with
        {
            Rules = rules,
            RuleSets = RuleSets with { Adopted = [.. RuleSets.Adopted, rules.Id] },
        };

    /// <summary>What the rules in force find in a course.</summary>
    public IReadOnlyList<Finding> Findings(CourseFacts facts) =>
        RuleEvaluator.Evaluate(facts, Rules, PremedicationOf(facts.Regimen));

    /// <summary>The rules that speak for a stored alert: those it pinned, as far as they have the rule.</summary>
    public RuleSet RulesOf(RuleId rule, string stamp)
    {
        if (RuleSets.TryPinned(RuleStamp.Parse(stamp), out var pinned) && pinned.Rules.ContainsKey(rule))
            return pinned;
        return RulesWith(rule);
    }

    /// <summary>The rules in force, or where they do not have the rule, the first set that has it.</summary>
    public RuleSet RulesWith(RuleId rule) =>
        Rules.Rules.ContainsKey(rule) ? Rules : RuleSets.Standing.First(set => set.Rules.ContainsKey(rule));

    /// <summary>For whom the texts of alerts are filled; drugs and terms get their names.</summary>
    public FactReading Reading(string language, TimeZoneInfo? zone = null) =>
        new(language, zone, DrugNames, llt => Term(llt)?.Name);

    /// <summary>Names of all premedication drugs by code, for texts.</summary>
    public IReadOnlyDictionary<string, LocalizedText> DrugNames { get; } =
        Premedication
            .Values.SelectMany(plan => plan.Drugs)
            .DistinctBy(drug => drug.Code, StringComparer.Ordinal)
            .ToDictionary(drug => drug.Code, drug => drug.Name, StringComparer.Ordinal);

    /// <summary>Parses all files of db/reference.</summary>
    /// <param name="read">Gives the text of a file by its path below db/reference.</param>
    /// <exception cref="DataFormatException">A file is malformed; the message names file and element.</exception>
    public static Knowledge Parse(Func<string, string> read)
    {
        const string Regimens = "regimens.json";
        string regimens = read(Regimens);
        var rules = RuleLibrary.Parse(read);
        var rates = ReferenceSet.Parse(read("rates.json"), "rates.json");
        return new Knowledge(
            CtcaeLibrary.Parse(read),
            CtcaeHistory.Undecided,
            rates,
            RegimenCalendar.Parse(regimens, Regimens),
            PremedicationPlan.Parse(regimens, Regimens),
            RatePlans.Parse(read("rate-tables.json"), "rate-tables.json"),
            rules,
            rules.InForce,
            InterferenceNotes.Parse(read("interference-notes.json"), "interference-notes.json"),
            PremedicationReconsideration.Parse(regimens, Regimens)
        )
        {
            Reactions = ReactionKnowledge.Parse(read("reactions.json"), "reactions.json"),
            Causality = CausalityKnowledge.Parse(read("causality.json"), "causality.json"),
            Reporting = ReportingKnowledge.Parse(read("reporting-regimes.json"), "reporting-regimes.json"),
            Dosing = DosingKnowledge.Parse(read("dosing-notes.json"), "dosing-notes.json"),
            WeightChange = WeightChange.Parse(regimens, Regimens),
            CaseMix = CaseMixKnowledge.Parse(read("case-mix.json"), "case-mix.json", rates),
            Exposure = ExposureKnowledge.Parse(read("exposure.json"), "exposure.json", rates),
        };
    }
}
