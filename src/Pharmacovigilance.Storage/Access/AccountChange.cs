namespace Pharmacovigilance.Storage.Access;

/// <summary>What an audit entry says about a changed account: that a secret changed, never the secret.</summary>
internal static class AccountChange
{
    public static string Action(Account before, Account after)
    {
        if (before.PasswordHash != after.PasswordHash)
            return "account.password-changed";
        if (before.LockoutEnd != after.LockoutEnd)
            return after.LockoutEnd is null ? "account.unlocked" : "account.locked-out";
        return after.AccessFailedCount > before.AccessFailedCount ? "account.sign-in-failed" : "account.updated";
    }

    public static object Details(Account before, Account after) =>
        new
        {
            after.UserName,
            after.DisplayName,
            after.LockoutEnabled,
            after.LockoutEnd,
            after.AccessFailedCount,
            passwordChanged = before.PasswordHash != after.PasswordHash,
            replaces = new
            {
                before.UserName,
                before.DisplayName,
                before.LockoutEnabled,
                before.LockoutEnd,
                before.AccessFailedCount,
            },
        };
}
