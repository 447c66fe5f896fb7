using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>What came of a sign-in. <see cref="Refused"/> does not say which part was wrong.</summary>
public enum SignInOutcome
{
    /// <summary>The session cookie is set.</summary>
    Done = 1,

    /// <summary>Unknown name, wrong password or disabled account.</summary>
    Refused = 2,

    /// <summary>Too many wrong passwords; the account opens again by itself.</summary>
    LockedOut = 3,
}

/// <summary>Signing in, one person at a time: parallel guesses must not slip past the count of failures.</summary>
public sealed class SignInGate : IDisposable
{
    internal SemaphoreSlim Turn { get; } = new(1);

    public void Dispose() => Turn.Dispose();
}

public sealed class PasswordSignIn(SignInManager<SignInUser> signIn, UserManager<SignInUser> users, AccountStore accounts, Credentials credentials, SignInGate gate)
{
    public async Task<SignInOutcome> TryAsync(string userName, string password, CancellationToken cancellationToken)
    {
        await gate.Turn.WaitAsync(cancellationToken);
        try
        {
            var user = await users.FindByNameAsync(userName.Trim());
            if (user?.Account is not { PasswordHash: not null, DisabledAt: null })
            {
                credentials.CheckNobody(password);
                return SignInOutcome.Refused;
            }

            var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
            if (result.IsLockedOut) return SignInOutcome.LockedOut;
            if (!result.Succeeded) return SignInOutcome.Refused;
            await accounts.RecordSessionAsync(user.Account, signedIn: true, cancellationToken);
            return SignInOutcome.Done;
        }
        finally
        {
            gate.Turn.Release();
        }
    }
}
