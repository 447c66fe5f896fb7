using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Access;

/// <summary>A person's account. A snapshot: changes go through <see cref="AccountStore"/>.</summary>
/// <param name="UserName">As typed; any script.</param>
/// <param name="NormalizedUserName">Unique; made by the sign-in's normalizer.</param>
/// <param name="PasswordHash">Null while no password is set. Never audited.</param>
/// <param name="SecurityStamp">A save that changes it ends the person's sessions. Never audited.</param>
/// <param name="ConcurrencyStamp">Changes with every save; a save that names an older one is answered <see cref="AccountOutcome.SomebodyWasFaster"/>.</param>
/// <param name="DisabledAt">Since when the account may not be used; null while it may.</param>
/// <param name="Roles">In the order of the enum.</param>
public sealed record Account(
    UserId Id,
    string UserName,
    string NormalizedUserName,
    string DisplayName,
    string? PasswordHash,
    string SecurityStamp,
    string ConcurrencyStamp,
    bool LockoutEnabled,
    DateTimeOffset? LockoutEnd,
    int AccessFailedCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    IReadOnlyList<Role> Roles
)
{
    public Actor ToActor() => new(Id, DisplayName);
}

/// <summary>What to create; the stamps, the roles' order and the instant come from the store.</summary>
public sealed record NewAccount(
    UserId Id,
    string UserName,
    string NormalizedUserName,
    string DisplayName,
    string? PasswordHash,
    string SecurityStamp,
    IReadOnlyList<Role> Roles,
    bool LockoutEnabled = true
);

/// <summary>What became of a change to an account.</summary>
public enum AccountOutcome
{
    /// <summary>Saved and audited.</summary>
    Done = 1,

    /// <summary>Another account has this normalized name; nothing was saved.</summary>
    NameTaken = 2,

    /// <summary>The account changed since it was read; read it again.</summary>
    SomebodyWasFaster = 3,

    /// <summary>There is no such account.</summary>
    NotFound = 4,

    /// <summary>It would leave the unit without an administrator who can sign in; nothing was saved.</summary>
    LastAdministrator = 5,
}
