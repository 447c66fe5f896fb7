using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Reads the steps: what all have in common here, what a kind of step says in the other part.</summary>
internal sealed partial class ScenarioStepReader(
    Knowledge knowledge,
    ScenarioTimes times,
    IReadOnlyList<ScenarioPerson> people,
    IReadOnlyList<ScenarioPatient> patients
)
{
    private static readonly string[] Common =
    [
        "type",
        "patient",
        "ref",
        "by",
        "at",
        "date",
        "day",
        "time",
        "recordedAt",
    ];

    /// <summary>The elements of each kind of step beside those that all have.</summary>
    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["lab"] = ["test", "value", "unit", "lln"],
        ["bloodPressure"] = ["systolicMmHg", "diastolicMmHg", "duringReaction", "infusion"],
        ["vitalSigns"] =
        [
            "systolicMmHg",
            "diastolicMmHg",
            "duringReaction",
            "pulsePerMinute",
            "temperatureCelsius",
            "oxygenSaturationPercent",
            "respiratoryRatePerMinute",
            "reactionNow",
            "infusion",
        ],
        ["premedication"] = ["infusion", "saw", "drugs", "confirm"],
        ["start"] = ["infusion", "saw", "rateMlPerHour", "brand", "batch", "weightKg", "route", "confirm"],
        ["rate"] = ["infusion", "saw", "rateMlPerHour", "confirm"],
        ["interrupt"] = ["infusion", "saw", "reason"],
        ["resume"] = ["infusion", "saw", "rateMlPerHour", "confirm"],
        ["end"] = ["infusion", "saw", "reaction", "reason"],
        ["notGiven"] = ["infusion", "saw", "reason"],
        ["infusion"] =
        [
            "infusion",
            "endedAt",
            "rateMlPerHour",
            "brand",
            "batch",
            "weightKg",
            "premedication",
            "reaction",
            "route",
            "confirm",
        ],
        ["adverseEvent"] = ["term", "grade", "infusion", "action", "seriousness", "source", "note", "symptoms"],
        ["course"] = ["of", "grade", "outcome"],
        ["causality"] = ["of", "drug", "whoUmc", "naranjo", "comment", "reason"],
        ["correct"] = ["of", "set", "reason"],
        ["takeBack"] = ["of", "reason"],
        ["acknowledge"] = ["rule", "infusion"],
        ["accept"] = ["rule", "infusion", "note"],
        ["override"] = ["rule", "infusion", "reason", "note"],
        ["releaseHold"] = ["rule", "infusion", "reason", "note"],
        ["carryOut"] = ["rule", "infusion", "note"],
        ["confirmStop"] = ["infusion", "note"],
        ["refuseStop"] = ["infusion", "reason"],
        ["close"] = ["rule", "infusion", "note"],
        ["endCourse"] = ["reason", "note"],
        ["move"] = ["infusion", "to", "reason"],
        ["giveMissed"] = ["to", "reason"],
        ["beginCourse"] = ["regimen", "firstDose", "weightKg", "attending", "priorTreatment", "ecog", "egfr"],
        ["orderPremedication"] = ["drugs", "reason"],
        ["adoptCtcae"] = ["version", "reason"],
        ["activateRules"] = ["rules", "reason"],
    };

    private readonly ScenarioVocabulary vocabulary = new(knowledge);
    private readonly Dictionary<string, (ScenarioElement Element, ScenarioStep? Step)> named = new(
        StringComparer.Ordinal
    );

    public IReadOnlyList<ScenarioStep> Read(ScenarioElement? list)
    {
        var items = list?.Items("a list of steps") ?? [];
        var steps = new List<ScenarioStep>();
        // Steps may stand in any order, so the ones that others depend on are read first, and those that refer to others last.
        foreach (var item in items.Where(IsTurn))
            Keep(item);
        foreach (var item in items.Where(item => !IsTurn(item) && !IsReference(item)))
            Keep(item);
        foreach (var item in items.Where(IsReference))
            Keep(item);
        CheckSources(steps);
        return [.. steps.OrderBy(step => Position(items, step))];

        void Keep(ScenarioElement item)
        {
            var step = Step(item);
            if (item.IsObject && item.Optional("ref")?.Text(60) is { } name && !named.TryAdd(name, (item, step)))
                item.Optional("ref")!.Refuse($"repeats \"{name}\".");
            if (step is null)
                return;
            steps.Add(step);
            NoteTurn(step);
        }
    }

    private static bool IsReference(ScenarioElement item) =>
        item.IsObject
        && item.Optional("type") is { IsText: true } type
        && ScenarioElement.Plain(type.Raw()) is "correct" or "takeback" or "course" or "causality";

    private static int Position(IReadOnlyList<ScenarioElement> items, ScenarioStep step) =>
        Enumerable.Range(0, items.Count).First(i => items[i].Path == step.Path);

    private ScenarioStep? Step(ScenarioElement item)
    {
        if (!item.IsObject)
        {
            item.Refuse($"must be an object with a type, but is {item.Raw()}.");
            return null;
        }

        var names = Types.Keys.ToDictionary(name => name, name => name.Length > 0, StringComparer.Ordinal);
        if (
            item.Required("type", $"Give one of {string.Join(", ", Types.Keys)}.") is not { } element
            || element.Choice(names) is null
        )
            return null;
        string type = Types.Keys.First(name => ScenarioElement.Plain(name) == ScenarioElement.Plain(element.Text()!));
        item.Knows($"a step of type {type}", [.. Common, .. Types[type]]);
        return Step(item, type);
    }

    private ScenarioStep? Step(ScenarioElement item, string type)
    {
        bool refers = type is "correct" or "takeBack" or "course" or "causality";
        var target = refers ? Target(item) : null;
        if (target is null && refers)
            return null;
        if (Patient(item, target) is not { } patient)
            return null;
        var by = Person(item);
        var at = times.OfStep(item, patient.FirstDose);
        if (at is null && MayLackTime(type, item) is { } problem)
            item.Refuse(problem);
        if (at is { TimeKnown: false } && NeedsTimeOfDay(type))
            item.Refuse($"needs a time of day: a step of type {type} happens at the bedside.");
        var recordedAt = item.Optional("recordedAt") is { } entered ? times.Of(entered, patient.FirstDose)?.At : at?.At;
        // What is known by its day alone is entered as that day begins, before anything that has a time of day.
        if (at is { TimeKnown: false } && type is "lab" or "adverseEvent")
            at = at with { At = times.StartOf(at.At) };
        if (at is { TimeKnown: false } && !item.HasOwn("recordedAt") && type is "lab" or "adverseEvent")
            recordedAt = at.At;
        if (recordedAt < at?.At)
            item.Optional("recordedAt")!.Refuse("is before the step happened.");
        var content = Content(item, type, AsOf(patient, at?.At), at, target, recordedAt);
        if (!item.HasOwn("recordedAt") && content is TakenOverContent given)
            recordedAt = given.KnownSince(at);
        string? name = item.Optional("ref")?.Text(60);
        return content is null ? null : new ScenarioStep(item.Path, type, name, patient, by, at, recordedAt, content);
    }

    /// <summary>Why the step cannot do without a time; null where it can, or where its time was stated and could not be read.</summary>
    private static string? MayLackTime(string type, ScenarioElement item)
    {
        bool stated =
            item.Optional("at") is not null
            || item.Optional("day") is not null
            || item.Optional("date") is not null
            || item.Optional("time") is not null;
        return stated || type == "adverseEvent"
            ? null
            : "has no time. Give at, or day (or date) and time; only an adverseEvent may leave it unknown.";
    }

    private static bool NeedsTimeOfDay(string type) =>
        type
            is "premedication"
                or "start"
                or "rate"
                or "interrupt"
                or "resume"
                or "end"
                or "bloodPressure"
                or "vitalSigns";

    private ScenarioPatient? Patient(ScenarioElement item, ScenarioStep? target)
    {
        if (item.Optional("patient") is not { } element)
        {
            if (target is not null)
                return target.Patient;
            // What the unit works by concerns nobody in particular.
            if (
                patients.Count == 1
                || ScenarioElement.Plain(item.Optional("type")!.Raw()) is "adoptctcae" or "activaterules"
            )
                return patients[0];
            item.Required("patient", "Several patients are in the scenario, so each step names one.");
            return null;
        }

        if (element.Text(40) is not { } id)
            return null;
        var patient = patients.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.OrdinalIgnoreCase));
        if (patient is null)
            element.Refuse($"is \"{id}\", who is not in patients ({string.Join(", ", patients.Select(p => p.Id))}).");
        else if (target is not null && target.Patient != patient)
            element.Refuse($"is \"{id}\", but the step it refers to is about {target.Patient.Id}.");
        return patient;
    }

    private ScenarioPerson? Person(ScenarioElement item)
    {
        if (item.Optional("by")?.Text(40) is not { } id)
            return null;
        var person = people.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.OrdinalIgnoreCase));
        if (person is null)
            item.Optional("by")!
                .Refuse($"is \"{id}\", who is not in people ({string.Join(", ", people.Select(p => p.Id))}).");
        return person;
    }

    private ScenarioStep? Target(ScenarioElement item)
    {
        if (item.Required("of", "Name the ref of an earlier step.")?.Text(60) is not { } name)
            return null;
        if (named.TryGetValue(name, out var known))
            return known.Step;
        item.Optional("of")!.Refuse($"is \"{name}\", but no step has this ref.");
        return null;
    }

    private static InfusionChoice Infusion(ScenarioElement item) =>
        item.Optional("infusion") is { } element ? new InfusionChoice(element.Integer(1, 1000), None: false)
        : item.Has("infusion") ? new InfusionChoice(null, None: true)
        : InfusionChoice.Automatic;

    private void CheckSources(List<ScenarioStep> steps)
    {
        foreach (var step in steps)
        {
            if (step.Content is not EventContent { Source: { } source })
                continue;
            if (!named.TryGetValue(source, out var known))
                Refuse(step, $"is \"{source}\", but no step has this ref.");
            else if (known.Step is { Content: not (LabContent or PressureContent) })
                Refuse(step, $"is \"{source}\", which is neither a lab nor a bloodPressure step.");
            else if (known.Step is { } observation && observation.Patient != step.Patient)
                Refuse(step, $"is \"{source}\", a value of another patient.");
        }

        void Refuse(ScenarioStep step, string problem) => sourceElements[step.Path].Refuse(problem);
    }

    private readonly Dictionary<string, ScenarioElement> sourceElements = new(StringComparer.Ordinal);
}
