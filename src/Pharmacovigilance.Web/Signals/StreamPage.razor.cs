using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Signals;

/// <summary>One stream with everything read beside its evidence and the patients behind it. Read again whenever the board was.</summary>
public sealed partial class StreamPage(
    StreamStore store,
    BoardStore board,
    UnitOptions options,
    IStringLocalizer<StreamText> text,
    StreamWords words
)
{
    private IStringLocalizer<StreamText> Text => text;

    private StreamWords Words => words;

    private StreamDetail? detail;
    private bool missing;
    private int reading;
    private EvidencePicture picture = new([]);
    private IReadOnlyList<EndedEpoch> ended = [];

    /// <summary>As the board shows it; null until the board was read.</summary>
    private BoardRow? Row => State?.Snapshot.Board.Rows.FirstOrDefault(row => row.Key == detail?.Key);

    private IReadOnlyList<BoardRow> RowsOfRegimen =>
        [.. State!.Snapshot.Board.Rows.Where(row => row.Key.Regimen == detail!.Key.Regimen)];

    /// <summary>As <see cref="StreamKey.ToString"/> writes it.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) =>
        detail is null ? Task.CompletedTask : ReloadAsync();

    protected override Task OnParametersSetAsync()
    {
        (detail, missing) = (null, false);
        return ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        int mine = ++reading;
        var state = await board.StateAsync();
        var found = StreamKey.TryParse(Key, out var key) ? await store.ReadAsync(key, options.MinimumPatients) : null;
        // An answer that was overtaken by a newer question must not be shown under it.
        if (mine != reading)
            return;
        (detail, missing) = (found, found is null);
        (picture, ended) = key is null
            ? (new EvidencePicture([]), [])
            : (EvidencePicture.Of(state, key), state.Ended(key));
    }
}
