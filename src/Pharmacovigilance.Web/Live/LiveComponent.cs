using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Live;

/// <summary>
/// Base of the live pages and panels: draws the newest snapshot, and draws again only when its own part changed or the
/// data became stale. Never queries.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo language = CultureInfo.CurrentUICulture;
    private IDisposable? subscription;
    private object? drawn;

    [Inject]
    private LiveUnit Live { get; set; } = null!;

    /// <summary>The newest state; null until the first snapshot was read.</summary>
    protected LiveState? State { get; private set; }

    /// <summary>The part of the snapshot this component shows; it is drawn again when this is another object.</summary>
    protected abstract object PartOf(UnitSnapshot snapshot);

    /// <summary>Called before a new part is drawn, on the component's dispatcher.</summary>
    protected virtual Task OnPartChangedAsync(UnitSnapshot snapshot) => Task.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        (var state, subscription) = Live.Subscribe(next => InvokeAsync(() => TakeAsync(next)));
        if (state is not null)
            await TakeAsync(state);
    }

    private async Task TakeAsync(LiveState next)
    {
        // A publication comes from the builder's thread, which knows nothing of the language of this screen.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        try
        {
            // Two publications may overtake each other on their way here; time on the page never runs backwards.
            if (State is not null && next.Snapshot.AsOf < State.Snapshot.AsOf)
                return;
            bool stalenessChanged = State?.StaleReason != next.StaleReason;
            State = next;
            var part = PartOf(next.Snapshot);
            if (ReferenceEquals(part, drawn) && !stalenessChanged)
                return;
            drawn = part;
            await OnPartChangedAsync(next.Snapshot);
            StateHasChanged();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            subscription?.Dispose();
    }
}
