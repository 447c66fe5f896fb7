using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>A message that a channel has given up.</summary>
public sealed record DeadLetter
{
    public required long Seq { get; init; }

    public required string Channel { get; init; }

    public required OutboxKind Kind { get; init; }

    public required OutboxCause Cause { get; init; }

    public required AlertTier Tier { get; init; }

    public required AlertId? AlertId { get; init; }

    /// <summary>Null for an alarm and a digest.</summary>
    public required string? CourseCode { get; init; }

    /// <summary>Null unless it is about an alarm.</summary>
    public required string? AlarmKind { get; init; }

    public required string PersonName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, in the words of the last attempt.</summary>
    public required string Error { get; init; }
}

public sealed partial class DeliveryStore
{
    private static readonly Role[] MaySendAgain = [Role.Administrator, Role.SafetyOfficer];

    /// <summary>What was given up and nobody has dealt with, newest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> DeadAsync(int take = 200) =>
        database.ReadAsync<IReadOnlyList<DeadLetter>>(scope =>
            scope.Query<DeadLetter>(
                """
                select x.outbox_seq as seq, x.channel, x.at, x.error, o.kind, o.cause, o.tier, o.alert_id, o.created_at, u.display_name as person_name,
                       c.code as course_code, m.kind as alarm_kind
                from outbox_dead x join outbox o on o.seq = x.outbox_seq join app_user u on u.id = o.person_id
                left join alert a on a.id = o.alert_id left join course c on c.id = a.course_id left join alarm m on m.id = o.alarm_id
                order by x.at desc, x.outbox_seq desc limit @take
                """,
                new { take }
            )
        );

    /// <summary>Makes dead letters due again, all or one. What was answered in the meantime is stopped when its turn comes.</summary>
    /// <param name="seq">Null = all.</param>
    /// <returns>How many; 0 when somebody was faster.</returns>
    public Task<int> ResendAsync(
        Actor actor,
        long? seq = null,
        string? channel = null,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "delivery.resend", idempotencyKey), scope =>
        {
            scope.RequireRole(MaySendAgain);
            var dead = Buried(scope, seq, channel);
            foreach (var one in dead)
            {
                DeliveryRows.Attempt(
                    scope,
                    one.Seq,
                    one.Channel,
                    one.Attempts + 1,
                    AttemptOutcome.Resent,
                    note: scope.Actor.Name
                );
                scope.Execute(
                    """
                    insert into outbox_due (outbox_seq, channel, attempts, failures, next_at, due_since) values (@seq, @channel, @attempts, 0, @now, @now)
                    """,
                    new
                    {
                        seq = one.Seq,
                        channel = one.Channel,
                        attempts = one.Attempts + 1,
                        now = scope.Now,
                    }
                );
            }

            return Told(scope, dead, "delivery.resent", reason: null);
        });

    /// <summary>Takes a dead letter off the list without sending it.</summary>
    /// <param name="reason">Mandatory; audited.</param>
    /// <returns>How many; 0 when somebody was faster.</returns>
    /// <exception cref="RefusedException">No reason.</exception>
    public Task<int> PutAsideAsync(Actor actor, long seq, string channel, string reason, string? idempotencyKey = null)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("delivery.reason-missing", "reason");
        return queue.RunAsync(new WriteRequest(actor, "delivery.put-aside", idempotencyKey), scope =>
        {
            scope.RequireRole(MaySendAgain);
            var dead = Buried(scope, seq, channel);
            foreach (var one in dead)
                DeliveryRows.Attempt(
                    scope,
                    one.Seq,
                    one.Channel,
                    one.Attempts + 1,
                    AttemptOutcome.Stopped,
                    note: Coded.Text(StopReason.PutAside)
                );
            return Told(scope, dead, "delivery.put-aside", reason.Trim());
        });
    }

    private static void Bury(WriteScope scope, DueRow row, string channel, string error)
    {
        DeliveryRows.Attempt(scope, row.Seq, channel, row.Attempts + 1, AttemptOutcome.Dead, error);
        DeliveryRows.NoLongerDue(scope, row.Seq, channel);
        scope.Execute(
            "insert into outbox_dead (outbox_seq, channel, at, error) values (@seq, @channel, @now, @error)",
            new
            {
                seq = row.Seq,
                channel,
                now = scope.Now,
                error,
            }
        );
        scope.Audit(
            new AuditEntry(
                "delivery.given-up",
                "delivery",
                $"{row.Seq}/{channel}",
                StoredJson.Write(
                    new
                    {
                        alertId = row.AlertId,
                        alarmId = row.AlarmId,
                        error,
                    }
                )
            )
        );
    }

    private static IReadOnlyList<BuriedRow> Buried(QueryScope scope, long? seq, string? channel) =>
        scope.Query<BuriedRow>(
            $"""
            select x.outbox_seq as seq, x.channel, (select max(t.attempt) from outbox_attempt t where t.outbox_seq = x.outbox_seq and t.channel = x.channel) as attempts
            from outbox_dead x {(
                seq is null ? "" : "where x.outbox_seq = @seq and x.channel = @channel"
            )} order by x.outbox_seq
            """,
            new { seq, channel }
        );

    private static int Told(WriteScope scope, IReadOnlyList<BuriedRow> dead, string action, string? reason)
    {
        foreach (var one in dead)
        {
            scope.Execute(
                "delete from outbox_dead where outbox_seq = @seq and channel = @channel",
                new { seq = one.Seq, channel = one.Channel }
            );
            scope.Audit(
                new AuditEntry(
                    Action: action,
                    SubjectType: "delivery",
                    SubjectId: $"{one.Seq}/{one.Channel}",
                    Details: "{}",
                    Reason: reason
                )
            );
        }

        if (dead.Count > 0)
            scope.Touch(Rooms.Alerts);
        return dead.Count;
    }

    private sealed record BuriedRow
    {
        public required long Seq { get; init; }
        public required string Channel { get; init; }
        public required int Attempts { get; init; }
    }
}
