using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Replay;

/// <summary>Reads a scenario. Pure: the text and the product's knowledge in, a scenario or everything that is wrong with it out.</summary>
internal sealed class ScenarioReader
{
    private static readonly UserDefaults Default = new(
        new ScenarioPerson("people", "nurse", "Scenario nurse", Role.Nurse),
        new ScenarioPerson("people", "physician", "Scenario physician", Role.Physician)
    );

    private readonly List<ScenarioProblem> problems = [];
    private readonly List<string> notUsed = [];
    private readonly string? ruleSet;
    private Knowledge knowledge;

    private ScenarioReader(Knowledge knowledge, string? ruleSet) =>
        (this.knowledge, this.ruleSet) = (knowledge, ruleSet);

    /// <param name="ruleSet">Id of a known rule set that goes before the scenario's own; null = the scenario's.</param>
    /// <exception cref="ScenarioRefusedException">The text is malformed; every problem that could be told is named.</exception>
    public static Scenario Read(string text, Knowledge knowledge, string? ruleSet = null) =>
        new ScenarioReader(knowledge, ruleSet).Read(text);

    private Scenario Read(string text)
    {
        var root = ScenarioElement.Parse(text.TrimStart('\uFEFF'), problems);
        if (
            !root.Knows(
                "a scenario",
                "format",
                "title",
                "rules",
                "unit",
                "people",
                "patients",
                "steps",
                "assumptions",
                "until",
                "holdRelease"
            )
        )
            throw Refused();
        // Another format's elements would only give misleading sentences.
        if (root.Required("format")?.Text() is { } format && format != Scenario.Format)
            root.Optional("format")!.Refuse($"is \"{format}\"; this program reads \"{Scenario.Format}\".");
        if (problems.Exists(p => p.Place == "format"))
            throw Refused();

        // What "the whole plan" means depends on where the rules hold.
        string? rules = RuleSet(root.Optional("rules"));
        if (knowledge.RuleSets.Find(ruleSet ?? rules ?? "") is { } chosen)
            knowledge = knowledge.Under(chosen);
        var unit = Unit(root.Optional("unit"));
        var people = People(root.Optional("people"));
        var times = new ScenarioTimes(new UnitClock(TimeProvider.System, unit.Zone));
        var patients = Patients(root.Required("patients"), people);
        // Steps about a patient who could not be read would only be called steps about nobody.
        bool patientsRead =
            patients.Count > 0 && !problems.Exists(p => p.Place.StartsWith("patients", StringComparison.Ordinal));
        var steps = !patientsRead
            ? []
            : new ScenarioStepReader(knowledge, times, people, patients).Read(root.Optional("steps"));
        var until =
            patients.Count > 0 && root.Optional("until") is { } last ? times.Of(last, patients[0].FirstDose) : null;
        var scenario = new Scenario(
            root.Optional("title")?.Text() ?? "",
            unit,
            people,
            patients,
            steps,
            Assumptions(root.Optional("assumptions"), patients),
            until is null ? null : new UnitClock(TimeProvider.System, unit.Zone).DateOf(until.At),
            notUsed,
            rules,
            root.Optional("holdRelease")?.Choice(ScenarioWords.HoldReleases) ?? true
        );
        return problems.Count == 0 ? scenario : throw Refused();
    }

    private string? RuleSet(ScenarioElement? element)
    {
        if (element?.Text() is not { } id)
            return null;
        if (knowledge.RuleSets.Find(id) is null)
            element.Refuse(
                $"is \"{id}\", which is no rule set. Known: {string.Join(", ", knowledge.RuleSets.Sets.Select(set => set.Id))}."
            );
        return id;
    }

    private ScenarioRefusedException Refused() => new(problems);

    private static ScenarioUnit Unit(ScenarioElement? element)
    {
        var zone = TimeZoneInfo.Utc;
        if (element is null || !element.Knows("unit", "name", "timeZone", "minimumPatients"))
            return new ScenarioUnit(zone, StreamDefinition.DefaultMinimumPatients);
        if (
            element.Optional("timeZone") is { } named
            && named.Text() is { } id
            && !TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone!)
        )
        {
            named.Refuse(
                $"is \"{id}\", a time zone this computer does not know. Use an IANA name such as Europe/Berlin."
            );
            zone = TimeZoneInfo.Utc;
        }

        return new ScenarioUnit(
            zone,
            element.Optional("minimumPatients")?.Integer(1, 1000) ?? StreamDefinition.DefaultMinimumPatients
        );
    }

    private static List<ScenarioPerson> People(ScenarioElement? element)
    {
        var people = new List<ScenarioPerson>();
        foreach (var item in element?.Items("a list of people") ?? [])
        {
            if (!item.Knows("a person", "id", "name", "role"))
                continue;
            string? id = item.Required("id")?.Text(40);
            if (id is not null && people.Exists(p => Same(p.Id, id)))
                item.Optional("id")!.Refuse($"repeats \"{id}\".");
            var role = item.Required("role", "Give physician, nurse or safetyOfficer.")?.Choice(ScenarioWords.Roles);
            if (id is not null && role is { } known)
                people.Add(new ScenarioPerson(item.Path, id, item.Optional("name")?.Text(80) ?? id, known));
        }

        if (!people.Exists(p => p.Role == Role.Nurse) && !people.Exists(p => Same(p.Id, Default.Nurse.Id)))
            people.Add(Default.Nurse);
        if (!people.Exists(p => p.Role == Role.Physician) && !people.Exists(p => Same(p.Id, Default.Physician.Id)))
            people.Add(Default.Physician);
        return people;
    }

    private List<ScenarioPatient> Patients(ScenarioElement? element, List<ScenarioPerson> people)
    {
        var patients = new List<ScenarioPatient>();
        var items = element?.Items("a list of patients") ?? [];
        if (element is { IsList: true } && items.Count == 0)
            element.Refuse("is empty; a scenario needs at least one patient.");
        foreach (var item in items)
        {
            if (
                !item.Knows(
                    "a patient",
                    "id",
                    "regimen",
                    "firstDose",
                    "sex",
                    "birthDate",
                    "ageYears",
                    "weightKg",
                    "attending",
                    "paraprotein",
                    "priorTreatment",
                    "ecog",
                    "egfr",
                    "background"
                )
            )
                continue;
            if (Patient(item, people) is not { } patient)
                continue;
            if (patients.Exists(p => Same(p.Id, patient.Id)))
                item.Optional("id")!.Refuse($"repeats \"{patient.Id}\".");
            patients.Add(
                patient with
                {
                    Prior = ScenarioBackground.PriorTreatment(item.Optional("priorTreatment")),
                    Ecog = ScenarioBackground.Ecog(item.Optional("ecog")),
                    Renal = ScenarioBackground.Renal(item.Optional("egfr")),
                    Background = ScenarioBackground.Read(item.Optional("background"), notUsed),
                }
            );
        }

        return patients;
    }

    private static ScenarioPatient? Patient(ScenarioElement item, List<ScenarioPerson> people)
    {
        string? id = item.Required("id")?.Text(40);
        var regimen = item.Required("regimen", "Give IsaPd or IsaKd.")?.Choice(ScenarioWords.Regimens);
        var (firstDose, known) = FirstDose(
            item.Required(
                "firstDose",
                "Give a date like 2026-01-05, or { \"assumed\": \"2023-04-01\", \"known\": \"2023-04\" }."
            )
        );
        var sex = item.Optional("sex")?.Choice(ScenarioWords.Sexes) ?? Sex.Unknown;
        var birthDate = item.Optional("birthDate")?.Date();
        int? age = item.Optional("ageYears")?.Integer(18, 120);
        if (birthDate is not null && age is not null)
            item.Optional("ageYears")!.Refuse("stands beside birthDate; give one of them.");
        long? weight = Weight(item.Optional("weightKg"));
        string? attending = item.Optional("attending")?.Text(40) ?? people.Find(p => p.Role == Role.Physician)?.Id;
        if (attending is null)
            item.Refuse("has nobody to attend: people names no physician.");
        else if (people.Find(p => Same(p.Id, attending)) is not { Role: Role.Physician })
            (item.Optional("attending") ?? item).Refuse($"is \"{attending}\", who is no physician of people.");
        return id is null || regimen is null || firstDose is null || attending is null
            ? null
            : new ScenarioPatient(
                item.Path,
                id,
                regimen.Value,
                firstDose.Value,
                known,
                sex,
                birthDate,
                age,
                weight,
                attending,
                item.Optional("paraprotein")?.Choice(ScenarioWords.Paraproteins) is { } protein
                    ? new Paraprotein(protein.Heavy, protein.Light)
                    : Paraprotein.Unknown
            );
    }

    private static (DateOnly? Date, string? Known) FirstDose(ScenarioElement? element)
    {
        if (element is null)
            return (null, null);
        if (!element.IsObject)
            return (element.Date(), null);
        element.Knows("firstDose", "assumed", "known");
        return (
            element.Required("assumed")?.Date(),
            element.Required("known", "Say what is known of the date, e.g. \"2023-04\".")?.Text()
        );
    }

    /// <summary>Grams; whole, because that is what is stored.</summary>
    internal static long? Weight(ScenarioElement? element)
    {
        if (element?.Number() is not { } kilograms)
            return null;
        if (kilograms is >= 20 and <= 300 && kilograms * 1000 % 1 == 0)
            return (long)(kilograms * 1000);
        element.Refuse(
            string.Create(
                CultureInfo.InvariantCulture,
                $"must be a body weight in kg from 20 to 300 with at most three decimals, but is {kilograms}."
            )
        );
        return null;
    }

    private static List<ScenarioAssumption> Assumptions(ScenarioElement? element, List<ScenarioPatient> patients)
    {
        var assumptions = new List<ScenarioAssumption>();
        foreach (var item in element?.Items("a list of assumptions") ?? [])
        {
            if (item.IsText)
            {
                if (item.Text(500) is { } text)
                    assumptions.Add(new ScenarioAssumption(null, text, "Stated by the author of the scenario."));
                continue;
            }

            if (!item.Knows("an assumption", "patient", "what", "why"))
                continue;
            string? patient = item.Optional("patient")?.Text(40);
            if (patient is not null && !patients.Exists(p => Same(p.Id, patient)))
                item.Optional("patient")!.Refuse($"is \"{patient}\", who is not in patients.");
            if (item.Required("what")?.Text(500) is { } what && item.Required("why")?.Text(500) is { } why)
                assumptions.Add(new ScenarioAssumption(patient, what, why));
        }

        return assumptions;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record UserDefaults(ScenarioPerson Nurse, ScenarioPerson Physician);
}
