using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What a client must learn: which alert, whose client, how loud. It carries no patient data.</summary>
/// <param name="Seq">Ascending; a client that names the highest it has seen can ask for everything after it.</param>
public sealed record OutboxItem(long Seq, AlertId AlertId, UserId PhysicianId, OutboxKind Kind, AlertTier Tier, DateTimeOffset CreatedAt);

/// <summary>Notifications written in the transaction of their alert, and what became of them.</summary>
public sealed class OutboxStore(UnitDatabase database, WriteQueue queue)
{
    private const string Sql = "select o.seq, o.alert_id, o.physician_id, o.kind, o.tier, o.created_at from outbox o";

    /// <summary>What a channel still has to deliver, oldest first.</summary>
    public Task<IReadOnlyList<OutboxItem>> DueAsync(string channel, int take = 100) => database.ReadAsync<IReadOnlyList<OutboxItem>>(scope =>
        [.. scope.Query<Row>(
            $"""
            {Sql}
            where not exists (select 1 from outbox_delivery d where d.outbox_seq = o.seq and d.channel = @channel)
            order by o.seq limit @take
            """,
            new { channel, take }).Select(row => row.ToItem())]);

    /// <summary>What was addressed to a physician after a number, oldest first, delivered or not.</summary>
    public Task<IReadOnlyList<OutboxItem>> SinceAsync(UserId physicianId, long seq, int take) => database.ReadAsync<IReadOnlyList<OutboxItem>>(scope =>
        [.. scope.Query<Row>(
            $"{Sql} where o.physician_id = @physicianId and o.seq > @seq order by o.seq limit @take", new { physicianId, seq, take }).Select(row => row.ToItem())]);

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
        public string Kind { get; init; } = "";
        public int Tier { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public OutboxItem ToItem() => new(Seq, AlertId, PhysicianId, Coded.Parse<OutboxKind>(Kind, "outbox.kind"), (AlertTier)Tier, CreatedAt);
    }
}
