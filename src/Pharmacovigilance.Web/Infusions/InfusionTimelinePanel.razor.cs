using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Every recorded step in time order; a corrected one stays, struck through, with the reason.</summary>
public sealed partial class InfusionTimelinePanel(
    InfusionWords words,
    Knowledge knowledge,
    IStringLocalizer<PremedicationText> premedication
)
{
    private InfusionWords Words => words;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter]
    public bool MayCorrect { get; set; }

    [Parameter]
    public EventCallback<InfusionStep> Correct { get; set; }

    private int? MinuteOf(InfusionStep step) => Infusion.State.MinutesInto(step.At);

    private string Line(InfusionStep step) =>
        step.Kind switch
        {
            InfusionStepKind.Started when step.Route == InfusionRoute.Subcutaneous => Text[
                "LineInjected",
                step.FlatDoseMicrograms is null
                    ? Text["Unknown"]
                    : Text["DoseOf", DecimalEntry.Text(step.FlatDoseMicrograms)],
                step.Brand ?? "",
                step.BatchNumber ?? ""
            ],
            InfusionStepKind.Started => Text[
                step.Route == InfusionRoute.IntravenousRapid ? "LineStartedRapid" : "LineStarted",
                words.Rate(step.RateMicrolitresPerHour),
                step.Brand ?? "",
                step.BatchNumber ?? "",
                step.WeightGrams is null ? Text["WeightUnknown"] : Text["WeightIs", DecimalEntry.Text(step.WeightGrams)]
            ],
            InfusionStepKind.RateChanged or InfusionStepKind.Resumed => Text[
                $"Line{step.Kind}",
                words.Rate(step.RateMicrolitresPerHour)
            ],
            InfusionStepKind.Ended => Text[
                "LineEnded",
                step.Reaction is { } reaction ? Text[$"Reaction{reaction}"] : Text["Unknown"]
            ],
            InfusionStepKind.Premedicated or InfusionStepKind.Interrupted or InfusionStepKind.NotGiven => Text[
                $"Line{step.Kind}"
            ],
        };

    private IEnumerable<string> Drugs(InfusionStep step) =>
        Infusion
            .Premedication.Where(given => given.StepId == step.Id)
            .Select(given =>
            {
                string name = knowledge.DrugNames.TryGetValue(given.Drug, out var known)
                    ? known.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
                    : given.Drug;
                string dose = given.DoseMicrograms is null
                    ? Text["DoseNotStated"]
                    : Text["DoseOf", DecimalEntry.Text(given.DoseMicrograms)];
                string route = given.Route is { } stated ? Text[$"Route{stated}"] : Text["RouteNotStated"];
                string line = Text["DrugLine", name, dose, route];
                return premedication[
                    "LineWithGiver",
                    line,
                    words.Wall(given.GivenAt),
                    given.GivenBy?.Name ?? premedication["GiverNotStated"]
                ].Value;
            });
}
