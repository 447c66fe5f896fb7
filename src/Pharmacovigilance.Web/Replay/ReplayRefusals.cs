using System.Globalization;
using System.Resources;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Replay;

/// <summary>A store's refusal as a problem of the scenario: which element, and the product's own sentence in English.</summary>
internal static class ReplayRefusals
{
    private static readonly ResourceManager Sentences = new(typeof(Refusals));

    public static ScenarioProblem Of(string path, Refusal refusal)
    {
        string? sentence = Sentences.GetString(refusal.Code, CultureInfo.InvariantCulture);
        string text = sentence is null
            ? $"{refusal.Code} ({string.Join("; ", refusal.Arguments)})"
            : string.Format(CultureInfo.InvariantCulture, sentence, [.. refusal.Arguments]);
        string element = Element(refusal.Field);
        return new ScenarioProblem(element.Length == 0 ? path : $"{path}.{element}", $"was refused: {text}");
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
        "onset" or "collectedAt" or "measuredAt" => "at",
        "givenAt" or "dose" or "drug" or "premedication" => "drugs",
        "lowerLimitOfNormal" => "lln",
        "observation" => "source",
        "supersedes" or "event" => "of",
        "step" or "course" or "alert" => "",
        _ => field,
    };
}
