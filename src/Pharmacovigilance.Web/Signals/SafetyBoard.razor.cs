using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The unit beside the trials, live.</summary>
public sealed partial class SafetyBoard(IStringLocalizer<SignalsText> text)
{
    private IStringLocalizer<SignalsText> Text => text;

    private Regimen regimen = Regimen.IsaPd;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    private IReadOnlyList<BoardRow> RowsOf(Regimen wanted) =>
        [.. State!.Snapshot.Board.Rows.Where(row => row.Key.Regimen == wanted)];

    private string Promise =>
        State?.Snapshot.Board.Rows is [{ Definition.Method: EvidenceMethod.SpreadBetweenUnits }, ..] rows
            ? Text[
                rows.All(row => row.Definition.IsPrimary) ? "PromiseSpread" : "PromisePrimary",
                rows.Count(row => row.Definition is { IsCompared: true, IsPrimary: true })
            ]
            : Text["PromiseMeaning"];

    /// <summary>What a regimen holds, so that no signal hides behind the other one.</summary>
    private string Summary(Regimen wanted)
    {
        var rows = RowsOf(wanted);
        int signals = rows.Count(row => row.State is StreamState.Signal),
            watched = rows.Count(row => row.State is StreamState.Watch or StreamState.Error);
        return signals + watched == 0 ? Text["NothingRaised"] : Text["RaisedCount", signals, watched];
    }
}
