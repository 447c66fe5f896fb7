using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The terms of the dictionary as tiles: the four headline terms big, the others smaller.</summary>
public sealed partial class TermTiles
{
    [Parameter, EditorRequired]
    public CtcaeDictionary Dictionary { get; set; } = null!;

    /// <summary>LLT code of the chosen term; null = none yet.</summary>
    [Parameter, EditorRequired]
    public string? Term { get; set; }

    [Parameter]
    public EventCallback<CtcaeTerm> Chosen { get; set; }

    private string Checked(CtcaeTerm term) => string.Equals(term.Llt, Term, StringComparison.Ordinal) ? "true" : "false";
}
