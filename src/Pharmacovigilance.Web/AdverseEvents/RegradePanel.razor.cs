using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Lets a person grade an event again by the version in force; the grade it has stays beside the new one.</summary>
public sealed partial class RegradePanel(RegradingStore regradings, KnowledgeInForce known, CurrentActor person)
{
    private IReadOnlyList<Refusal> refusals = [];
    private CtcaeTerm? term;
    private bool saving;

    /// <summary>How the event stands, graded by another version than the one in force.</summary>
    [Parameter, EditorRequired]
    public AdverseEventRow Row { get; set; } = default!;

    [Parameter]
    public EventCallback Saved { get; set; }

    private CtcaeVersion Version => known.Current.Ctcae.Version;

    protected override void OnParametersSet() => term = known.Current.TermInForce(Row.Content.LltCode);

    private async Task SaveAsync(Grade? grade)
    {
        if (saving) return;
        saving = true;
        refusals = [];
        try
        {
            await regradings.RegradeAsync(await person.GetAsync(), Row.RowId, grade);
            await Saved.InvokeAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }
        finally
        {
            saving = false;
        }
    }
}
