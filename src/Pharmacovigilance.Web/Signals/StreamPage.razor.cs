using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Signals;

/// <summary>One stream with everything read beside its evidence and the patients behind it. Read again whenever the board was.</summary>
public sealed partial class StreamPage(StreamStore store, UnitOptions options, IStringLocalizer<StreamText> text, StreamWords words)
{
    private IStringLocalizer<StreamText> Text => text;

    private StreamWords Words => words;

    private StreamDetail? detail;
    private bool missing;
    private int reading;

    /// <summary>As <see cref="StreamKey.ToString"/> writes it.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => detail is null ? Task.CompletedTask : ReloadAsync();

    protected override Task OnParametersSetAsync()
    {
        (detail, missing) = (null, false);
        return ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        int mine = ++reading;
        var found = StreamKey.TryParse(Key, out var key) ? await store.ReadAsync(key, options.MinimumPatients) : null;
        // An answer that was overtaken by a newer question must not be shown under it.
        if (mine == reading) (detail, missing) = (found, found is null);
    }
}
