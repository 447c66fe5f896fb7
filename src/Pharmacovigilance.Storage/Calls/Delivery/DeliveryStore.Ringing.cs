using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Delivery;

public sealed partial class DeliveryStore
{
    /// <summary>Calls that a channel must be told to stop ringing for, now.</summary>
    public Task<IReadOnlyList<AnsweredCall>> AnsweredAsync(string channel, DateTimeOffset now) =>
        database.ReadAsync<IReadOnlyList<AnsweredCall>>(scope =>
            [.. Answered(scope, channel).Where(row => row.NextAt <= now).Select(row => row.ToCall())]
        );

    /// <summary>Writes what became of telling it.</summary>
    public Task EndRingingAsync(string channel, AnsweredCall call, AttemptResult result) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "delivery.end-ringing"), scope =>
        {
            bool dead =
                result.Outcome == AttemptOutcome.Dead
                || (
                    result.Outcome == AttemptOutcome.Failed
                    && DeliveryPatience.IsExhausted(call.Attempts + 1, scope.Now - call.At)
                );
            var outcome = dead ? AttemptOutcome.Dead : result.Outcome ?? AttemptOutcome.Failed;
            scope.Execute(
                """
                insert into outbox_end_attempt (outbox_seq, channel, attempt, at, outcome, error)
                values (@seq, @channel, @attempt, @now, @outcome, @error)
                """,
                new
                {
                    seq = call.Seq,
                    channel,
                    attempt = call.Attempts + 1,
                    now = scope.Now,
                    outcome = Coded.Text(outcome),
                    error = result.Error,
                }
            );
            if (outcome != AttemptOutcome.Failed)
                DeliveryRows.RingsNoMore(scope, call.Seq, channel);
            else
            {
                scope.Execute(
                    "update outbox_ringing set attempts = @attempts, next_at = @nextAt where outbox_seq = @seq and channel = @channel",
                    new
                    {
                        seq = call.Seq,
                        channel,
                        attempts = call.Attempts + 1,
                        nextAt = scope.Now + DeliveryPatience.Outside(call.Attempts + 1, result.RetryAfter),
                    }
                );
            }

            return true;
        });

    /// <summary>What rings although it is answered; a call that is still to be sent is not told as answered, it is stopped.</summary>
    private static IEnumerable<RingingRow> Answered(QueryScope scope, string channel) =>
        scope
            .Query<RingingRow>(
                """
                select r.outbox_seq as seq, r.attempts, r.next_at, o.alert_id, o.alarm_id, o.person_id, o.kind, o.cause, o.tier,
                       s.status, s.changed_at, s.changed_by, e.at as ended_at, e.actor_name as ended_by
                from outbox_ringing r join outbox o on o.seq = r.outbox_seq
                left join alert_state s on s.alert_id = o.alert_id left join alarm_end e on e.alarm_id = o.alarm_id
                where r.channel = @channel order by r.next_at
                """,
                new { channel }
            )
            .Where(row => row.IsAnswered);

    private sealed record RingingRow
    {
        public required long Seq { get; init; }
        public required int Attempts { get; init; }
        public required DateTimeOffset NextAt { get; init; }
        public required AlertId? AlertId { get; init; }
        public required AlarmId? AlarmId { get; init; }
        public required UserId PersonId { get; init; }
        public required OutboxKind Kind { get; init; }
        public required OutboxCause Cause { get; init; }
        public required AlertTier Tier { get; init; }
        public required AlertStatus? Status { get; init; }
        public required DateTimeOffset? ChangedAt { get; init; }
        public required string? ChangedBy { get; init; }
        public required DateTimeOffset? EndedAt { get; init; }
        public required string? EndedBy { get; init; }

        public bool IsAnswered => Status is { } status ? !CallRule.Stands(Cause, status) : EndedAt is not null;

        public AnsweredCall ToCall() =>
            new()
            {
                Seq = Seq,
                Key = DeliveryKey.OfEnd(AlertId?.Value ?? AlarmId!.Value.Value, Seq),
                Kind = Kind,
                Tier = Tier,
                AlertId = AlertId,
                AlarmId = AlarmId,
                PersonId = PersonId,
                IsAcknowledged = Status == AlertStatus.Acknowledged,
                By = ChangedBy ?? EndedBy ?? "",
                At = ChangedAt ?? EndedAt!.Value,
                Attempts = Attempts,
            };
    }
}
