using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>A failure of the system itself.</summary>
public sealed record Alarm
{
    public required AlarmId AlarmId { get; init; }

    /// <summary>A stable name, e.g. <c>ChannelUnreachable</c>; the screen has the words.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, e.g. <c>mail</c>; with the kind it names one alarm.</summary>
    public required string Subject { get; init; }

    /// <summary>What was seen; never anything about a patient.</summary>
    public required string Detail { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
}

/// <summary>Alarms of the unit: each is stored once while it stands.</summary>
public sealed class AlarmStore(UnitDatabase database, WriteQueue queue)
{
    private const string Sql = "select a.id as alarm_id, a.kind, a.subject, a.detail, a.opened_at from alarm a";

    /// <summary>What stands now, oldest first.</summary>
    public Task<IReadOnlyList<Alarm>> StandingAsync() =>
        database.ReadAsync<IReadOnlyList<Alarm>>(scope =>
            scope.Query<Alarm>(
                $"{Sql} where not exists (select 1 from alarm_end e where e.alarm_id = a.id) order by a.opened_at, a.id"
            )
        );

    /// <summary>Opens an alarm and calls the administrators on every channel but the one that fails.</summary>
    /// <param name="failing">The channel by which nobody can be reached; null = none.</param>
    /// <returns>False when it stands already.</returns>
    public Task<bool> OpenAsync(string kind, string subject, string detail, string? failing = null) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "alarm.open"), scope =>
        {
            if (AlarmRows.Open(scope, kind, subject, detail) is not { } alarmId)
                return false;
            if (failing is not null && failing != ChannelNames.Hub)
            {
                foreach (
                    long seq in scope.Query<long>(
                        "select o.seq from outbox o join outbox_due d on d.outbox_seq = o.seq and d.channel = @failing where o.alarm_id = @alarmId",
                        new { failing, alarmId }
                    )
                )
                    DeliveryRows.Stop(scope, seq, failing, attempts: 0, StopReason.ChannelFails);
            }

            return true;
        });

    /// <summary>Ends an alarm.</summary>
    /// <param name="explanation">What ended it.</param>
    /// <returns>False when none stands.</returns>
    public Task<bool> EndAsync(string kind, string subject, string explanation) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "alarm.end"), scope =>
            AlarmRows.End(scope, kind, subject, explanation)
        );

    internal static Alarm? Find(QueryScope scope, AlarmId alarmId) =>
        scope.FirstOrDefault<Alarm>($"{Sql} where a.id = @alarmId", new { alarmId });
}
