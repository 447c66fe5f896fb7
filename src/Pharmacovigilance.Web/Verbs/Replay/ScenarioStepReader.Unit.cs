using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Steps about a whole course, and about what the unit works by.</summary>
internal sealed partial class ScenarioStepReader
{
    private static readonly Dictionary<string, CourseEndReason> EndReasons = Enum.GetValues<CourseEndReason>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);

    private static readonly Dictionary<string, CtcaeVersion> Versions = Enum.GetValues<CtcaeVersion>()
        .ToDictionary(CtcaeVersions.Format, version => version, StringComparer.Ordinal);

    private readonly List<(DateTimeOffset At, CtcaeVersion Version)> adoptions = [];
    private readonly List<(DateTimeOffset At, string RuleSet)> rules = [];
    private readonly List<(ScenarioPatient Patient, DateTimeOffset At, BeginCourseContent Content)> begun = [];

    /// <summary>Whether other steps mean something else after it: such steps are read first.</summary>
    private static bool IsTurn(ScenarioElement item) =>
        item.IsObject
        && item.Optional("type") is { IsText: true } type
        && ScenarioElement.Plain(type.Raw()) is "begincourse" or "adoptctcae" or "activaterules";

    private void NoteTurn(ScenarioStep step)
    {
        if (step.RecordedAt is not { } at)
            return;
        if (step.Content is AdoptCtcaeContent adopted)
            adoptions.Add((at, adopted.Version));
        if (step.Content is ActivateRulesContent activated)
            rules.Add((at, activated.RuleSet));
        if (step.Content is BeginCourseContent content)
            begun.Add((step.Patient, at, content));
    }

    /// <summary>The patient as of a time: another course has another regimen and weight.</summary>
    private ScenarioPatient AsOf(ScenarioPatient patient, DateTimeOffset? at) =>
        begun.Where(one => one.Patient == patient && one.At <= at).OrderBy(one => one.At).LastOrDefault()
            is { Content: { } course }
            ? patient with
            {
                Regimen = course.Regimen,
                WeightGrams = course.WeightGrams,
            }
            : patient;

    /// <summary>The words for drugs where the rules of a time hold.</summary>
    private ScenarioVocabulary VocabularyAt(DateTimeOffset at) =>
        rules.Where(one => one.At <= at).OrderBy(one => one.At).LastOrDefault() is { RuleSet: { } set }
            ? new ScenarioVocabulary(knowledge.Under(knowledge.RuleSets.Find(set)!))
            : vocabulary;

    /// <summary>The patient of the scenario behind one as of a time.</summary>
    private ScenarioPatient Identity(ScenarioPatient patient) => patients.First(one => one.Id == patient.Id);

    /// <summary>The dictionary by which something entered at a time is graded; null = after everything else.</summary>
    private CtcaeDictionary CtcaeAt(DateTimeOffset? recordedAt) =>
        adoptions
            .Where(one => recordedAt is null || one.At <= recordedAt)
            .OrderBy(one => one.At)
            .Select(one => (CtcaeVersion?)one.Version)
            .LastOrDefault()
            is { } version
            ? knowledge.Library[version]
            : knowledge.Ctcae;

    private static EndCourseContent? EndCourse(ScenarioElement item)
    {
        var reason = item.Required("reason", $"Give one of {string.Join(", ", EndReasons.Keys)}.")?.Choice(EndReasons);
        string? note = item.Optional("note")?.Text(500);
        return reason is { } why ? new EndCourseContent(why, note) : null;
    }

    private static MoveContent? Move(ScenarioElement item, bool missed)
    {
        var to = item.Required("to", "Give the new date.")?.Date();
        string? reason = item.Required("reason", "Moving an infusion says why.")?.Text(500);
        return to is { } on && reason is not null
            ? new MoveContent(missed, missed ? null : Infusion(item).Ordinal, on, reason)
            : null;
    }

    private BeginCourseContent? BeginCourse(ScenarioElement item)
    {
        var regimen = item.Required("regimen", "Give IsaPd or IsaKd.")?.Choice(ScenarioWords.Regimens);
        var firstDose = item.Required("firstDose", "Give the date of the first dose of this course.")?.Date();
        long? weight = ScenarioReader.Weight(item.Optional("weightKg"));
        string? attending = item.Optional("attending")?.Text(40);
        if (
            attending is not null
            && !people.Any(p =>
                p.Role == Role.Physician && string.Equals(p.Id, attending, StringComparison.OrdinalIgnoreCase)
            )
        )
            item.Optional("attending")!.Refuse($"is \"{attending}\", who is no physician of people.");
        var prior = ScenarioBackground.PriorTreatment(item.Optional("priorTreatment"));
        return regimen is { } chosen && firstDose is { } on
            ? new BeginCourseContent(chosen, on, weight, attending, prior)
            {
                Ecog = ScenarioBackground.Ecog(item.Optional("ecog")),
                Renal = ScenarioBackground.Renal(item.Optional("egfr")),
            }
            : null;
    }

    private OrderContent? Order(ScenarioElement item, ScenarioPatient patient, ScenarioTime? at)
    {
        var list = item.Required("drugs", "Give the drugs of the plan that are ordered; an empty list orders none.");
        string? reason = item.Required("reason", "An order says why.")?.Text(500);
        if (at is null || list is null || reason is null)
            return null;
        return new OrderContent(
            [
                .. list.Items("a list of drugs")
                    .Select(drug => VocabularyAt(at.At).Drug(drug, patient.Regimen, other: false))
                    .OfType<string>(),
            ],
            reason
        );
    }

    private static AdoptCtcaeContent? AdoptCtcae(ScenarioElement item)
    {
        var version = item.Required("version", $"Give one of {string.Join(", ", Versions.Keys)}.")?.Choice(Versions);
        string? reason = item.Required("reason", "Adopting a version says why.")?.Text(500);
        return version is { } chosen && reason is not null ? new AdoptCtcaeContent(chosen, reason) : null;
    }

    private ActivateRulesContent? ActivateRules(ScenarioElement item)
    {
        var element = item.Required(
            "rules",
            $"Give one of {string.Join(", ", knowledge.RuleSets.Sets.Select(set => set.Id))}."
        );
        string? id = element?.Text(60);
        if (id is not null && knowledge.RuleSets.Find(id) is null)
            element!.Refuse(
                $"is \"{id}\", which is no rule set. Known: {string.Join(", ", knowledge.RuleSets.Sets.Select(set => set.Id))}."
            );
        string? reason = item.Required("reason", "Putting a rule set in force says why.")?.Text(500);
        return id is not null && reason is not null ? new ActivateRulesContent(id, reason) : null;
    }
}
