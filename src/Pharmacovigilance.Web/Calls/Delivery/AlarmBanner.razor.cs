using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Alerts;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// What is wrong with the system itself, since when, and what to do. It comes from memory and needs no database, which may
/// be what is wrong.
/// </summary>
public sealed partial class AlarmBanner(UnitAlarms alarms, CurrentActor person, AlertRing ring, IJSRuntime script)
    : ComponentBase,
        IDisposable
{
    private IReadOnlyList<ShownAlarm> shown = [];
    private IDisposable? subscription;
    private UserId? me;
    private bool mayOpen;
    private int rung;

    protected override async Task OnInitializedAsync()
    {
        subscription = alarms.Subscribe(() => _ = InvokeAsync(Take));
        mayOpen = (await person.RolesAsync()).Any(role => Policies.Allowed[Policies.Delivery].Contains(role));
        me = (await person.GetAsync()).UserId;
        Take();
    }

    private void Take()
    {
        shown = alarms.Standing;
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        int more = shown.Count;
        if (me is null || more <= rung)
        {
            rung = more;
            return;
        }

        rung = more;
        var newest = shown.MaxBy(alarm => alarm.Since)!;
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./alerts.js");
            await module.InvokeVoidAsync(
                "ring",
                $"{me}-alarms",
                ring.Run,
                newest.Since.ToUnixTimeMilliseconds(),
                true,
                new[] { new { tag = $"{newest.Kind}-{newest.Subject}", sentence = Text["RingAlarm"].Value } }
            );
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // No sound then; the banner stands.
        }
    }

    public void Dispose() => subscription?.Dispose();
}
