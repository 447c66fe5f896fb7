using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Access;

/// <summary>Closes with true once the password is set; the person's sessions end.</summary>
public sealed partial class ResetPasswordForm(AccountStore store, CurrentActor person, Credentials credentials)
{
    private readonly Saving saving = new();
    private string password = "";
    private string repeated = "";
    private string reason = "";

    [Parameter, EditorRequired]
    public Account Account { get; set; } = default!;

    private async Task SubmitAsync()
    {
        var found = AccountRules.CheckPassword(Account.UserName, password, repeated).ToList();
        if (string.IsNullOrWhiteSpace(reason))
            found.Add(Refusal.Of("reason-required", "reason"));
        saving.Refusals = found;
        if (found.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            var changed = await Task.Run(() => credentials.Reset(Account, password));
            var saved = await store.UpdateAsync(await person.GetAsync(), changed, reason.Trim());
            if (saved.Outcome != AccountOutcome.Done)
                throw new RefusedException([AccountRefusals.Of(saved.Outcome)]);
            Dialogs.Close(true);
        });
    }
}
