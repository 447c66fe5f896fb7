using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What people read about an adverse event, in the language of the screen.</summary>
public sealed class EventWords(IStringLocalizer<AdverseEventText> text, KnowledgeInForce known)
{
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>The term's name; its code where no version's dictionary has it.</summary>
    public string Term(string lltCode) => known.Current.Term(lltCode)?.Name.In(Language) ?? lltCode;

    /// <summary>Whether the name is in English whatever the language of the screen, because the term is there by import.</summary>
    public bool IsEnglishOnly(string lltCode) => known.Current.Term(lltCode) is { IsShipped: false };

    /// <summary>"Minute 55 of the infusion, at 150 mL/h"; empty outside an infusion.</summary>
    public string Place(int? minute, long? rateMicrolitresPerHour) =>
        (minute, rateMicrolitresPerHour) switch
        {
            (null, _) => "",
            ({ } known, null) => text["AtMinute", known],
            ({ } known, { } rate) => text[
                "AtMinuteAndRate",
                known,
                (rate / 1000m).ToString("0.###", CultureInfo.CurrentCulture)
            ],
        };

    /// <summary>"Not assessed yet", "not serious", or the criteria that apply; one "yes" makes an event serious whatever is still open.</summary>
    public string Seriousness(AdverseEventContent content) =>
        content.IsSerious switch
        {
            CriterionAnswer.NotAssessed => text["SeriousnessNotAssessed"],
            CriterionAnswer.No => text["NotSerious"],
            CriterionAnswer.Yes => text[
                "SeriousBecause",
                string.Join(
                    ", ",
                    SeriousnessAnswers
                        .Criteria.Where(c => content.Answer(c) is CriterionAnswer.Yes)
                        .Select(c => text[$"Criterion{c}"].Value)
                )
            ],
        };

    /// <summary>What is still unknown about an event, as words; empty when it is complete.</summary>
    public IReadOnlyList<string> Missing(AdverseEventContent content)
    {
        var missing = new List<string>();
        if (content.Grade is null)
            missing.Add(text["MissingGrade"]);
        if (content.OnsetAt is null)
            missing.Add(text["MissingOnset"]);
        if (content.ActionTaken == ActionTaken.Unknown)
            missing.Add(text["MissingAction"]);
        if (!content.SeriousnessAssessed)
            missing.Add(text["MissingSeriousness"]);
        return missing;
    }
}
