using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>What the board showed at an earlier time, worked out anew from the stored facts.</summary>
public sealed partial class BoardHistoryPage(IStringLocalizer<SignalsText> text, BoardStore board, UnitClock clock)
{
    private IStringLocalizer<SignalsText> Text => text;

    private TimeEntry when = new(clock.Now);
    private IReadOnlyList<BoardRow>? rows;
    private string shownText = "";
    private string message = text["HistoryNone"];
    private bool reading;

    private async Task ShowAsync()
    {
        rows = null;
        if (when.At(clock) is not { } at)
            return;
        if (at > clock.Now)
        {
            message = text["HistoryFuture"];
            return;
        }

        reading = true;
        // A person reads minutes: what was shown at 10:15 is what stood when 10:15 was over.
        rows = await board.AtAsync(at.AddMinutes(1).AddMilliseconds(-1));
        reading = false;
        shownText = clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
        message = rows.Count == 0 ? text["HistoryEmpty"] : "";
    }
}
