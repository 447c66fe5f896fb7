using Microsoft.Extensions.Localization;
using Radzen;

namespace Pharmacovigilance.Web.Shared;

/// <summary>Asks a person to confirm something and to say why.</summary>
public sealed class ReasonDialog(DialogService dialogs, IStringLocalizer<SharedText> text)
{
    /// <param name="sentence">What will happen.</param>
    /// <param name="confirm">The verb on the button.</param>
    /// <returns>The reason, trimmed and not empty; null when the person stepped back.</returns>
    public async Task<string?> AskAsync(string title, string sentence, string confirm)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ConfirmWithReason.Sentence)] = sentence,
            [nameof(ConfirmWithReason.Confirm)] = confirm,
        };
        var options = new DialogOptions
        {
            CloseDialogOnEsc = true,
            ShowClose = true,
            CloseAriaLabel = text["Cancel"],
        };
        return await dialogs.OpenAsync<ConfirmWithReason>(title, parameters, options) as string;
    }
}
