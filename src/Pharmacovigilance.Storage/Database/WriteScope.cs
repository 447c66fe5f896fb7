using System.Data.Common;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Database;

/// <summary>What a job of the <see cref="WriteQueue"/> works with. Valid only while the job runs.</summary>
public sealed class WriteScope : QueryScope
{
    // Not the whole account: every job asks this.
    private const string HeldSql =
        "select u.display_name, u.disabled_at, r.role from app_user u left join user_role r on r.user_id = u.id where u.id = @id";

    /// <summary>Characters of a reason or note; local policy against absurd input.</summary>
    internal const int LongestReason = 2000;

    private readonly VersionsInForce versions;
    private bool closed;

    internal WriteScope(
        UnitDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        Actor actor,
        IdSource ids,
        VersionsInForce versions,
        BoardMemory board,
        SessionGuard sessions
    )
        : base(database, connection, transaction)
    {
        this.versions = versions;
        Actor = actor;
        Now = database.Clock.Now;
        Ids = ids;
        Board = board;
        Sessions = sessions;
    }

    public Actor Actor { get; }

    /// <summary>The instant of this job, UTC, whole milliseconds; one value for the whole job.</summary>
    public DateTimeOffset Now { get; }

    public IdSource Ids { get; }

    /// <summary>The evidence of all streams as the writer has followed it.</summary>
    internal BoardMemory Board { get; }

    internal SessionGuard Sessions { get; }

    internal Rooms Touched { get; private set; }

    /// <summary>The first audit number of this job; 0 while it has written none.</summary>
    internal long FirstSeq { get; private set; }

    internal long NewestSeq { get; private set; }

    public TId NewId<TId>()
        where TId : struct, ITypedId<TId> => Ids.Next<TId>(Now);

    internal int Execute(string sql, object? parameters = null) => Run(sql, parameters);

    /// <summary>Writes the audit entry of what this job does and returns its sequence number.</summary>
    public long Audit(AuditEntry entry) => Audit(entry, Actor);

    /// <param name="by">Who did it where that is not the job's actor: what only follows from a person's entry, the product did.</param>
    /// <exception cref="RefusedException">The reason is longer than is kept: fields cut nothing off.</exception>
    public long Audit(AuditEntry entry, Actor by)
    {
        if (EnteredText.CheckLength(entry.Reason, "reason", LongestReason) is { } tooLong)
            throw new RefusedException([tooLong]);
        NewestSeq = AuditStore.Insert(this, entry, versions, by);
        if (FirstSeq == 0)
            FirstSeq = NewestSeq;
        Touch(Rooms.Audit);
        return NewestSeq;
    }

    /// <summary>Tells the live feed where something changed, once this job is committed.</summary>
    public void Touch(Rooms rooms) => Touched |= rooms;

    /// <summary>
    /// Reads the actor's roles now, in this transaction: they may have been revoked since the sign-in.
    /// <see cref="Actor.Product"/> may do everything.
    /// </summary>
    /// <exception cref="NotAllowedException">The actor has none of the roles, or the account is disabled or unknown.</exception>
    public void RequireRole(params Role[] roles)
    {
        if (Actor == Actor.Product)
            return;
        string needed = string.Join(" or ", roles);
        var held = Actor.UserId is { } id ? Query<RoleHeld>(HeldSql, new { id }) : [];
        if (held.Count == 0)
            throw new NotAllowedException(
                $"{Actor.Name} has no account in this unit; this needs the role {needed}.",
                roles
            );
        if (held[0].DisabledAt is not null)
            throw new NotAllowedException(
                $"The account of {held[0].DisplayName} is disabled; this needs the role {needed}.",
                roles
            );
        if (!held.Any(row => row.Role is { } role && roles.Contains(role)))
            throw new NotAllowedException($"{held[0].DisplayName} may not do this: it needs the role {needed}.", roles);
    }

    internal void Close() => closed = true;

    private protected override void CheckOpen() => ObjectDisposedException.ThrowIf(closed, this);

    /// <summary>A role of the actor; one row without a role where the account has none.</summary>
    private sealed record RoleHeld
    {
        public required string DisplayName { get; init; }
        public required DateTimeOffset? DisabledAt { get; init; }
        public required Role? Role { get; init; }
    }
}
