using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The work queue of completion: events of which something is still unknown, oldest first.</summary>
public sealed partial class ToCompletePage(AdverseEventStore events)
{
    private IReadOnlyList<AdverseEventItem>? items;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.LastEvents;

    protected override async Task OnPartChangedAsync(UnitSnapshot snapshot) =>
        items = await events.ToBeCompletedAsync();
}
