using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Signals;
using Radzen;

namespace Pharmacovigilance.Web.Signals;

/// <summary>Asks once more before a signal is closed, because the stream then begins a new epoch.</summary>
public sealed class ClosingDialog(DialogService dialogs, SignalWords words, IStringLocalizer<SignalTriageText> text)
{
    /// <returns>False when the person stepped back.</returns>
    public async Task<bool> ConfirmAsync(StreamKey key)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ClosingForm.Stream)] = words.Stream(key),
        };
        var options = new DialogOptions
        {
            CloseDialogOnEsc = true,
            ShowClose = true,
            CloseAriaLabel = text["Cancel"],
            Width = "min(40rem, 94vw)",
        };
        return await dialogs.OpenAsync<ClosingForm>(text["ClosingTitle"], parameters, options) is true;
    }
}
