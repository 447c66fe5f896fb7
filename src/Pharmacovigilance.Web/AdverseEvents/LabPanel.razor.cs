using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Laboratory values of a course by test: the latest with its age and proposed grade, the trend, and the earlier ones.</summary>
public sealed partial class LabPanel
{
    private LabTest? savedTest;

    [Parameter, EditorRequired]
    public IReadOnlyList<LabSeries> Labs { get; set; } = [];

    private IReadOnlyList<LabResult> Newest => [.. Labs.Select(series => series.Newest[0])];

    // Decided once: a value that somebody else enters must not close the form under a person's hands.
    protected override void OnInitialized() => EntryIsOpen = Labs.Count == 0;

    private async Task LabSavedAsync(LabSaved saved)
    {
        savedTest = saved.Test;
        await SavedAsync(saved.Outcome);
    }

    private Task TakeBackAsync(LabResult lab) =>
        TakeBackAsync(Text["ValueOfTest", Words.Test(lab.Value.Test), Words.Value(lab.Value)], (actor, reason) =>
            Store.TakeBackLabAsync(actor, lab.Id, reason)
        );
}
