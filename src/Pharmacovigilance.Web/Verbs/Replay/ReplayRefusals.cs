using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>A store's refusal as a problem of the scenario: which element, and the product's own sentence in English.</summary>
internal static class ReplayRefusals
{
    /// <summary>Refusals that the course of things brings about: what overlaps, contradicts a death, or restarts over a reaction. The report shows them, and the replay goes on.</summary>
    public static bool IsOutcome(RefusedException refused) =>
        refused.Refusals.All(refusal =>
            SiblingRules.IsOf(refusal)
            || refusal.Code.StartsWith(DeathRules.CodePrefix, StringComparison.Ordinal)
            || refusal.Code == InfusionStepRules.ReactionAboveRestartGrade
        );

    /// <summary>What was refused, in one text.</summary>
    public static string Sentence(RefusedException refused) =>
        string.Join(" ", refused.Refusals.Select(EnglishSentences.Of));

    public static ScenarioProblem Of(string path, Refusal refusal)
    {
        string element = Element(refusal.Field);
        return new ScenarioProblem(
            element.Length == 0 ? path : $"{path}.{element}",
            $"was refused: {EnglishSentences.Of(refusal)}"
        );
    }

    /// <summary>The scenario's name of a form field; empty where the step as a whole is meant.</summary>
    private static string Element(string field) =>
        field switch
        {
            "rate" => "rateMlPerHour",
            "batchNumber" => "batch",
            "weight" => "weightKg",
            "recordNumber" => "id",
            "firstDoseOn" => "firstDose",
            "attendingPhysician" => "attending",
            "movedTo" => "to",
            "ruleSet" => "rules",
            "endedOn" => "at",
            "priorLines" or "refractoryLenalidomide" or "refractoryProteasomeInhibitor" => "priorTreatment",
            "egfrDate" => "egfr",
            "onset" or "collectedAt" or "measuredAt" => "at",
            "givenAt" or "dose" or "drug" or "premedication" => "drugs",
            "lowerLimitOfNormal" => "lln",
            "observation" => "source",
            "supersedes" or "event" => "of",
            "step" or "course" or "alert" => "",
            _ => field,
        };
}
