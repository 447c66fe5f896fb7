using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls;

/// <summary>What a client must learn: which alert, whose client, how loud. It carries no patient data.</summary>
public sealed record OutboxItem
{
    /// <summary>Ascending; a client that names the highest it has seen can ask for everything after it.</summary>
    public required long Seq { get; init; }

    public required AlertId AlertId { get; init; }

    public required UserId PersonId { get; init; }

    public required OutboxKind Kind { get; init; }

    public required OutboxCause Cause { get; init; }

    public required AlertTier Tier { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>That an administrator is called to an alarm.</summary>
public sealed record AlarmCall
{
    public required long Seq { get; init; }
    public required AlarmId AlarmId { get; init; }
}

/// <summary>What was written in the transaction of its alert, for reading; <see cref="Delivery.DeliveryStore"/> delivers it.</summary>
public sealed class OutboxStore(UnitDatabase database)
{
    private const string Sql =
        "select o.seq, o.alert_id, o.person_id, o.kind, o.cause, o.tier, o.created_at from outbox o";

    /// <summary>What a channel still has to deliver about alerts, oldest first, also what waits for another attempt.</summary>
    public Task<IReadOnlyList<OutboxItem>> DueAsync(string channel, int take = 100) =>
        database.ReadAsync<IReadOnlyList<OutboxItem>>(scope =>
            scope.Query<OutboxItem>(
                $"{Sql} join outbox_due d on d.outbox_seq = o.seq where d.channel = @channel and o.alert_id is not null order by o.seq limit @take",
                new { channel, take }
            )
        );

    /// <summary>What was addressed to a person after a number, oldest first, delivered or not.</summary>
    public Task<IReadOnlyList<OutboxItem>> SinceAsync(UserId personId, long seq, int take) =>
        database.ReadAsync<IReadOnlyList<OutboxItem>>(scope =>
            scope.Query<OutboxItem>(
                $"{Sql} where o.person_id = @personId and o.seq > @seq and o.decision = 'Send' and o.alert_id is not null order by o.seq limit @take",
                new
                {
                    personId,
                    seq,
                    take,
                }
            )
        );

    /// <summary>Alarms a person was called to after a number, oldest first.</summary>
    public Task<IReadOnlyList<AlarmCall>> AlarmsSinceAsync(UserId personId, long seq, int take) =>
        database.ReadAsync(scope =>
            scope.Query<AlarmCall>(
                "select o.seq, o.alarm_id from outbox o where o.person_id = @personId and o.seq > @seq and o.decision = 'Send' and o.alarm_id is not null order by o.seq limit @take",
                new
                {
                    personId,
                    seq,
                    take,
                }
            )
        );
}
