using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// The one-time right to create the first administrator of a unit that has none. It is printed at the console, which only
/// the person who runs the program can read, and ends with its use or with the process.
/// </summary>
public sealed class FirstAdministrator(AccountStore accounts, Credentials credentials) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private byte[]? token;

    /// <summary>Path and query of the link; null when there is no invitation.</summary>
    public string? LinkPath => token is { } t ? $"/first-administrator?token={Encoding.ASCII.GetString(t)}" : null;

    /// <summary>Makes the token if the unit has no administrator.</summary>
    public void Invite()
    {
        if (accounts.WithRole(Role.Administrator).Count == 0)
            token = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
    }

    public bool IsValid(string? offered) =>
        token is { } expected
        && offered is not null
        && CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(offered));

    /// <summary>Creates the account and ends the invitation.</summary>
    /// <returns>Null when the token is not, or no longer, valid.</returns>
    public async Task<AccountOutcome?> CreateAsync(
        string? offered,
        string userName,
        string displayName,
        string password
    )
    {
        await gate.WaitAsync();
        try
        {
            if (!IsValid(offered))
                return null;
            if (accounts.WithRole(Role.Administrator).Count > 0)
            {
                token = null;
                return null;
            }

            var outcome = await accounts.CreateAsync(
                Actor.Product,
                credentials.WithPassword(userName, displayName, [Role.Administrator], password)
            );
            if (outcome == AccountOutcome.Done)
                token = null;
            return outcome;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
