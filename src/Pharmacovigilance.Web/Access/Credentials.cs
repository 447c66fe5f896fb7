using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>Makes what the store keeps of a name and a password; the password itself goes no further.</summary>
public sealed class Credentials(
    ILookupNormalizer normalizer,
    IPasswordHasher<SignInUser> hasher,
    IdSource ids,
    TimeProvider time
)
{
    private readonly Lazy<string> hashOfNobody = new(() => hasher.HashPassword(null!, "nobody has this password"));

    public NewAccount WithPassword(string userName, string displayName, IReadOnlyList<Role> roles, string password) =>
        WithoutPassword(userName, displayName, roles) with
        {
            PasswordHash = hasher.HashPassword(null!, password),
        };

    public NewAccount WithoutPassword(string userName, string displayName, IReadOnlyList<Role> roles)
    {
        string trimmed = userName.Trim();
        return new NewAccount(
            NewId(),
            trimmed,
            normalizer.NormalizeName(trimmed),
            displayName.Trim(),
            PasswordHash: null,
            NewStamp(),
            roles
        );
    }

    /// <summary>The account with another password, unlocked, its sessions ended.</summary>
    public Account Reset(Account account, string password) =>
        account with
        {
            PasswordHash = hasher.HashPassword(null!, password),
            SecurityStamp = NewStamp(),
            LockoutEnd = null,
            AccessFailedCount = 0,
        };

    /// <summary>Costs as long as a real check, so that the time of an answer does not tell whether a name exists.</summary>
    public void CheckNobody(string password) => hasher.VerifyHashedPassword(null!, hashOfNobody.Value, password);

    private UserId NewId() => ids.Next<UserId>(time.GetUtcNow());

    private static string NewStamp() =>
        Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
}
