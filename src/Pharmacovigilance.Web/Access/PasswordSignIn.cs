using Microsoft.AspNetCore.Identity;

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

public sealed class PasswordSignIn(
    SignInManager<SignInUser> signIn,
    UserManager<SignInUser> users,
    SessionOpening opening,
    Credentials credentials,
    SignInGate gate
)
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

            var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
            if (result.IsLockedOut)
                return SignInOutcome.LockedOut;
            return result.Succeeded && await opening.OpenAsync(user, cancellationToken)
                ? SignInOutcome.Done
                : SignInOutcome.Refused;
        }
        finally
        {
            gate.Turn.Release();
        }
    }
}
