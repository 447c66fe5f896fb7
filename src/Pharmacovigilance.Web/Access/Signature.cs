using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// The signature under a decision: whoever is signed in says once more that it is them (21 CFR 11.200). A wrong password
/// counts towards the lockout as it does at the sign-in.
/// </summary>
public sealed class Signature(UserManager<SignInUser> users, SignInGate gate)
{
    /// <summary>Whether the account has a password to sign with; the accounts of the demonstration have none and sign with their user name.</summary>
    public async Task<bool> NeedsPasswordAsync(Actor actor) =>
        (await FindAsync(actor)).Account.PasswordHash is not null;

    /// <exception cref="RefusedException">The signature is not this person's, or the account is locked after too many attempts.</exception>
    public async Task CheckAsync(Actor actor, string given)
    {
        await gate.Turn.WaitAsync();
        try
        {
            var user = await FindAsync(actor);
            if (await users.IsLockedOutAsync(user))
                throw new RefusedException("signature.locked-out", "signature");
            bool right = user.Account.PasswordHash is null
                ? string.Equals(
                    EnteredText.Canonical(given.Trim()),
                    user.Account.UserName,
                    StringComparison.OrdinalIgnoreCase
                )
                : await users.CheckPasswordAsync(user, given);
            if (right)
                return;
            await users.AccessFailedAsync(user);
            throw new RefusedException("signature.wrong", "signature");
        }
        finally
        {
            gate.Turn.Release();
        }
    }

    private async Task<SignInUser> FindAsync(Actor actor) =>
        await users.FindByIdAsync(actor.UserId!.Value.ToString())
        ?? throw new RefusedException("signature.wrong", "signature");
}
