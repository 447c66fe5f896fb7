using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>How one signal stands, live: its history, the steps that follow, and what people say about it.</summary>
public sealed partial class SignalTriagePanel(
    SignalStore store,
    FormDraftKeeper drafts,
    ClosingDialog closing,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<SignalStepDraft>? kept;
    private SignalRecord? record;
    private SignalStepDraft? draft;
    private DateTimeOffset? restoredAt;
    private (bool Taken, string Sentence)? notice;
    private UserId reader;
    private bool judges;
    private bool mayComment;
    private int turn;

    /// <summary>Give the panel a key of it: another signal is another panel.</summary>
    [Parameter, EditorRequired]
    public SignalId SignalId { get; set; }

    private SignalStep Latest => record!.Signal.Latest;

    private IReadOnlyList<SignalStatus> Next => SignalFlow.Next(Latest.Status);

    protected override async Task OnInitializedAsync()
    {
        reader = (await person.GetAsync()).UserId!.Value;
        var roles = await person.RolesAsync();
        judges = roles.Contains(Role.SafetyOfficer);
        mayComment = judges || roles.Contains(Role.Physician);
        if (judges)
        {
            kept = await drafts.OpenAsync<SignalStepDraft>("signal-step", SignalId.ToString());
            (draft, restoredAt) = (kept.Found, kept.FoundAt);
        }

        await base.OnInitializedAsync();
    }

    // Signals and their steps touch the room whose part the board is.
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        int mine = ++turn;
        var found = await store.FindAsync(SignalId, reader);
        if (mine == turn)
            record = found;
    }

    private void Open(SignalStatus to)
    {
        draft = new SignalStepDraft(NewKey(), Latest.Status, to);
        (restoredAt, saving.Refusals, notice) = (null, [], null);
    }

    private string NewKey() => ids.Next(clock.Now).ToString("N");

    private void Take(SignalStepDraft changed)
    {
        draft = changed;
        saving.Refusals = [];
        kept?.Changed(changed);
    }

    private async Task CancelAsync()
    {
        (draft, restoredAt, saving.Refusals) = (null, null, []);
        if (kept is not null)
            await kept.DiscardAsync();
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is not { } said)
            return;
        notice = null;
        saving.Refusals = [.. SignalFlow.Check(said.From, said.To, said.Reason, said.StoredAction)];
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            if (said.To == SignalStatus.ClosedWithAction && !await closing.ConfirmAsync(record!.Signal.Key))
                return;
            var result = await store.TransitionAsync(
                await person.GetAsync(),
                SignalId,
                said.From,
                said.To,
                said.Reason,
                said.StoredAction,
                said.Key
            );
            notice = (result.Outcome == SignalOutcome.Done, Words.Outcome(result));
            if (result.Outcome == SignalOutcome.Done)
                await CancelAsync();
            // The answer belongs to that attempt: the same words may be saved later, when the signal stands there again.
            else
                Take(said with { Key = NewKey() });
            await LoadAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
