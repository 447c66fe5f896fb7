using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>The alerting policy: shown to all who work with alerts, changed with a preview, a reason and a signature.</summary>
public sealed partial class AlertingPage(
    AlertingPolicyStore store,
    OnCallStore calendar,
    Signature signatures,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private IReadOnlyList<SignedPolicy> versions = [];
    private FormDraft<AlertingDraft>? kept;
    private OnCallPlan? plan;
    private AlertingDraft? draft;
    private string signature = "";
    private string key = "";
    private string? said;
    private bool mayEdit;
    private bool needsPassword = true;

    /// <summary>What is typed, as far as it can be used.</summary>
    private AlertingPolicy? Preview
    {
        get
        {
            if (draft is null)
                return null;
            draft.Read(out var policy);
            return policy;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        mayEdit = (await person.RolesAsync()).Any(role => role is Role.SafetyOfficer or Role.Administrator);
        await LoadAsync();
        if (!mayEdit)
            return;
        needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        kept = await drafts.OpenAsync<AlertingDraft>("alerting", "unit");
        // What was typed against an earlier version would undo what was signed since.
        if (kept.Found is { } found && found.Version == versions[0].Policy.Version)
            (draft, key) = (found, NewKey());
    }

    private async Task LoadAsync()
    {
        versions = await store.AllAsync();
        plan = await calendar.PlanAsync(clock.Now, clock.Now);
    }

    private void Open(AlertingPolicy policy) =>
        (draft, saving.Refusals, said, key) = (AlertingDraft.Of(policy), [], null, NewKey());

    private void Take(AlertingDraft changed)
    {
        draft = changed;
        kept?.Changed(changed);
    }

    private async Task CloseAsync()
    {
        if (kept is not null)
            await kept.DiscardAsync();
        (draft, saving.Refusals, signature) = (null, [], "");
    }

    private async Task SignAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Read(out var policy);
        if (policy is null)
            return;
        await saving.RunAsync(async () =>
        {
            try
            {
                var actor = await person.GetAsync();
                await signatures.CheckAsync(actor, signature);
                await store.SignAsync(actor, policy, draft.Reason, key);
                await CloseAsync();
                await LoadAsync();
                said = Text["Signed", versions[0].Policy.Version];
            }
            finally
            {
                signature = "";
            }
        });
    }

    private string NewKey() => ids.Next(clock.Now).ToString("D");

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
