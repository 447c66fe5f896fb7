using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Signals;

/// <summary>One signal: what it means, what it stood on when it was raised, and what people made of it.</summary>
public sealed partial class SignalPage(SignalStore store, CurrentActor person)
{
    private SignalRecord? record;
    private bool isMissing;

    /// <summary>A signal id; anything else is answered like an unknown signal.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    // From one signal to another the router keeps the page.
    protected override async Task OnParametersSetAsync()
    {
        if (record?.Signal.SignalId.ToString() == Id)
            return;
        string asked = Id;
        (record, isMissing) = (null, false);
        var reader = (await person.GetAsync()).UserId!.Value;
        var found = Guid.TryParse(asked, out var id) ? await store.FindAsync(new SignalId(id), reader) : null;
        if (asked == Id)
            (record, isMissing) = (found, found is null);
    }
}
