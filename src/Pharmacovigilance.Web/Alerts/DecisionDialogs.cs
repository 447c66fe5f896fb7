using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Radzen;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>A coded reason, with words where it needs them.</summary>
public sealed record ReasonChoice(OverrideReason Reason, string? Note);

/// <summary>A confirmed stop, with or without a remark.</summary>
public sealed record StopConfirmed(string? Note);

/// <summary>Asks what a decision needs beyond a tap. Null = the person stepped back.</summary>
public sealed class DecisionDialogs(DialogService dialogs, IStringLocalizer<AlertsText> text)
{
    public async Task<ReasonChoice?> AskReasonAsync(AlertItem alert, string verb, string sentence) =>
        await OpenAsync<ReasonForm>(alert, verb, (nameof(ReasonForm.Sentence), sentence)) as ReasonChoice;

    public async Task<StopConfirmed?> ConfirmStopAsync(AlertItem alert) =>
        await OpenAsync<StopForm>(alert, text["StopTitle"]) as StopConfirmed;

    /// <summary>The second signature under a permanent stop.</summary>
    public async Task<StopConfirmed?> ConfirmSecondAsync(AlertItem alert) =>
        await OpenAsync<StopForm>(
            alert,
            text["ConfirmStop"],
            (nameof(StopForm.Sentence), text["ConfirmStopMeans"].Value)
        ) as StopConfirmed;

    /// <summary>A reason in the person's own words.</summary>
    public async Task<string?> AskWhyAsync(AlertItem alert, string verb, string sentence) =>
        await OpenAsync<WhyForm>(alert, verb, (nameof(WhyForm.Verb), verb), (nameof(WhyForm.Sentence), sentence))
        as string;

    private async Task<object?> OpenAsync<TForm>(
        AlertItem alert,
        string title,
        params (string Name, object? Value)[] more
    )
        where TForm : Microsoft.AspNetCore.Components.ComponentBase
    {
        var parameters = more.Append(("Alert", alert)).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
        var options = new DialogOptions
        {
            CloseDialogOnEsc = true,
            ShowClose = true,
            CloseAriaLabel = text["Cancel"],
            Width = "min(40rem, 94vw)",
        };
        return await dialogs.OpenAsync<TForm>(title, parameters, options);
    }
}
