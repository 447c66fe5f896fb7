using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>A row that is due, with what decides whether it is still to be sent.</summary>
internal sealed record DueRow
{
    public const string Columns = """
        d.outbox_seq as seq, d.attempts, d.failures, d.begun_at, d.due_since, o.alert_id, o.alarm_id, o.person_id, o.kind, o.cause, o.tier, o.step, o.created_at,
        s.status, e.at as alarm_ended_at
        """;

    public const string Joined = """
        from outbox_due d join outbox o on o.seq = d.outbox_seq
        left join alert_state s on s.alert_id = o.alert_id left join alarm_end e on e.alarm_id = o.alarm_id
        """;

    public required long Seq { get; init; }
    public required int Attempts { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset? BegunAt { get; init; }
    public required DateTimeOffset? DueSince { get; init; }
    public required AlertId? AlertId { get; init; }
    public required AlarmId? AlarmId { get; init; }
    public required UserId PersonId { get; init; }
    public required OutboxKind Kind { get; init; }
    public required OutboxCause Cause { get; init; }
    public required AlertTier Tier { get; init; }
    public required int? Step { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required AlertStatus? Status { get; init; }
    public required DateTimeOffset? AlarmEndedAt { get; init; }

    public DateTimeOffset WaitsSince => DueSince ?? CreatedAt;

    public Guid Subject => AlertId?.Value ?? AlarmId?.Value ?? PersonId.Value;

    public DueMessage ToMessage() =>
        new()
        {
            Seq = Seq,
            Key = DeliveryKey.Of(Subject, Seq),
            Kind = Kind,
            Cause = Cause,
            Tier = Tier,
            Step = Step,
            AlertId = AlertId,
            AlarmId = AlarmId,
            PersonId = PersonId,
            CreatedAt = CreatedAt,
            Failures = Failures,
        };
}

/// <summary>Writes attempts and keeps what is due, dead and ringing in line with them.</summary>
internal static class DeliveryRows
{
    public static void Attempt(
        WriteScope scope,
        long seq,
        string channel,
        int attempt,
        AttemptOutcome outcome,
        string? error = null,
        string? note = null
    ) =>
        scope.Execute(
            """
            insert into outbox_attempt (outbox_seq, channel, attempt, at, outcome, error, note)
            values (@seq, @channel, @attempt, @now, @outcome, @error, @note)
            """,
            new
            {
                seq,
                channel,
                attempt,
                now = scope.Now,
                outcome = Coded.Text(outcome),
                error,
                note,
            }
        );

    public static void Stop(WriteScope scope, long seq, string channel, int attempts, StopReason reason)
    {
        Attempt(scope, seq, channel, attempts + 1, AttemptOutcome.Stopped, note: Coded.Text(reason));
        NoLongerDue(scope, seq, channel);
    }

    public static void NoLongerDue(WriteScope scope, long seq, string channel) =>
        scope.Execute("delete from outbox_due where outbox_seq = @seq and channel = @channel", new { seq, channel });

    /// <summary>Remembers that another system may be ringing from now on.</summary>
    public static void Rings(WriteScope scope, long seq, string channel) =>
        scope.Execute(
            """
            insert into outbox_ringing (outbox_seq, channel, attempts, next_at) values (@seq, @channel, 0, @now)
            on conflict (outbox_seq, channel) do nothing
            """,
            new
            {
                seq,
                channel,
                now = scope.Now,
            }
        );

    public static void RingsNoMore(WriteScope scope, long seq, string channel) =>
        scope.Execute(
            "delete from outbox_ringing where outbox_seq = @seq and channel = @channel",
            new { seq, channel }
        );

    /// <summary>The newest call is what rings: the end of it is the end of those before it.</summary>
    public static void RingsInsteadOfOlder(WriteScope scope, DueRow row, string channel) =>
        scope.Execute(
            """
            delete from outbox_ringing where channel = @channel and outbox_seq < @seq and outbox_seq in (
              select o.seq from outbox o where o.person_id = @personId and (o.alert_id = @alertId or o.alarm_id = @alarmId))
            """,
            new
            {
                channel,
                seq = row.Seq,
                personId = row.PersonId,
                alertId = row.AlertId,
                alarmId = row.AlarmId,
            }
        );

    public static DueRow? Due(QueryScope scope, long seq, string channel) =>
        scope.FirstOrDefault<DueRow>(
            $"select {DueRow.Columns} {DueRow.Joined} where d.outbox_seq = @seq and d.channel = @channel",
            new { seq, channel }
        );
}
