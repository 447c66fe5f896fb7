using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Shared;

/// <summary>
/// A part of a form that hands on what is entered and shows what it is given. It has no state of its own, and so does not draw
/// itself upon its own events as components do: the owner of the form, which takes the entry, draws it anew.
/// </summary>
/// <remarks>
/// Drawn by itself, it would show for a moment what was there before the entry, as its parameters come to it through the form
/// last; that drawing reaches the browser after the person has typed on, and takes what was typed away.
/// </remarks>
public abstract class FormPart : ComponentBase, IHandleEvent
{
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg) => item.InvokeAsync(arg);
}
