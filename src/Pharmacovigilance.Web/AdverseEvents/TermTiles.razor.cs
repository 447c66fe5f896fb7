using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The terms most often needed as tiles, the four headline terms big, and a search over all others; a term found by it becomes a tile.</summary>
public sealed partial class TermTiles
{
    [Parameter, EditorRequired]
    public CtcaeDictionary Dictionary { get; set; } = null!;

    /// <summary>LLT code of the chosen term; null = none yet.</summary>
    [Parameter, EditorRequired]
    public string? Term { get; set; }

    [Parameter]
    public EventCallback<CtcaeTerm> Chosen { get; set; }

    /// <summary>The chosen term, also one that a later import left out: a correction may keep it.</summary>
    private CtcaeTerm? Found => Term is { } llt ? Dictionary.FindEver(llt) : null;

    private string Checked(CtcaeTerm term) =>
        string.Equals(term.Llt, Term, StringComparison.Ordinal) ? "true" : "false";
}
