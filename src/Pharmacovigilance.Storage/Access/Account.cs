using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Access;

/// <summary>A person's account. A snapshot: changes go through <see cref="AccountStore"/>.</summary>
public sealed record Account
{
    public required UserId Id { get; init; }

    /// <summary>As typed; any script.</summary>
    public required string UserName { get; init; }

    /// <summary>Unique; made by the sign-in's normalizer.</summary>
    public required string NormalizedUserName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Null while no password is set. Never audited.</summary>
    public required string? PasswordHash { get; init; }

    /// <summary>A save that changes it ends the person's sessions. Never audited.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Changes with every save; a save that names an older one is answered <see cref="AccountOutcome.SomebodyWasFaster"/>.</summary>
    public required string ConcurrencyStamp { get; init; }

    public required bool LockoutEnabled { get; init; }

    public required DateTimeOffset? LockoutEnd { get; init; }

    public required int AccessFailedCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when the account may not be used; null while it may.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>In the order of the enum.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

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
