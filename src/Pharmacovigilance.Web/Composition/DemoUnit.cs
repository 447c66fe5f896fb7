using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Composition;

/// <summary>Fills the demonstration unit before it opens. Every start begins from the same state.</summary>
public sealed class DemoUnit(AccountStore accounts, Credentials credentials)
{
    public async Task FillAsync()
    {
        foreach (var demo in DemoAccount.All)
        {
            var account = credentials.WithoutPassword(demo.UserName, demo.DisplayName, [demo.Role]);
            if (await accounts.CreateAsync(Actor.Product, account) is var outcome and not AccountOutcome.Done)
                throw new InvalidOperationException($"The demonstration account {demo.UserName} was not created: {outcome}.");
        }
    }
}
