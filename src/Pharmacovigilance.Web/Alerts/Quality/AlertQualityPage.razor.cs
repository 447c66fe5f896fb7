using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Storage.Alerts.Quality;

namespace Pharmacovigilance.Web.Alerts.Quality;

/// <summary>Whether alerts are heard, by rule and by physician, in a period.</summary>
public sealed partial class AlertQualityPage(AlertQualityStore store) : ComponentBase
{
    private static readonly IReadOnlyList<int> Periods = [4, 13, 52];

    private QualityReport? report;
    private int weeks = 13;
    private bool byPhysician;

    protected override Task OnInitializedAsync() => ChooseAsync(weeks);

    private async Task ChooseAsync(int chosen)
    {
        weeks = chosen;
        var read = await store.ReportAsync(chosen);
        // A slow answer for a period left meanwhile must not stand under the name of another.
        if (weeks == chosen)
            report = read;
    }
}
