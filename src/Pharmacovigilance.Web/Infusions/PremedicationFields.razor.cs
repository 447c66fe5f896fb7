using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The drugs of the plan that holds for the regimen here: all at once, or only those that are ticked; and any other drug.</summary>
public sealed partial class PremedicationFields(KnowledgeInForce known, CareTeam careTeam, UnitClock clock)
{
    private IReadOnlyList<CareTeamMember> team = [];

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    protected override async Task OnInitializedAsync() => team = await careTeam.AllAsync();

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private PremedicationPlan Plan => known.Current.PremedicationOf(Infusion.Course.Regimen);

    /// <summary>Drugs that other jurisdictions list for this regimen and this one does not, where there is something to know about it.</summary>
    private IEnumerable<Premedication> Elsewhere =>
        known
            .Current.Premedication[Infusion.Course.Regimen]
            .Drugs.Where(drug => drug.Elsewhere is not null && !drug.BelongsTo(known.Current.Rules.Jurisdiction));

    private int? Age => StepProposals.AgeAt(Infusion, clock, Draft.At.At(clock) ?? Draft.At.Proposed);

    private Premedication? Planned(DrugDraft drug) =>
        Plan.Drugs.FirstOrDefault(d => string.Equals(d.Code, drug.Code, StringComparison.Ordinal));

    private Task AddAsync() =>
        DraftChanged.InvokeAsync(
            Draft with
            {
                Drugs =
                [
                    .. Draft.Drugs,
                    new DrugDraft("", Given: true, "", null) { Key = $"other-{Draft.Drugs.Count}", Other = true },
                ],
            }
        );

    // By its key: an entry that was sent before the last drawing arrived still names the drug as it was drawn.
    private Task TakeAsync(DrugDraft drug, DrugDraft changed) =>
        DraftChanged.InvokeAsync(
            Draft with
            {
                Drugs =
                [
                    .. Draft.Drugs.Select(d => string.Equals(d.Key, drug.Key, StringComparison.Ordinal) ? changed : d),
                ],
            }
        );
}
