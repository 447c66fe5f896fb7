using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Which premedication is ordered for a course; a physician changes it with a reason.</summary>
public sealed partial class CoursePremedicationOrder(
    PremedicationOrderStore store,
    KnowledgeInForce known,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
)
{
    private readonly Saving saving = new();
    private HashSet<string>? chosen;
    private string key = "";
    private string reason = "";
    private int seen;
    private bool mayOrder;

    [Parameter, EditorRequired]
    public CourseStanding Standing { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private PremedicationPlan Plan => known.Current.PremedicationOf(Standing.Course.Regimen);

    private PremedicationOrder? Current => Standing.PremedicationOrders is [.., var last] ? last : null;

    protected override async Task OnInitializedAsync() =>
        mayOrder = (await person.RolesAsync()).Contains(Role.Physician);

    private void Open() =>
        (chosen, seen, key, reason, saving.Refusals) = (
            [.. Plan.Drugs.Select(drug => drug.Code).Where(drug => Current?.Has(drug) ?? true)],
            Standing.PremedicationOrders.Count,
            ids.Next(clock.Now).ToString("D"),
            "",
            []
        );

    private void Choose(string drug, bool given)
    {
        if (given)
            chosen!.Add(drug);
        else
            chosen!.Remove(drug);
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || chosen is null)
            return;
        await saving.RunAsync(async () =>
        {
            await store.OrderAsync(await person.GetAsync(), Standing.Course.CourseId, chosen, reason, seen, key);
            chosen = null;
            await Changed.InvokeAsync();
        });
    }
}
