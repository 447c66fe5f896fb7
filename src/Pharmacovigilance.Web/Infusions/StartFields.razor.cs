using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Route, weight, brand, batch number and initial rate.</summary>
public sealed partial class StartFields(UnitClock clock, KnowledgeInForce known, RefusalSentences sentences)
{
    private PackageCode? scanned;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public RateAdvice Advice { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    private UnitClock Clock => clock;

    private InfusionRoute Route => Draft.Route ?? Infusion.Plan.Route;

    /// <summary>A rate proposed for one route is no proposal for another; a rate that was typed stays.</summary>
    private Task TakeRouteAsync(InfusionRoute route)
    {
        var changed = Draft with { Route = route };
        if (changed.Corrects is null && Infusion.Plan.Table is { } table)
        {
            changed =
                route == table.Route && changed.Rate.Length == 0
                    ? changed with
                    {
                        Rate = DecimalEntry.Text(table.InitialRate),
                        RateFrom = RateProposal.InitialTable,
                    }
                : route != table.Route && changed.RateFrom is not null ? changed with { Rate = "", RateFrom = null }
                : changed;
        }

        return DraftChanged.InvokeAsync(changed);
    }

    /// <summary>
    /// A scanner types the whole code of the package: the batch number is taken out of it. A second vial of another batch
    /// is added to the first.
    /// </summary>
    private Task TakeBatchAsync(string typed)
    {
        string before = Draft.BatchNumber;
        string entered =
            before.Length > 0 && typed.StartsWith(before, StringComparison.Ordinal)
                ? typed[before.Length..].TrimStart(',', ' ')
                : typed;
        scanned = PackageCode.TryRead(entered, out var code) ? code : null;
        string batch =
            scanned is null ? typed
            : before.Length == 0 || before.Split(", ").Contains(scanned.BatchNumber, StringComparer.Ordinal)
                ? before.Length == 0 ? scanned.BatchNumber
                    : before
            : $"{before}, {scanned.BatchNumber}";
        return DraftChanged.InvokeAsync(Draft with { BatchNumber = batch });
    }

    private RefusalSentences Sentences => sentences;

    /// <summary>What the start will be asked about as the form stands: said before it is saved.</summary>
    private IEnumerable<Refusal> Questions
    {
        get
        {
            var knowledge = known.Current;
            var standing = InfusionState.Effective(Infusion.Steps).Select(step => step.Id).ToHashSet();
            var timing = PremedicationTiming.Of(
                knowledge.PremedicationOf(Infusion.Course.Regimen).Under(Infusion.Order),
                knowledge.Rules.Limits.Policy.PremedicationWindow,
                [.. Infusion.Premedication.Where(drug => standing.Contains(drug.StepId))],
                Draft.At.At(clock, Infusion.State.LastStepAt) ?? Draft.At.Proposed
            );
            var weight = StepQuestions.OfWeight(
                DecimalEntry.Thousandths(Draft.Weight),
                Infusion.LastWeight,
                knowledge.WeightChange
            );
            // The premedication plan is that of the intravenous product.
            return Route == InfusionRoute.Subcutaneous ? weight : weight.Concat(StepQuestions.OfTiming(timing));
        }
    }

    private string DoseNote
    {
        get
        {
            if (Route == InfusionRoute.Subcutaneous && Infusion.Plan.FlatDose is null)
                return Text["FlatDoseOfProduct"];
            if (Route == InfusionRoute.Subcutaneous && Infusion.Plan.FlatDose is { } flat)
                return Text[
                    "FlatDoseShown",
                    (flat.DoseMicrograms / 1000m).ToString("0.###", CultureInfo.CurrentCulture)
                ];
            if (string.IsNullOrWhiteSpace(Draft.Weight))
                return Text["DoseUnknown"];
            return
                DecimalEntry.Thousandths(Draft.Weight)
                    is { } grams
                        and >= InfusionStepRules.MinWeightGrams
                        and <= InfusionStepRules.MaxWeightGrams
                ? Text[
                    "DoseShown",
                    (IsatuximabDose.Micrograms(grams)!.Value / 1000m).ToString("0.###", CultureInfo.CurrentCulture)
                ]
                : Text["WeightUnreadable"];
        }
    }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";
}
