using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>How the outbox of one channel stands.</summary>
/// <param name="Waiting">Messages still to be sent, those between two attempts included.</param>
/// <param name="Retried">Those of them that have failed at least once.</param>
/// <param name="OldestSince">Since when the oldest is due; null when none is.</param>
/// <param name="OldestUrgentSince">Of calls of tier Page and above, and alarms; null when there are none.</param>
/// <param name="Dead">Messages given up that nobody has dealt with.</param>
/// <param name="LastDelivered">The newest success ever; null = never.</param>
public sealed record ChannelStanding(
    string Channel,
    bool IsOn,
    long Waiting,
    long Retried,
    DateTimeOffset? OldestSince,
    DateTimeOffset? OldestUrgentSince,
    long Dead,
    DateTimeOffset? LastDelivered
);

public sealed partial class DeliveryStore
{
    /// <summary>One row for each channel of the product.</summary>
    public Task<IReadOnlyList<ChannelStanding>> StandingAsync() =>
        database.ReadAsync<IReadOnlyList<ChannelStanding>>(scope =>
        {
            var waiting = scope.Query<WaitingRow>(
                """
                select d.channel, case when o.tier >= @page and o.kind in ('Call', 'Alarm') then 1 else 0 end as urgent, count(*) as waiting,
                       sum(case when d.failures > 0 then 1 else 0 end) as retried, min(coalesce(d.due_since, o.created_at)) as oldest
                from outbox_due d join outbox o on o.seq = d.outbox_seq
                group by d.channel, case when o.tier >= @page and o.kind in ('Call', 'Alarm') then 1 else 0 end
                """,
                new { page = (int)AlertTier.Page }
            );
            var on = On(scope);
            return
            [
                .. ChannelNames.All.Select(channel =>
                {
                    var mine = waiting.Where(row => row.Channel == channel).ToList();
                    return new ChannelStanding(
                        channel,
                        channel == ChannelNames.Hub || on.Contains(channel, StringComparer.Ordinal),
                        mine.Sum(row => row.Waiting),
                        mine.Sum(row => row.Retried),
                        mine.Min(row => row.Oldest),
                        mine.FirstOrDefault(row => row.Urgent == 1)?.Oldest,
                        scope.Single<long>(
                            "select count(*) from outbox_dead where channel = @channel",
                            new { channel }
                        ),
                        scope.FirstOrDefault<DateTimeOffset?>(
                            "select at from outbox_attempt where channel = @channel and outcome = 'Delivered' order by at desc limit 1",
                            new { channel }
                        )
                    );
                }),
            ];
        });

    /// <summary>
    /// Says which channels outside the application the unit has set up. What waits on a channel that is off is stopped;
    /// a channel that is on gets what is written from now on.
    /// </summary>
    public Task SetUpAsync(IReadOnlyCollection<string> channels) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "delivery.set-up"), scope =>
        {
            var was = On(scope);
            foreach (string channel in was.Except(channels, StringComparer.Ordinal))
                SwitchOff(scope, channel);
            foreach (string channel in channels.Except(was, StringComparer.Ordinal))
                scope.Execute(
                    "insert into delivery_channel (channel, since) values (@channel, @now)",
                    new { channel, now = scope.Now }
                );
            if (was.ToHashSet(StringComparer.Ordinal).SetEquals(channels))
                return false;
            scope.Audit(
                new AuditEntry(
                    "delivery.set-up",
                    "delivery",
                    "channels",
                    StoredJson.Write(new { was, now = channels.Order(StringComparer.Ordinal) })
                )
            );
            scope.Touch(Rooms.Alerts);
            return true;
        });

    /// <summary>Addresses of the administrators who have one.</summary>
    public Task<IReadOnlyList<string>> AdministratorsMailAsync() =>
        database.ReadAsync<IReadOnlyList<string>>(scope =>
            [
                .. AccountStore
                    .WithRole(scope, Role.Administrator)
                    .Select(account => ContactStore.EmailOf(scope, account.Id))
                    .OfType<string>(),
            ]
        );

    /// <summary>A person's address; null while none is known.</summary>
    public Task<string?> MailOfAsync(UserId personId) =>
        database.ReadAsync(scope => ContactStore.EmailOf(scope, personId));

    /// <summary>Puts on record that a person has tried a channel, and what came of it.</summary>
    /// <param name="error">Null when it worked.</param>
    public Task NoteTestAsync(Actor actor, string channel, string? error) =>
        queue.RunAsync(new WriteRequest(actor, "delivery.test"), scope =>
        {
            scope.RequireRole(MaySendAgain);
            return scope.Audit(new AuditEntry("delivery.tested", "delivery", channel, StoredJson.Write(new { error })));
        });

    internal static IReadOnlyList<string> On(QueryScope scope) =>
        scope.Query<string>("select channel from delivery_channel order by channel");

    private static void SwitchOff(WriteScope scope, string channel)
    {
        foreach (
            var row in scope.Query<DueRow>(
                $"select {DueRow.Columns} {DueRow.Joined} where d.channel = @channel",
                new { channel }
            )
        )
            DeliveryRows.Stop(scope, row.Seq, channel, row.Attempts, StopReason.ChannelOff);
        scope.Execute("delete from outbox_ringing where channel = @channel", new { channel });
        scope.Execute("delete from delivery_channel where channel = @channel", new { channel });
    }

    private sealed record WaitingRow
    {
        public required string Channel { get; init; }
        public required int Urgent { get; init; }
        public required long Waiting { get; init; }
        public required long Retried { get; init; }
        public required DateTimeOffset? Oldest { get; init; }
    }
}
