using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>
/// The outbox as the channels work through it. What is due is on the disk, what is being sent is marked there before it
/// leaves, and whether a call is still worth making is asked in the same transaction: an acknowledgement before it stops
/// every channel at once. Nothing read here grows with what was ever sent.
/// </summary>
public sealed partial class DeliveryStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>When a channel has something to do next; null = nothing waits.</summary>
    public Task<DateTimeOffset?> NextAtAsync(string channel) =>
        database.ReadAsync(scope =>
        {
            var due = scope.FirstOrDefault<DateTimeOffset?>(
                "select next_at from outbox_due where channel = @channel order by next_at limit 1",
                new { channel }
            );
            var ends = Answered(scope, channel).Select(row => (DateTimeOffset?)row.NextAt).Min();
            return due is null || ends < due ? ends : due;
        });

    /// <summary>
    /// Takes what is due on a channel, longest due first: what nobody needs any more is stopped, several calls to a person
    /// about one alert become the newest, and what is left is marked as being sent.
    /// </summary>
    public Task<IReadOnlyList<DueMessage>> BeginAsync(string channel, int take = 20) =>
        queue.RunAsync<IReadOnlyList<DueMessage>>(new WriteRequest(Actor.Product, "delivery.begin"), scope =>
        {
            var begun = new List<DueMessage>();
            var due = scope.Query<DueRow>(
                $"select {DueRow.Columns} {DueRow.Joined} where d.channel = @channel and d.next_at <= @now order by d.next_at, d.outbox_seq limit @take",
                new
                {
                    channel,
                    now = scope.Now,
                    take,
                }
            );
            foreach (var row in due)
            {
                if (Needless(scope, row, channel) is { } reason)
                    DeliveryRows.Stop(scope, row.Seq, channel, row.Attempts, reason);
                else
                    begun.Add(channel == ChannelNames.Hub ? row.ToMessage() : Begin(scope, row, channel));
            }

            return begun;
        });

    /// <summary>Writes what became of the attempts, and when those that failed are tried again.</summary>
    /// <returns>The messages that were given up.</returns>
    public Task<IReadOnlyList<long>> EndAsync(string channel, IReadOnlyList<AttemptResult> results) =>
        queue.RunAsync<IReadOnlyList<long>>(new WriteRequest(Actor.Product, "delivery.end"), scope =>
            [
                .. results
                    .Where(result =>
                        DeliveryRows.Due(scope, result.Seq, channel) is { } row && End(scope, row, channel, result)
                    )
                    .Select(result => result.Seq),
            ]
        );

    private static StopReason? Needless(QueryScope scope, DueRow row, string channel)
    {
        if (row.Kind == OutboxKind.Change)
            return channel == ChannelNames.Hub ? null : StopReason.NotForThisChannel;
        if (row.Kind == OutboxKind.Call && !CallRule.Stands(row.Cause, row.Status!.Value))
            return StopReason.Answered;
        if (row.AlarmEndedAt is not null)
            return StopReason.AlarmEnded;
        return channel != ChannelNames.Hub && HasNewer(scope, row, channel) ? StopReason.NewerCall : null;
    }

    private static bool HasNewer(QueryScope scope, DueRow row, string channel) =>
        row.Kind != OutboxKind.Digest
        && scope.Single<long>(
            """
            select count(*) from outbox o join outbox_due d on d.outbox_seq = o.seq and d.channel = @channel
            where (o.alert_id = @alertId or o.alarm_id = @alarmId) and o.seq > @seq and o.person_id = @personId and o.kind = @kind
            """,
            new
            {
                channel,
                alertId = row.AlertId,
                alarmId = row.AlarmId,
                seq = row.Seq,
                personId = row.PersonId,
                kind = Coded.Text(row.Kind),
            }
        ) > 0;

    private static DueMessage Begin(WriteScope scope, DueRow row, string channel)
    {
        // Begun and never ended: the program was gone before it knew. It goes out again under the same key.
        if (row.BegunAt is not null)
            DeliveryRows.Attempt(
                scope,
                row.Seq,
                channel,
                row.Attempts + 1,
                AttemptOutcome.Failed,
                "The program ended while this was being sent."
            );
        scope.Execute(
            "update outbox_due set begun_at = @now, attempts = @attempts where outbox_seq = @seq and channel = @channel",
            new
            {
                seq = row.Seq,
                channel,
                now = scope.Now,
                attempts = row.Attempts + (row.BegunAt is null ? 0 : 1),
            }
        );
        bool rings = row.Kind is OutboxKind.Call or OutboxKind.Alarm && !CallRule.IsNews(row.Cause);
        if (channel == ChannelNames.Webhook && rings)
            DeliveryRows.Rings(scope, row.Seq, channel);
        return row.ToMessage() with
        {
            PersonName = AccountStore.Find(scope, row.PersonId)!.DisplayName,
            Email = ContactStore.EmailOf(scope, row.PersonId),
            Alert = row.AlertId is { } alertId ? AlertOf(scope, alertId) : null,
            Alarm = row.AlarmId is { } alarmId ? AlarmStore.Find(scope, alarmId) : null,
        };
    }

    private static AlertItem AlertOf(QueryScope scope, AlertId alertId)
    {
        var row = AlertTransitions.Row(scope, alertId);
        return row.ToItem(PatientStore.Find(scope, row.CourseId)!);
    }

    /// <returns>Whether it was given up.</returns>
    private static bool End(WriteScope scope, DueRow row, string channel, AttemptResult result)
    {
        if (result.NeverLeft)
            DeliveryRows.RingsNoMore(scope, row.Seq, channel);
        if (result.Outcome == AttemptOutcome.Delivered)
        {
            DeliveryRows.Attempt(scope, row.Seq, channel, row.Attempts + 1, AttemptOutcome.Delivered);
            DeliveryRows.NoLongerDue(scope, row.Seq, channel);
            DeliveryRows.RingsInsteadOfOlder(scope, row, channel);
            return false;
        }

        int tried = result.Outcome is null ? 0 : 1;
        bool inside = channel == ChannelNames.Hub;
        bool dead =
            !inside
            && (
                result.Outcome == AttemptOutcome.Dead
                || (tried > 0 && DeliveryPatience.IsExhausted(row.Failures + 1, scope.Now - row.WaitsSince))
            );
        if (dead)
        {
            Bury(scope, row, channel, result.Error!);
            return true;
        }

        if (tried > 0)
            DeliveryRows.Attempt(scope, row.Seq, channel, row.Attempts + 1, AttemptOutcome.Failed, result.Error);
        int failures = row.Failures + tried;
        // What was not tried because the channel cannot be reached waits as short as what was.
        var wait = inside
            ? DeliveryPatience.Inside(failures)
            : DeliveryPatience.Outside(Math.Max(failures, 1), result.RetryAfter);
        scope.Execute(
            """
            update outbox_due set attempts = @attempts, failures = @failures, begun_at = null, next_at = @nextAt
            where outbox_seq = @seq and channel = @channel
            """,
            new
            {
                seq = row.Seq,
                channel,
                attempts = row.Attempts + tried,
                failures,
                nextAt = scope.Now + wait,
            }
        );
        return false;
    }
}
