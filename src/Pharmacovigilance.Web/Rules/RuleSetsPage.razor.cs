using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules;

/// <summary>Which label's rules the unit works by: preview over the last year first, then a reason and a signature.</summary>
public sealed partial class RuleSetsPage(
    RuleSetStore store,
    KnowledgeInForce known,
    Signature signatures,
    CurrentActor person,
    IJSRuntime script
) : ComponentBase
{
    private readonly Saving saving = new();
    private IReadOnlyList<RuleDecision> decisions = [];
    private RulePreview? preview;
    private (int Done, int All)? progress;
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool needsPassword = true;
    private bool mayPreview;
    private bool mayActivate;

    private RuleSet InForce => known.Current.Rules;

    private IReadOnlyList<RuleSet> Sets => known.Current.RuleSets.Standing;

    private RuleSet? Previewed => preview is { } seen ? known.Current.RuleSets.Find(seen.SetId) : null;

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        mayPreview = roles.Any(role => role is Role.SafetyOfficer or Role.Physician);
        mayActivate = roles.Contains(Role.SafetyOfficer);
        needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        decisions = await store.DecisionsAsync();
        // What was previewed against other rules must not be signed any more.
        if (preview is { } seen && seen.From != InForce.Stamp)
            preview = null;
    }

    private Task PreviewAsync(RuleSet set) =>
        TakingAsync(async () =>
        {
            (preview, said, progress) = (null, null, (0, 0));
            StateHasChanged();
            preview = await store.PreviewAsync(
                await person.GetAsync(),
                set.Id,
                new Progress<(int Done, int All)>(state =>
                {
                    if (progress is null)
                        return;
                    progress = state;
                    StateHasChanged();
                })
            );
        });

    private Task ActivateAsync() =>
        TakingAsync(async () =>
        {
            var actor = await person.GetAsync();
            await signatures.CheckAsync(actor, signature);
            await store.ActivateAsync(actor, preview!.Id, reason);
            said = Text["Activated", Words.Name(InForce), InForce.Stamp];
            (preview, reason) = (null, "");
            await ReloadAsync();
        });

    private Task TakingAsync(Func<Task> act) =>
        saving.RunAsync(async () =>
        {
            try
            {
                await act();
            }
            finally
            {
                (progress, signature) = (null, "");
            }
        });

    private Task PrintAsync() => script.InvokeVoidAsync("print").AsTask();
}
