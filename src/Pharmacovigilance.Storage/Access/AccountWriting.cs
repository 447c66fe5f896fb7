using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>The jobs behind <see cref="AccountStore"/>, also usable inside a larger job.</summary>
internal static class AccountWriting
{
    public const string Subject = "account";
    private const int LongestName = 200;

    private const string InsertSql = """
        insert into app_user (id, user_name, normalized_user_name, display_name, password_hash, security_stamp, concurrency_stamp,
          lockout_enabled, lockout_end, access_failed_count, created_at, disabled_at)
        values (@Id, @UserName, @NormalizedUserName, @DisplayName, @PasswordHash, @SecurityStamp, @ConcurrencyStamp,
          @LockoutEnabled, null, 0, @Now, null)
        """;

    private const string UpdateSql = """
        update app_user set user_name = @UserName, normalized_user_name = @NormalizedUserName, display_name = @DisplayName,
          password_hash = @PasswordHash, security_stamp = @SecurityStamp, concurrency_stamp = @stamp,
          lockout_enabled = @LockoutEnabled, lockout_end = @LockoutEnd, access_failed_count = @AccessFailedCount
        where id = @Id and concurrency_stamp = @ConcurrencyStamp
        """;

    public static AccountOutcome Create(WriteScope scope, NewAccount account)
    {
        scope.RequireRole(Role.Administrator);
        RefusedException.ThrowIfAny([
            .. EnteredText.CheckName(account.DisplayName, "displayName", LongestName),
            .. EnteredText.CheckCode(account.UserName, "userName", LongestName),
        ]);
        if (NameTaken(scope, account.NormalizedUserName, account.Id))
            return AccountOutcome.NameTaken;
        scope.Execute(
            InsertSql,
            new
            {
                account.Id,
                account.UserName,
                account.NormalizedUserName,
                account.DisplayName,
                account.PasswordHash,
                account.SecurityStamp,
                ConcurrencyStamp = NewStamp(scope),
                account.LockoutEnabled,
                scope.Now,
            }
        );
        InsertRoles(scope, account.Id, account.Roles);
        Audit(
            scope,
            account.Id,
            "account.created",
            new
            {
                account.UserName,
                account.DisplayName,
                roles = account.Roles.Order(),
            }
        );
        return AccountOutcome.Done;
    }

    public static AccountSaved Update(WriteScope scope, Account account, string? reason)
    {
        if (scope.Actor.UserId != account.Id)
            scope.RequireRole(Role.Administrator);
        var before = AccountStore.Find(scope, account.Id);
        if (before is null)
            return new AccountSaved(AccountOutcome.NotFound, null);
        if (before.ConcurrencyStamp != account.ConcurrencyStamp)
            return new AccountSaved(AccountOutcome.SomebodyWasFaster, null);
        if (NameTaken(scope, account.NormalizedUserName, account.Id))
            return new AccountSaved(AccountOutcome.NameTaken, null);
        string stamp = NewStamp(scope);
        scope.Execute(
            UpdateSql,
            new
            {
                account.Id,
                account.UserName,
                account.NormalizedUserName,
                account.DisplayName,
                account.PasswordHash,
                account.SecurityStamp,
                account.ConcurrencyStamp,
                account.LockoutEnabled,
                account.LockoutEnd,
                account.AccessFailedCount,
                stamp,
            }
        );
        if (before.SecurityStamp != account.SecurityStamp)
            SessionRows.EndAll(scope, account.Id, SessionEnd.PasswordReset);
        Audit(scope, account.Id, AccountChange.Action(before, account), AccountChange.Details(before, account), reason);
        return new AccountSaved(AccountOutcome.Done, stamp);
    }

    public static AccountOutcome SetRoles(WriteScope scope, UserId id, IReadOnlyCollection<Role> roles)
    {
        scope.RequireRole(Role.Administrator);
        var before = AccountStore.Find(scope, id);
        if (before is null)
            return AccountOutcome.NotFound;
        if (!roles.Contains(Role.Administrator) && IsLastAdministrator(scope, before))
            return AccountOutcome.LastAdministrator;
        scope.Execute("delete from user_role where user_id = @id", new { id });
        InsertRoles(scope, id, roles);
        RenewStamps(scope, id);
        SessionRows.EndAll(scope, id, SessionEnd.RolesChanged);
        Audit(
            scope,
            id,
            "account.roles-changed",
            new { roles = roles.Order(), replaces = new { roles = before.Roles } }
        );
        return AccountOutcome.Done;
    }

    public static AccountOutcome SetDisabled(WriteScope scope, UserId id, bool disabled, string reason)
    {
        scope.RequireRole(Role.Administrator);
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("Disabling or enabling an account needs a reason.", nameof(reason));
        var before = AccountStore.Find(scope, id);
        if (before is null)
            return AccountOutcome.NotFound;
        if (disabled == (before.DisabledAt is not null))
            return AccountOutcome.Done;
        if (disabled && IsLastAdministrator(scope, before))
            return AccountOutcome.LastAdministrator;
        scope.Execute(
            "update app_user set disabled_at = @at where id = @id",
            new { id, at = disabled ? scope.Now : (DateTimeOffset?)null }
        );
        RenewStamps(scope, id);
        if (disabled)
            SessionRows.EndAll(scope, id, SessionEnd.AccountDisabled);
        Audit(scope, id, disabled ? "account.disabled" : "account.enabled", new { before.UserName }, reason);
        return AccountOutcome.Done;
    }

    private static bool NameTaken(WriteScope scope, string name, UserId id) =>
        scope.Single<long>(
            "select count(*) from app_user where normalized_user_name = @name and id <> @id",
            new { name, id }
        ) > 0;

    private static bool IsLastAdministrator(WriteScope scope, Account account) =>
        account.DisabledAt is null
        && account.Roles.Contains(Role.Administrator)
        && AccountStore.WithRole(scope, Role.Administrator).All(a => a.Id == account.Id);

    private static void InsertRoles(WriteScope scope, UserId id, IEnumerable<Role> roles)
    {
        foreach (var role in roles.Distinct())
            scope.Execute(
                "insert into user_role (user_id, role) values (@id, @role)",
                new { id, role = Coded.Text(role) }
            );
    }

    /// <summary>A sign-in under way compares the security stamp: a password checked before the change no longer counts.</summary>
    private static void RenewStamps(WriteScope scope, UserId id) =>
        scope.Execute(
            "update app_user set security_stamp = @security, concurrency_stamp = @concurrency where id = @id",
            new
            {
                id,
                security = NewStamp(scope),
                concurrency = NewStamp(scope),
            }
        );

    private static string NewStamp(WriteScope scope) => scope.Ids.Next(scope.Now).ToString("N");

    private static void Audit<T>(WriteScope scope, UserId id, string action, T details, string? reason = null)
    {
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: Subject,
                SubjectId: id.ToString(),
                Details: StoredJson.Write(details),
                Reason: reason
            )
        );
        // Whose account changed may be on duty, or on a chain that is being climbed.
        scope.Touch(Rooms.Alerts);
    }
}
