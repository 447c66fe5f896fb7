using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The unit beside the trials, live. Descriptive: no line of it is a signal.</summary>
public sealed partial class SafetyBoard(IStringLocalizer<SignalsText> text)
{
    private IStringLocalizer<SignalsText> Text => text;

    private Regimen regimen = Regimen.IsaPd;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    private IReadOnlyList<BoardRow> RowsOf(Regimen wanted) => [.. State!.Snapshot.Board.Rows.Where(row => row.Counts.Regimen == wanted)];

    /// <summary>What a regimen holds, so that nothing above the reference hides behind the other one.</summary>
    private string Summary(Regimen wanted)
    {
        int above = RowsOf(wanted).Count(row => row.Comparison.State == ComparisonState.AboveReference);
        return above == 0 ? Text["NothingAbove"] : Text["AboveCount", above];
    }
}
