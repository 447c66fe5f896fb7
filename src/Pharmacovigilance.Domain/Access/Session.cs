namespace Pharmacovigilance.Domain.Access;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out.</summary>
    SignedOut = 1,

    /// <summary>Somebody signed in with the same browser.</summary>
    Replaced = 2,

    /// <summary>The password was reset.</summary>
    PasswordReset = 3,

    /// <summary>The person's roles were changed.</summary>
    RolesChanged = 4,

    /// <summary>The account was disabled.</summary>
    AccountDisabled = 5,

    /// <summary>Nobody used it for longer than <see cref="SessionRule.EndsAfter"/>.</summary>
    Expired = 6,
}

/// <summary>What may be done in a session now.</summary>
public enum SessionStanding
{
    /// <summary>Everything the roles allow.</summary>
    Open = 1,

    /// <summary>Nothing until the same person gives the password.</summary>
    Locked = 2,

    /// <summary>Nothing, ever.</summary>
    Ended = 3,
}

/// <summary>One sign-in of a person in one browser. Instants are of the host's clock, also in a demonstration.</summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    public required UserId UserId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Newest sign that somebody is there, a little behind the real one.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Null while it lasts; with it goes <see cref="EndReason"/>.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public SessionEnd? EndReason { get; init; }
}

/// <summary>
/// The one rule about sessions: cookies, open pages, hubs and every write ask it. The figures shipped are those of NIST
/// SP 800-63B (2017), 4.3.3: again after 15 minutes without activity and after 12 hours; the first is for the unit to set.
/// </summary>
/// <param name="IdleLimit">Without activity for longer, a session is locked.</param>
public sealed record SessionRule(TimeSpan IdleLimit)
{
    /// <summary>Without activity for longer, a session has ended.</summary>
    public static readonly TimeSpan EndsAfter = TimeSpan.FromHours(12);

    public static readonly SessionRule Default = new(TimeSpan.FromMinutes(15));

    /// <summary>Why the session has ended; null while it lasts.</summary>
    public static SessionEnd? EndOf(Session session, DateTimeOffset now) =>
        session.EndReason ?? (now - session.LastActivityAt > EndsAfter ? SessionEnd.Expired : null);

    public SessionStanding Of(Session session, DateTimeOffset now) =>
        EndOf(session, now) is not null ? SessionStanding.Ended
        : now - session.LastActivityAt > IdleLimit ? SessionStanding.Locked
        : SessionStanding.Open;
}
