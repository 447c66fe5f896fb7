using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A physician chooses another rate table, a rapid infusion or the subcutaneous product, for this infusion only and with a reason.</summary>
public sealed partial class PlanChoicePanel(
    RatePlanStore store,
    Knowledge knowledge,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
)
{
    private readonly Saving saving = new();
    private string? chosen;
    private string reason = "";
    private string? key;
    private bool open;
    private SeenState? seen;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter]
    public EventCallback Chosen { get; set; }

    /// <summary>Everything but what holds now; another route only before the start.</summary>
    private IEnumerable<(string Id, string Name, bool OffLabel)> Offered
    {
        get
        {
            string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            var plans = knowledge.RatePlans;
            bool started = Infusion.State.StartedAt is not null;
            string? now = Infusion.Plan.Table?.Id ?? Infusion.Plan.FlatDose?.Id;
            foreach (
                var table in plans.Tables.Where(table =>
                    table.Id != now && (!started || table.Route == Infusion.State.Route)
                )
            )
                yield return (table.Id, table.Name.In(language), table.Use == RateTableUse.Institutional);

            if (!started && plans.Subcutaneous.Id != now)
                yield return (plans.Subcutaneous.Id, plans.Subcutaneous.Name.In(language), false);
        }
    }

    private async Task ChooseAsync()
    {
        if (saving.IsUnderWay || chosen is not { } plan)
            return;
        open = true;
        seen ??= person.Sees(SeenSubject.StepsOf(Infusion.Head.InfusionId));
        // One key for one attempt as a person sees it: a repeated click takes effect once.
        key ??= ids.Next(clock.Now).ToString("D");
        bool saved = await saving.RunAsync(async () =>
        {
            await store.ChooseAsync(
                await person.GetAsync(seen),
                Infusion.Head.InfusionId,
                plan,
                knowledge.RatePlans.HashOf(plan)!,
                reason,
                key
            );
            (chosen, reason, key, open, seen) = (null, "", null, false, null);
            await Chosen.InvokeAsync();
        });
        if (!saved)
            key = null;
    }
}
