using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>What follows a right password: a session, and a cookie that names it.</summary>
public sealed class SessionOpening(SignInManager<SignInUser> signIn, SessionStore sessions)
{
    /// <returns>False when the account was disabled or its password reset while it was checked.</returns>
    public async Task<bool> OpenAsync(SignInUser user, CancellationToken cancellationToken)
    {
        if (await sessions.BeginAsync(user.Account, signIn.Context.User.SessionId(), cancellationToken) is not { } id)
            return false;
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [new Claim(UnitClaims.Session, id.ToString())]);
        return true;
    }
}
