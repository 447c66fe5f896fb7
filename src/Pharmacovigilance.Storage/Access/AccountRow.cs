using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>An account joined with one of its roles; an account without roles is one row with no role.</summary>
internal sealed class AccountRow
{
    public const string Select = """
        select u.id, u.user_name, u.normalized_user_name, u.display_name, u.password_hash, u.security_stamp, u.concurrency_stamp,
          u.lockout_enabled, u.lockout_end, u.access_failed_count, u.created_at, u.disabled_at, r.role
        from app_user u left join user_role r on r.user_id = u.id

        """;

    public const string Order = " order by u.display_name, u.id";

    public UserId Id { get; init; }
    public string UserName { get; init; } = "";
    public string NormalizedUserName { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string? PasswordHash { get; init; }
    public string SecurityStamp { get; init; } = "";
    public string ConcurrencyStamp { get; init; } = "";
    public bool LockoutEnabled { get; init; }
    public DateTimeOffset? LockoutEnd { get; init; }
    public int AccessFailedCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public string? Role { get; init; }

    public Account ToAccount(IEnumerable<string> roles) =>
        new(
            Id,
            UserName,
            NormalizedUserName,
            DisplayName,
            PasswordHash,
            SecurityStamp,
            ConcurrencyStamp,
            LockoutEnabled,
            LockoutEnd,
            AccessFailedCount,
            CreatedAt,
            DisabledAt,
            [.. roles.Select(code => Coded.Parse<Role>(code, "user_role.role")).Order()]
        );
}
