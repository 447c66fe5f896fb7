using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Blood pressure during an infusion: entered, listed, and a grade proposed for a person to confirm.</summary>
public sealed partial class BloodPressurePanel(ObservationStore store)
{
    private ObservationOutcome? outcome;
    private IReadOnlyList<BloodPressureResult> readings = [];

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    [Parameter, EditorRequired]
    public InfusionId InfusionId { get; set; }

    /// <summary>Each time the page was read again: somebody else may have measured.</summary>
    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync() =>
        readings = [.. (await store.BloodPressuresAsync(CourseId)).Where(reading => reading.InfusionId == InfusionId)];

    private async Task SavedAsync(ObservationOutcome saved)
    {
        outcome = saved;
        await ReadAsync();
    }
}
