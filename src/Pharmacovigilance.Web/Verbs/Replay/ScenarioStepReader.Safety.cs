using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Verbs.Replay;

internal sealed partial class ScenarioStepReader
{
    private static readonly Dictionary<string, EventOutcome> Outcomes = Enum.GetValues<EventOutcome>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);
    private static readonly Dictionary<string, SuspectDrug> Suspects = Enum.GetValues<SuspectDrug>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);
    private static readonly Dictionary<string, WhoUmcCategory> Categories = Enum.GetValues<WhoUmcCategory>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);
    private static readonly Dictionary<string, NaranjoAnswer> Answers = Enum.GetValues<NaranjoAnswer>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);

    /// <summary>Absent = not asked; an empty list = asked, none of them.</summary>
    private List<string>? Symptoms(ScenarioElement? list)
    {
        if (list is null)
            return null;
        var codes = knowledge.Reactions.Symptoms.ToDictionary(
            symptom => symptom.Code,
            symptom => symptom,
            StringComparer.Ordinal
        );
        var chosen = list.Items("a list of symptoms")
            .Select(item => ChoiceOf(item, codes)?.Code)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return [.. knowledge.Reactions.Symptoms.Select(symptom => symptom.Code).Where(chosen.Contains)];
    }

    private static ReactionSymptom? ChoiceOf(ScenarioElement item, Dictionary<string, ReactionSymptom> codes)
    {
        if (item.Text() is not { } text)
            return null;
        var found = codes.Values.FirstOrDefault(symptom =>
            ScenarioElement.Plain(symptom.Code) == ScenarioElement.Plain(text)
            || ScenarioElement.Plain(symptom.Name.En) == ScenarioElement.Plain(text)
        );
        if (found is null)
            item.Refuse($"is \"{text}\", which is no symptom of this product. Known: {string.Join(", ", codes.Keys)}.");
        return found;
    }

    private CourseContent? Course(ScenarioElement item, ScenarioTime? at, ScenarioStep target)
    {
        if (!IsEvent(item, target))
            return null;
        CheckOrder(item, at, target);
        if (at is { TimeKnown: false })
            item.Refuse("needs a time of day: the grade holds from then on.");
        var grade = (Grade?)item.Optional("grade")?.Integer(1, 5);
        var outcome = item.Optional("outcome")?.Choice(Outcomes);
        if (grade is null && outcome is null)
            item.Refuse("says neither a grade nor an outcome; give at least one.");
        return new CourseContent(target, grade, outcome);
    }

    private CausalityStepContent? Causality(ScenarioElement item, ScenarioTime? at, ScenarioStep target)
    {
        if (!IsEvent(item, target))
            return null;
        CheckOrder(item, at, target);
        var drug = item.Required("drug", $"Give one of {string.Join(", ", Suspects.Keys)}.")?.Choice(Suspects);
        var category = item.Optional("whoUmc")?.Choice(Categories);
        var answers = item.Optional("naranjo")
            ?.Items("a list of ten answers")
            .Select(answer => answer.Choice(Answers))
            .ToList();
        if ((category is null) == (answers is null))
            item.Refuse("needs either whoUmc or naranjo.");
        if (answers is not null && answers.Count != CausalityKnowledge.QuestionCount)
            item.Optional("naranjo")!.Refuse($"has {answers.Count} answers; the scale has ten questions.");
        string? comment = item.Optional("comment")?.Text(2000);
        string? reason = item.Optional("reason")?.Text(500);
        if (drug is not { } suspect)
            return null;
        if (category is { } judged)
            return new CausalityStepContent(target, CausalityContent.By(suspect, judged, comment), reason);
        return answers is null || answers.Exists(answer => answer is null)
            ? null
            : new CausalityStepContent(
                target,
                CausalityContent.By(suspect, [.. answers.Select(answer => answer!.Value)], comment),
                reason
            );
    }

    private static bool IsEvent(ScenarioElement item, ScenarioStep target)
    {
        if (target.Content is EventContent)
            return true;
        item.Optional("of")!.Refuse($"is {target.Name}, which is no adverseEvent.");
        return false;
    }
}
