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
    private readonly Saving saving = new();
    private CtcaeTerm? term;

    /// <summary>How the event stands, graded by another version than the one in force.</summary>
    [Parameter, EditorRequired]
    public AdverseEventRow Row { get; set; } = default!;

    [Parameter]
    public EventCallback Saved { get; set; }

    private CtcaeVersion Version => known.Current.Ctcae.Version;

    protected override void OnParametersSet() => term = known.Current.TermInForce(Row.Content.LltCode);

    private Task SaveAsync(Grade? grade) =>
        saving.RunAsync(async () =>
        {
            await regradings.RegradeAsync(
                await person.GetAsync(person.Sees(SeenSubject.Of(Row.EventId))),
                Row.RowId,
                grade
            );
            await Saved.InvokeAsync();
        });
}
