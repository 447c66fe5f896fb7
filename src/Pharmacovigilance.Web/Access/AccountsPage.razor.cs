using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Shared;
using Radzen;

namespace Pharmacovigilance.Web.Access;

public sealed partial class AccountsPage(
    AccountStore store,
    CurrentActor person,
    ReasonDialog reasons,
    DialogService dialogs,
    IStringLocalizer<AccessText> text,
    TimeProvider time
)
{
    private readonly Saving saving = new();
    private IReadOnlyList<Account>? accounts;
    private string? said;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => accounts = await Task.Run(store.All);

    private async Task CreateAsync()
    {
        var options = new DialogOptions { CloseDialogOnEsc = true, CloseAriaLabel = text["Close"] };
        if (
            await dialogs.OpenAsync<NewAccountForm>(
                text["NewAccount"],
                new Dictionary<string, object?>(StringComparer.Ordinal),
                options
            )
            is string name
        )
            await SayAsync(text["AccountCreated", name]);
    }

    private async Task ResetPasswordAsync(Account account)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ResetPasswordForm.Account)] = account,
        };
        var options = new DialogOptions { CloseDialogOnEsc = true, CloseAriaLabel = text["Close"] };
        if (await dialogs.OpenAsync<ResetPasswordForm>(text["ResetPassword"], parameters, options) is true)
            await SayAsync(text["PasswordWasReset", account.DisplayName]);
    }

    private async Task DisableAsync(Account account)
    {
        if (
            await reasons.AskAsync(text["Disable"], text["DisableSentence", account.DisplayName], text["Disable"])
            is not { } reason
        )
            return;
        await ChangeAsync(
            actor => store.DisableAsync(actor, account.Id, reason),
            text["AccountDisabled", account.DisplayName]
        );
    }

    private async Task EnableAsync(Account account)
    {
        if (
            await reasons.AskAsync(text["Enable"], text["EnableSentence", account.DisplayName], text["Enable"])
            is not { } reason
        )
            return;
        await ChangeAsync(
            actor => store.EnableAsync(actor, account.Id, reason),
            text["AccountEnabled", account.DisplayName]
        );
    }

    private async Task ChangeAsync(Func<Actor, Task<AccountOutcome>> change, string sentence)
    {
        said = null;
        bool done = await saving.RunAsync(async () =>
        {
            var outcome = await change(await person.GetAsync());
            if (outcome != AccountOutcome.Done)
                throw new RefusedException([AccountRefusals.Of(outcome)]);
        });
        if (done)
            said = sentence;
        await LoadAsync();
    }

    private Task SayAsync(string sentence)
    {
        (said, saving.Refusals) = (sentence, []);
        return LoadAsync();
    }

    private bool IsLocked(Account account) => account.LockoutEnd > time.GetUtcNow();

    private string StateOf(Account account) =>
        account.DisabledAt is not null ? "StateDisabled"
        : IsLocked(account) ? "StateLocked"
        : "StateActive";

    private StateKind KindOf(Account account) =>
        account.DisabledAt is not null ? StateKind.Neutral
        : IsLocked(account) ? StateKind.Attention
        : StateKind.Good;
}
