using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>
/// Accounts, their credentials and roles. The credential state is the one thing in the unit that is changed in place;
/// every change is audited, without secrets.
/// </summary>
public sealed class AccountStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Creates an account. Only an administrator or the product (first start, demonstration) may.</summary>
    public Task<AccountOutcome> CreateAsync(
        Actor actor,
        NewAccount account,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, "account.create", idempotencyKey),
            scope => AccountWriting.Create(scope, account),
            cancellationToken
        );

    /// <summary>
    /// Saves names and credential state (password hash, security stamp, lockout) of <paramref name="account"/>, provided it
    /// still has the concurrency stamp it was read with. Roles and disabling have their own methods. A person may save
    /// their own account; the product may, because it counts failed sign-ins; otherwise only an administrator.
    /// </summary>
    /// <param name="reason">Why one person changed another's account; audited.</param>
    /// <returns>With <see cref="AccountOutcome.Done"/> the new concurrency stamp, otherwise null.</returns>
    public Task<AccountSaved> UpdateAsync(
        Actor actor,
        Account account,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, "account.update"),
            scope => AccountWriting.Update(scope, account, reason),
            cancellationToken
        );

    /// <summary>Replaces the roles and ends the person's sessions. Administrators only.</summary>
    public Task<AccountOutcome> SetRolesAsync(
        Actor actor,
        UserId id,
        IReadOnlyCollection<Role> roles,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, "account.set-roles"),
            scope => AccountWriting.SetRoles(scope, id, roles),
            cancellationToken
        );

    /// <summary>Ends the use of an account; it stays, because its deeds are in the audit trail. Administrators only.</summary>
    /// <param name="reason">Mandatory; audited.</param>
    public Task<AccountOutcome> DisableAsync(
        Actor actor,
        UserId id,
        string reason,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, "account.disable"),
            scope => AccountWriting.SetDisabled(scope, id, disabled: true, reason),
            cancellationToken
        );

    /// <summary>Allows a disabled account again. Administrators only.</summary>
    public Task<AccountOutcome> EnableAsync(
        Actor actor,
        UserId id,
        string reason,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, "account.enable"),
            scope => AccountWriting.SetDisabled(scope, id, disabled: false, reason),
            cancellationToken
        );

    public Account? FindByNormalizedName(string normalizedUserName)
    {
        using var scope = database.OpenReader();
        return Accounts(scope, "where u.normalized_user_name = @normalizedUserName", new { normalizedUserName })
            .FirstOrDefault();
    }

    public Account? Find(UserId id)
    {
        using var scope = database.OpenReader();
        return Find(scope, id);
    }

    /// <summary>Every account, disabled ones too, by display name.</summary>
    public IReadOnlyList<Account> All()
    {
        using var scope = database.OpenReader();
        return Accounts(scope, "");
    }

    /// <summary>The people who can now act in a role, by display name; disabled accounts are left out.</summary>
    public IReadOnlyList<Account> WithRole(Role role)
    {
        using var scope = database.OpenReader();
        return WithRole(scope, role);
    }

    internal static Account? Find(QueryScope scope, UserId id) =>
        Accounts(scope, "where u.id = @id", new { id }).FirstOrDefault();

    internal static IReadOnlyList<Account> WithRole(QueryScope scope, Role role) =>
        Accounts(
            scope,
            "where u.disabled_at is null and exists (select 1 from user_role h where h.user_id = u.id and h.role = @role)",
            new { role = Coded.Text(role) }
        );

    private static List<Account> Accounts(QueryScope scope, string where, object? parameters = null) =>
        [
            .. scope
                .Query<AccountRow>(AccountRow.Select + where + AccountRow.Order, parameters)
                .GroupBy(row => row.Id)
                .Select(rows => rows.First().ToAccount(rows.Select(r => r.Role).OfType<Role>())),
        ];
}

/// <param name="ConcurrencyStamp">The new stamp after <see cref="AccountOutcome.Done"/>, otherwise null.</param>
public sealed record AccountSaved(AccountOutcome Outcome, string? ConcurrencyStamp);
