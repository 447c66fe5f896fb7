using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Reference;

/// <summary>One row of the reference ledger.</summary>
public sealed partial class ReferenceLine
{
    private static StateKind KindOf(RowStatus status) => status switch
    {
        RowStatus.Verified => StateKind.Neutral,
        RowStatus.Unverified => StateKind.Unknown,
        RowStatus.Rejected => StateKind.Critical,
    };
}
