using System.Globalization;
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

    /// <summary>The same time in the language of the screen: the browser's own field may show 12 hours or the month first.</summary>
    private string Reading =>
        Value.At(Clock) is { } at
            ? Text[
                "TimeRead",
                Clock.InstantsOf(Clock.AtUnit(at).DateTime).Count > 1
                    ? WithOffset(at)
                    : Clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture),
                Clock.Zone.Id
            ]
            : Text["TimeUnreadable"];

    private string WithOffset(DateTimeOffset at) =>
        Clock.AtUnit(at).ToString("d MMM yyyy HH:mm '(UTC'zzz')'", CultureInfo.CurrentCulture);

    private Task TakeAsync(ChangeEventArgs change) =>
        ValueChanged.InvokeAsync(Value with { Typed = change.Value as string ?? "", Chosen = null });
}
