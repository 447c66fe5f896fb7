using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>The phone list, printed on every screen while any alert has come to the end of its chain. Never a patient's name.</summary>
public sealed partial class PhoneListBanner : LiveComponent
{
    private OnCallPart part = OnCallPart.Empty;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.OnCall;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot)
    {
        part = snapshot.OnCall;
        return Task.CompletedTask;
    }
}
