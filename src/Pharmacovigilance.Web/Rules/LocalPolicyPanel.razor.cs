using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules;

/// <summary>The unit's own policy: shown to all who read the rules, changed with a reason and a signature.</summary>
public sealed partial class LocalPolicyPanel(
    LocalPolicyStore store,
    KnowledgeInForce known,
    Signature signatures,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        new("freshness", "PolicyFreshnessHours", d => d.FreshnessHours, (d, v) => d with { FreshnessHours = v }),
        new(
            "vital-signs",
            "PolicyVitalSignsMinutes",
            d => d.VitalSignsMinutes,
            (d, v) => d with { VitalSignsMinutes = v }
        ),
        new("systolic", "PolicySystolic", d => d.Systolic, (d, v) => d with { Systolic = v }),
        new("diastolic", "PolicyDiastolic", d => d.Diastolic, (d, v) => d with { Diastolic = v }),
        new("latest", "PolicyLatest", d => d.LatestMinutes, (d, v) => d with { LatestMinutes = v }),
        new("earliest", "PolicyEarliest", d => d.EarliestMinutes, (d, v) => d with { EarliestMinutes = v }),
    ];

    private readonly Saving saving = new();
    private FormDraft<PolicyDraft>? kept;
    private PolicyDraft? draft;
    private DateTimeOffset? restoredAt;
    private string signature = "";
    private string key = "";
    private string? said;
    private bool mayEdit;
    private bool needsPassword = true;

    [Parameter, EditorRequired]
    public LocalPolicy Policy { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        mayEdit = (await person.RolesAsync()).Any(role => role is Role.SafetyOfficer or Role.Administrator);
        if (!mayEdit)
            return;
        needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        kept = await drafts.OpenAsync<PolicyDraft>("local-policy", "unit");
        // What was typed against an earlier version would undo what was signed since.
        if (kept.Found is { } found && found.Version == Policy.Version)
            (draft, restoredAt, key) = (found, kept.FoundAt, NewKey());
    }

    private void Open() =>
        (draft, restoredAt, saving.Refusals, said, key) = (PolicyDraft.Of(Policy), null, [], null, NewKey());

    /// <summary>Changes what stands now, not what stood when the field was drawn.</summary>
    private void Take(Func<PolicyDraft, PolicyDraft> change)
    {
        if (draft is null)
            return;
        draft = change(draft);
        kept?.Changed(draft);
    }

    private async Task CloseAsync()
    {
        if (kept is not null)
            await kept.DiscardAsync();
        (draft, restoredAt, saving.Refusals, signature) = (null, null, [], "");
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
                said = Text["PolicySigned", known.Current.Rules.Limits.Policy.Stamp];
                await Changed.InvokeAsync();
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

    private sealed record Field(
        string Id,
        string Label,
        Func<PolicyDraft, string> Of,
        Func<PolicyDraft, string, PolicyDraft> With
    );
}
