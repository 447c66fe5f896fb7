using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>For each headline term at one infusion: recorded, asked and absent, or not asked.</summary>
public sealed partial class AskedPanel(AbsenceStore store, ReasonDialog reasons, CurrentActor person)
{
    private IReadOnlyList<AbsenceStatement> statements = [];
    private IReadOnlyList<Refusal> refusals = [];

    [Parameter, EditorRequired]
    public InfusionId InfusionId { get; set; }

    /// <summary>Events of the infusion as they stand.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AdverseEventRow> Events { get; set; } = [];

    /// <summary>Read again with the events beside them.</summary>
    protected override async Task OnParametersSetAsync() => statements = await store.OfInfusionAsync(InfusionId);

    private Task StateAsync(CtcaeTerm term) => SavingAsync(actor => store.StateAsync(actor, InfusionId, term.Llt));

    private async Task TakeBackAsync(AbsenceStatement statement)
    {
        if (
            await reasons.AskAsync(Text["TakeBackAbsence"], Text["TakeBackAbsenceSentence"], Text["TakeBackAbsence"])
            is not { } reason
        )
            return;
        await SavingAsync(actor => store.TakeBackAsync(actor, statement.Id, reason));
    }

    private async Task SavingAsync(Func<Actor, Task> save)
    {
        refusals = [];
        try
        {
            await save(await person.GetAsync());
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }

        statements = await store.OfInfusionAsync(InfusionId);
    }
}
