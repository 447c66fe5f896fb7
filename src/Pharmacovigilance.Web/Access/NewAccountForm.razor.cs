using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>Closes with the new person's name, or null.</summary>
public sealed partial class NewAccountForm(AccountStore store, CurrentActor person, Credentials credentials)
{
    private readonly HashSet<Role> roles = [];
    private IReadOnlyList<Refusal> refusals = [];
    private string displayName = "";
    private string userName = "";
    private string password = "";
    private string repeated = "";
    private bool saving;

    private void Choose(Role role, bool chosen)
    {
        if (chosen) roles.Add(role);
        else roles.Remove(role);
    }

    private async Task SubmitAsync()
    {
        refusals = AccountRules.CheckNew(displayName, userName, password, repeated, roles);
        if (refusals.Count > 0 || saving) return;
        saving = true;
        try
        {
            var account = await Task.Run(() => credentials.WithPassword(userName, displayName, [.. roles], password));
            var outcome = await store.CreateAsync(await person.GetAsync(), account);
            if (outcome == AccountOutcome.Done) Dialogs.Close(account.DisplayName);
            else refusals = [AccountRefusals.Of(outcome)];
        }
        finally
        {
            saving = false;
        }
    }
}
