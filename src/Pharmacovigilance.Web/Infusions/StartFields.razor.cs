using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Weight, brand, batch number and initial rate.</summary>
public sealed partial class StartFields
{
    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public RateAdvice Advice { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    private string DoseNote
    {
        get
        {
            if (Infusion.Plan.FlatDose is { } flat) return Text["FlatDoseShown", (flat.DoseMicrograms / 1000m).ToString("0.###", CultureInfo.CurrentCulture)];
            if (string.IsNullOrWhiteSpace(Draft.Weight)) return Text["DoseUnknown"];
            return DecimalEntry.Thousandths(Draft.Weight) is { } grams and >= InfusionStepRules.MinWeightGrams and <= InfusionStepRules.MaxWeightGrams
                ? Text["DoseShown", (IsatuximabDose.Micrograms(grams)!.Value / 1000m).ToString("0.###", CultureInfo.CurrentCulture)]
                : Text["WeightUnreadable"];
        }
    }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";
}
