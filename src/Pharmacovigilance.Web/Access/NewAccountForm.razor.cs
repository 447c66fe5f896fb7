using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Access;

/// <summary>Closes with the new person's name, or null.</summary>
public sealed partial class NewAccountForm(AccountStore store, CurrentActor person, Credentials credentials)
{
    private readonly HashSet<Role> roles = [];
    private readonly Saving saving = new();
    private string displayName = "";
    private string userName = "";
    private string password = "";
    private string repeated = "";

    private void Choose(Role role, bool chosen)
    {
        if (chosen)
            roles.Add(role);
        else
            roles.Remove(role);
    }

    private async Task SubmitAsync()
    {
        if (saving.IsUnderWay)
            return;
        saving.Refusals = AccountRules.CheckNew(displayName, userName, password, repeated, roles);
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            var account = await Task.Run(() => credentials.WithPassword(userName, displayName, [.. roles], password));
            var outcome = await store.CreateAsync(await person.GetAsync(), account);
            if (outcome != AccountOutcome.Done)
                throw new RefusedException([AccountRefusals.Of(outcome)]);
            Dialogs.Close(account.DisplayName);
        });
    }
}
