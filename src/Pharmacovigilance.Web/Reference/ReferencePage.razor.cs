using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Reference;

/// <summary>The reference ledger as it is: every row with source, data cut and status, rejected rows with their reason.</summary>
public sealed partial class ReferencePage(IStringLocalizer<ReferenceText> text, Knowledge knowledge)
{
    private string arm = "";
    private string status = "";
    private string named = "";
    private bool boardOnly;

    private IStringLocalizer<ReferenceText> Text => text;

    private ReferenceSet Rates => knowledge.Rates;

    private List<ReferenceRate> Shown =>
    [
        .. Rates.Rows.Where(row =>
            (arm.Length == 0 || string.Equals(row.Arm.ToString(), arm, StringComparison.Ordinal))
            && (status.Length == 0 || string.Equals(row.Status.ToString(), status, StringComparison.Ordinal))
            && (named.Length == 0 || string.Equals(row.Event, named, StringComparison.Ordinal))
            && (!boardOnly || row.OnBoard)),
    ];

    private int Count(RowStatus wanted) => Rates.Rows.Count(row => row.Status == wanted);
}
