using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Reference;

/// <summary>Whether a row may be relied on, by colour, shape and word, and what the board makes of it.</summary>
public sealed partial class RowStatusBadge
{
    [Parameter, EditorRequired]
    public ReferenceRate Row { get; set; } = null!;

    private StateKind Kind =>
        Row.Status switch
        {
            RowStatus.Verified => StateKind.Neutral,
            RowStatus.Unverified => StateKind.Unknown,
            RowStatus.Rejected => StateKind.Critical,
        };

    private string Word => Row.InUnit is null ? $"Status{Row.Status}" : "FilterVerifiedHere";

    private string Reason =>
        Row switch
        {
            { OnBoard: false } => "",
            { Status: RowStatus.Verified } => Text["OnBoard"],
            _ => Text["BoardCandidate"],
        };
}
