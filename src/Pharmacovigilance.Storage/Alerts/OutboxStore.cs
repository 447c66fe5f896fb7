using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>A notification that is due: which alert, to whom, how loud. It carries no patient data.</summary>
public sealed record OutboxItem(long Seq, AlertId AlertId, UserId PhysicianId, AlertTier Tier, DateTimeOffset CreatedAt);

/// <summary>Notifications written in the transaction of their alert, and what became of them.</summary>
public sealed class OutboxStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>What a channel still has to deliver, oldest first.</summary>
    public Task<IReadOnlyList<OutboxItem>> DueAsync(string channel, int take = 100) => database.ReadAsync<IReadOnlyList<OutboxItem>>(scope =>
        [.. scope.Query<Row>(
            """
            select o.seq, o.alert_id, o.physician_id, o.tier, o.created_at from outbox o
            where not exists (select 1 from outbox_delivery d where d.outbox_seq = o.seq and d.channel = @channel)
            order by o.seq limit @take
            """,
            new { channel, take }).Select(row => new OutboxItem(row.Seq, row.AlertId, row.PhysicianId, (AlertTier)row.Tier, row.CreatedAt))]);

    /// <summary>Notes that a channel delivered; repeating it changes nothing.</summary>
    public Task MarkDeliveredAsync(IReadOnlyList<long> seqs, string channel) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "outbox.delivered"), scope =>
        {
            foreach (long seq in seqs)
            {
                scope.Execute(
                    """
                    insert into outbox_delivery (outbox_seq, channel, delivered_at) values (@seq, @channel, @now)
                    on conflict (outbox_seq, channel) do nothing
                    """,
                    new { seq, channel, now = scope.Now });
            }

            return true;
        });

    private sealed class Row
    {
        public long Seq { get; init; }
        public AlertId AlertId { get; init; }
        public UserId PhysicianId { get; init; }
        public int Tier { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
    }
}
