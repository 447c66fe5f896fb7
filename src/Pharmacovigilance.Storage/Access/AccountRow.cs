using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Access;

/// <summary>An account joined with one of its roles; an account without roles is one row with no role.</summary>
internal sealed record AccountRow
{
    public const string Select = """
        select u.id, u.user_name, u.normalized_user_name, u.display_name, u.password_hash, u.security_stamp, u.concurrency_stamp,
          u.lockout_enabled, u.lockout_end, u.access_failed_count, u.created_at, u.disabled_at, r.role
        from app_user u left join user_role r on r.user_id = u.id

        """;

    public const string Order = " order by u.display_name, u.id";

    public required UserId Id { get; init; }
    public required string UserName { get; init; }
    public required string NormalizedUserName { get; init; }
    public required string DisplayName { get; init; }
    public required string? PasswordHash { get; init; }
    public required string SecurityStamp { get; init; }
    public required string ConcurrencyStamp { get; init; }
    public required bool LockoutEnabled { get; init; }
    public required DateTimeOffset? LockoutEnd { get; init; }
    public required int AccessFailedCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DisabledAt { get; init; }
    public required Role? Role { get; init; }

    public Account ToAccount(IEnumerable<Role> roles) =>
        new()
        {
            Id = Id,
            UserName = UserName,
            NormalizedUserName = NormalizedUserName,
            DisplayName = DisplayName,
            PasswordHash = PasswordHash,
            SecurityStamp = SecurityStamp,
            ConcurrencyStamp = ConcurrencyStamp,
            LockoutEnabled = LockoutEnabled,
            LockoutEnd = LockoutEnd,
            AccessFailedCount = AccessFailedCount,
            CreatedAt = CreatedAt,
            DisabledAt = DisabledAt,
            Roles = [.. roles.Order()],
        };
}
