using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// Hides the page of a session that nobody has used for a while, and keeps everything on it: the same person goes on where
/// they were. Also tells the store that somebody is there. A page opened in a locked session is not even begun.
/// </summary>
public sealed partial class IdleLock(
    CircuitSession session,
    SessionStore sessions,
    SessionGuard guard,
    CurrentActor person,
    Signature signature,
    RefusalSentences sentences,
    IJSRuntime script
)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(30);

    private DotNetObjectReference<IdleLock>? self;
    private DateTimeOffset noted;
    private string name = "";
    private string userName = "";
    private string given = "";
    private string? refusal;
    private bool needsPassword;
    private bool everOpen;
    private bool busy;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool IsLocked => session.State.Standing == SessionStanding.Locked;

    /// <summary>Interruptive alerts nobody has decided; a number tells nothing about a patient.</summary>
    private int Urgent => State?.Snapshot.Alerts.Undecided.Count(alert => alert.Tier == AlertTier.Interruptive) ?? 0;

    // The store learns of activity a few times within the limit, not with every key.
    private TimeSpan Between => guard.Rule.IdleLimit / 8 < Often ? guard.Rule.IdleLimit / 8 : Often;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override async Task OnInitializedAsync()
    {
        await session.GetAuthenticationStateAsync();
        session.Changed += OnChanged;
        await FollowAsync();
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        await script.InvokeVoidAsync("unitSession.watch", self, Between.TotalMilliseconds);
    }

    /// <summary>The browser saw a key, a click, a touch or the wheel.</summary>
    [JSInvokable]
    public async Task SomebodyIsThereAsync()
    {
        if (session.State.Standing != SessionStanding.Open || guard.Now - noted < Between / 2)
            return;
        var actor = await person.GetAsync();
        if (actor.Session is not { } id)
            return;
        noted = guard.Now;
        await sessions.NoteActivityAsync(actor, id);
    }

    private void OnChanged(object? sender, EventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            await FollowAsync();
            StateHasChanged();
        });

    private async Task FollowAsync()
    {
        if (!IsLocked)
        {
            (everOpen, refusal) = (true, null);
            return;
        }

        var actor = await person.GetAsync();
        userName = (await session.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";
        (name, needsPassword) = (actor.Name, await signature.NeedsPasswordAsync(actor));
    }

    private async Task UnlockAsync()
    {
        if (busy)
            return;
        (busy, refusal) = (true, null);
        try
        {
            var actor = await person.GetAsync();
            await signature.CheckAsync(actor, given);
            if (actor.Session is { } id)
                await sessions.UnlockAsync(actor, id);
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusal = sentences.Of(said[0]);
        }
        finally
        {
            (busy, given) = (false, "");
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        session.Changed -= OnChanged;
        self?.Dispose();
    }
}
