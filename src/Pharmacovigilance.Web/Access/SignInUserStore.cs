using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// Lets Identity check passwords and count failures on <see cref="AccountStore"/>. Accounts are created and changed by
/// people through the store itself, never here.
/// </summary>
public sealed class SignInUserStore(AccountStore accounts)
    : IUserPasswordStore<SignInUser>,
        IUserSecurityStampStore<SignInUser>,
        IUserLockoutStore<SignInUser>
{
    public Task<SignInUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
                Guid.TryParse(userId, out var id) && accounts.Find(new UserId(id)) is { } account
                    ? new SignInUser(account)
                    : null,
            cancellationToken
        );

    public Task<SignInUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.Run(
            () => accounts.FindByNormalizedName(normalizedUserName) is { } account ? new SignInUser(account) : null,
            cancellationToken
        );

    public async Task<IdentityResult> UpdateAsync(SignInUser user, CancellationToken cancellationToken)
    {
        var saved = await accounts.UpdateAsync(Actor.Product, user.Account, cancellationToken: cancellationToken);
        if (saved.Outcome != AccountOutcome.Done)
            return IdentityResult.Failed(new IdentityError { Code = saved.Outcome.ToString(), Description = "" });
        user.Account = user.Account with { ConcurrencyStamp = saved.ConcurrencyStamp! };
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(SignInUser user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> DeleteAsync(SignInUser user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<string> GetUserIdAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.Id.ToString());

    public Task<string?> GetUserNameAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.UserName);

    public Task<string?> GetNormalizedUserNameAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.NormalizedUserName);

    public Task SetUserNameAsync(SignInUser user, string? userName, CancellationToken cancellationToken) =>
        throw Elsewhere();

    /// <summary>Identity calls it before every save; the name itself never changes here.</summary>
    public Task SetNormalizedUserNameAsync(
        SignInUser user,
        string? normalizedName,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.PasswordHash is not null);

    /// <summary>Identity strengthens an old hash at sign-in.</summary>
    public Task SetPasswordHashAsync(SignInUser user, string? passwordHash, CancellationToken cancellationToken) =>
        Change(user, user.Account with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.SecurityStamp);

    public Task SetSecurityStampAsync(SignInUser user, string stamp, CancellationToken cancellationToken) =>
        Change(user, user.Account with { SecurityStamp = stamp });

    public Task<bool> GetLockoutEnabledAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.LockoutEnabled);

    public Task SetLockoutEnabledAsync(SignInUser user, bool enabled, CancellationToken cancellationToken) =>
        Change(user, user.Account with { LockoutEnabled = enabled });

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.LockoutEnd);

    public Task SetLockoutEndDateAsync(
        SignInUser user,
        DateTimeOffset? lockoutEnd,
        CancellationToken cancellationToken
    ) => Change(user, user.Account with { LockoutEnd = lockoutEnd });

    public Task<int> GetAccessFailedCountAsync(SignInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.AccessFailedCount);

    public async Task<int> IncrementAccessFailedCountAsync(SignInUser user, CancellationToken cancellationToken)
    {
        await Change(user, user.Account with { AccessFailedCount = user.Account.AccessFailedCount + 1 });
        return user.Account.AccessFailedCount;
    }

    public Task ResetAccessFailedCountAsync(SignInUser user, CancellationToken cancellationToken) =>
        Change(user, user.Account with { AccessFailedCount = 0 });

    public void Dispose() { }

    private static Task Change(SignInUser user, Account account)
    {
        user.Account = account;
        return Task.CompletedTask;
    }

    private static NotSupportedException Elsewhere() =>
        new("Accounts are created and changed through AccountStore, with an actor.");
}
