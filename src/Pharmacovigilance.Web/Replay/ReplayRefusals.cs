using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Replay;

/// <summary>A store's refusal as a problem of the scenario: which element, and the product's own sentence in English.</summary>
internal static class ReplayRefusals
{
    public static ScenarioProblem Of(string path, Refusal refusal)
    {
        string element = Element(refusal.Field);
        return new ScenarioProblem(element.Length == 0 ? path : $"{path}.{element}", $"was refused: {EnglishSentences.Of(refusal)}");
    }

    /// <summary>The scenario's name of a form field; empty where the step as a whole is meant.</summary>
    private static string Element(string field) => field switch
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
        "onset" or "collectedAt" or "measuredAt" => "at",
        "givenAt" or "dose" or "drug" or "premedication" => "drugs",
        "lowerLimitOfNormal" => "lln",
        "observation" => "source",
        "supersedes" or "event" => "of",
        "step" or "course" or "alert" => "",
        _ => field,
    };
}
