using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A state in words with its reason, by colour and shape as well.</summary>
public sealed partial class StateBadge
{
    [Parameter, EditorRequired]
    public StateKind Kind { get; set; }

    /// <summary>The state in words.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>A state never travels without its reason; empty only where the text is the reason.</summary>
    [Parameter, EditorRequired]
    public string Reason { get; set; } = "";

    private string Icon =>
        Kind switch
        {
            StateKind.Unknown => "help",
            StateKind.Neutral => "radio_button_unchecked",
            StateKind.Good => "check_circle",
            StateKind.Attention => "warning",
            StateKind.Critical => "dangerous",
        };
}
