using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>What people say about a signal without changing it.</summary>
public sealed partial class SignalComments(
    SignalStore store,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<SignalCommentDraft>? kept;
    private SignalCommentDraft? draft;
    private DateTimeOffset? restoredAt;
    private bool added;

    [Parameter, EditorRequired]
    public SignalId SignalId { get; set; }

    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<SignalComment> Comments { get; set; } = [];

    [Parameter]
    public bool MayComment { get; set; }

    /// <summary>A comment was saved.</summary>
    [Parameter]
    public EventCallback Added { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!MayComment)
            return;
        kept = await drafts.OpenAsync<SignalCommentDraft>("signal-comment", SignalId.ToString());
        (draft, restoredAt) = (kept.Found ?? Fresh(), kept.FoundAt);
    }

    private SignalCommentDraft Fresh() => new(ids.Next(clock.Now).ToString("N"));

    private void Take(string words)
    {
        draft = draft! with { Words = words };
        (saving.Refusals, added) = ([], false);
        kept!.Changed(draft);
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        added = false;
        saving.Refusals = [.. SignalFlow.CheckComment(draft.Words)];
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            await store.CommentAsync(await person.GetAsync(), SignalId, draft.Words, draft.Key);
            (draft, restoredAt, added) = (Fresh(), null, true);
            await kept!.DiscardAsync();
            await Added.InvokeAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
