using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What people read about seriousness, course and causality, in the language of the screen.</summary>
public sealed class SafetyWords(IStringLocalizer<EventSafetyText> text, KnowledgeInForce known)
{
    /// <summary>"now grade 1", "resolved"; empty where the worst grade is also the present one.</summary>
    public string Since(AdverseEventRow row) =>
        row.Course switch
        {
            { Entries.Count: 0 } => "",
            { Current: { Phase: EventPhase.Resolved } } => text["NowResolved"],
            { Current: { Grade: { } now } } course when now != course.Worst => text["NowGrade", (int)now],
            _ => "",
        };

    /// <summary>Serious, not serious, or not assessed, with its reason.</summary>
    public (StateKind Kind, string Text, string Reason) Seriousness(
        AdverseEventContent content,
        Func<SeriousnessCriteria, string> criterion
    )
    {
        string state = text[$"Serious{content.IsSerious}"];
        return content.IsSerious switch
        {
            CriterionAnswer.Yes => (
                StateKind.Critical,
                state,
                string.Join(
                    ", ",
                    SeriousnessAnswers
                        .Criteria.Where(one => content.Answer(one) is CriterionAnswer.Yes)
                        .Select(criterion)
                )
            ),
            CriterionAnswer.No => (StateKind.Neutral, state, text["SeriousNoWhy"]),
            CriterionAnswer.NotAssessed => (
                StateKind.Unknown,
                state,
                text[
                    "SeriousNotAssessedWhy",
                    SeriousnessAnswers.Criteria.Count(one => content.Answer(one) is CriterionAnswer.NotAssessed)
                ]
            ),
        };
    }

    /// <summary>The names of symptoms; "not asked" where nobody asked.</summary>
    public string Symptoms(IReadOnlyList<string>? codes) =>
        codes switch
        {
            null => text["SymptomsNotAsked"],
            [] => text["SymptomsNoneSaid"],
            _ => string.Join(
                ", ",
                codes.Select(code => known.Current.Reactions.Symptom(code)?.Name.In(EventWords.Language) ?? code)
            ),
        };

    public string Outcome(EventOutcome? outcome) =>
        outcome is { } said ? text[$"Outcome{said}"] : text["OutcomeNotStated"];

    public string Drug(SuspectDrug drug) => text[$"Drug{drug}"];

    /// <summary>The judgement of an assessment in words; a score only where all ten questions were answered.</summary>
    public string Judgement(CausalityAssessment assessment)
    {
        var causality = known.Current.Causality;
        if (assessment.Content.WhoUmc is { } category)
            return causality.Of(category).Name.In(EventWords.Language);
        var answers = assessment.Content.Naranjo!;
        return Score(answers, assessment.Score);
    }

    /// <summary>The score of answers that are being given.</summary>
    public string Score(IReadOnlyList<NaranjoAnswer> answers) =>
        Score(answers, known.Current.Causality.Score(answers)?.Score);

    private string Score(IReadOnlyList<NaranjoAnswer> answers, int? score) =>
        score is { } points
            ? text[
                "NaranjoScored",
                points,
                known
                    .Current.Causality.Bands.First(band => band.From is null || points >= band.From)
                    .Name.In(EventWords.Language)
            ]
            : text["NaranjoOpen", answers.Count(answer => answer is NaranjoAnswer.Unanswered)];
}
