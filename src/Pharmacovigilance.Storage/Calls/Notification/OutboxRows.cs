using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>One decision to tell a person something, or not.</summary>
/// <param name="Step">Of the escalation chain, 1-based; null where none is climbed.</param>
/// <param name="Reason">A stable code: why it is sent, or not.</param>
/// <param name="Detail">JSON; null where the reason says it all.</param>
internal sealed record OutboxEntry(
    UserId PersonId,
    OutboxKind Kind,
    OutboxCause Cause,
    AlertTier Tier,
    bool IsSent,
    string Reason,
    AlertId? AlertId = null,
    AlarmId? AlarmId = null,
    int? Step = null,
    string? Detail = null
);

/// <summary>The only place that writes the outbox and makes its rows due.</summary>
internal static class OutboxRows
{
    public static long Insert(WriteScope scope, OutboxEntry entry)
    {
        long seq = scope.Single<long>(
            """
            insert into outbox (alert_id, alarm_id, person_id, kind, cause, tier, step, decision, reason, detail_json, created_at)
            values (@alertId, @alarmId, @personId, @kind, @cause, @tier, @step, @decision, @reason, @detail, @now)
            returning seq
            """,
            new
            {
                alertId = entry.AlertId,
                alarmId = entry.AlarmId,
                personId = entry.PersonId,
                kind = Coded.Text(entry.Kind),
                cause = Coded.Text(entry.Cause),
                tier = (int)entry.Tier,
                step = entry.Step,
                decision = entry.IsSent ? "Send" : "Suppress",
                reason = entry.Reason,
                detail = entry.Detail,
                now = scope.Now,
            }
        );
        if (!entry.IsSent)
            return seq;
        foreach (string channel in Channels.For(scope, entry.PersonId, entry.Kind, entry.Tier))
            scope.Execute(
                "insert into outbox_due (outbox_seq, channel, attempts, next_at) values (@seq, @channel, 0, @now)",
                new
                {
                    seq,
                    channel,
                    now = scope.Now,
                }
            );
        return seq;
    }
}
