using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A date and time on the unit's wall clock.</summary>
public sealed partial class UnitTimeField
{
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public TimeEntry Value { get; set; } = default!;

    [Parameter]
    public EventCallback<TimeEntry> ValueChanged { get; set; }

    private Task TakeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(Value with { Typed = change.Value as string ?? "" });
}
