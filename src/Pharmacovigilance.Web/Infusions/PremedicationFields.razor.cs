using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The drugs of the regimen's premedication plan: all at once, or only those that are ticked.</summary>
public sealed partial class PremedicationFields(Knowledge knowledge, UnitClock clock)
{
    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private PremedicationPlan Plan => knowledge.Premedication[Infusion.Course.Regimen];

    private int? Age => Infusion.Course.Patient.AgeOn(clock.Today);

    private Premedication? Planned(DrugDraft drug) => Plan.Drugs.FirstOrDefault(d => string.Equals(d.Code, drug.Code, StringComparison.Ordinal));

    private string NameOf(DrugDraft drug) => Planned(drug)?.Name.In(Language) ?? drug.Code;

    private string DoseNote(Premedication planned)
    {
        if (planned.DoseFor(Age) is not { } dose)
            return Text["DoseByAge", Mg(planned.DoseMgFrom), Mg(planned.ElderlyDoseMg!.Value), planned.ElderlyFromYears!.Value];
        return dose.FromMg == dose.ToMg ? Text["DosePlanned", Mg(dose.FromMg)] : Text["DoseRange", Mg(dose.FromMg), Mg(dose.ToMg)];
    }

    private static string Mg(decimal mg) => mg.ToString("0.###", CultureInfo.CurrentCulture);

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    private static PremedicationRoute? RouteOf(ChangeEventArgs change) => Enum.TryParse<PremedicationRoute>(Typed(change), out var route) ? route : null;

    private Task TakeAsync(DrugDraft drug, DrugDraft changed) =>
        DraftChanged.InvokeAsync(Draft with { Drugs = [.. Draft.Drugs.Select(d => ReferenceEquals(d, drug) ? changed : d)] });
}
