using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>Failures of the system itself: each is called out once to every administrator, and stands until it has an end.</summary>
internal static class AlarmRows
{
    /// <summary>Opens an alarm and calls the administrators.</summary>
    /// <param name="kind">A stable name, e.g. <c>NobodyOnCall</c>.</param>
    /// <param name="subject">What it is about; with the kind it names one alarm.</param>
    /// <param name="detail">What is wrong, for the administrator's screen; never anything about a patient.</param>
    /// <returns>Null when an alarm of this kind and subject stands already; nothing was written.</returns>
    public static AlarmId? Open(WriteScope scope, string kind, string subject, string detail)
    {
        if (Standing(scope, kind, subject) is not null)
            return null;
        var alarmId = scope.NewId<AlarmId>();
        scope.Execute(
            "insert into alarm (id, kind, subject, detail, opened_at) values (@alarmId, @kind, @subject, @detail, @now)",
            new
            {
                alarmId,
                kind,
                subject,
                detail,
                now = scope.Now,
            }
        );
        foreach (var administrator in AccountStore.WithRole(scope, Role.Administrator))
            OutboxRows.Insert(
                scope,
                new OutboxEntry(
                    administrator.Id,
                    OutboxKind.Alarm,
                    OutboxCause.AlarmOpened,
                    AlertTier.Page,
                    IsSent: true,
                    "Administrator",
                    AlarmId: alarmId
                )
            );
        scope.Touch(Rooms.Alerts);
        return alarmId;
    }

    /// <summary>Ends the alarm of a kind and subject.</summary>
    /// <param name="explanation">What ended it.</param>
    /// <returns>Whether one stood.</returns>
    public static bool End(WriteScope scope, string kind, string subject, string explanation)
    {
        if (Standing(scope, kind, subject) is not { } alarmId)
            return false;
        scope.Execute(
            "insert into alarm_end (alarm_id, at, explanation, actor_name) values (@alarmId, @now, @explanation, @by)",
            new
            {
                alarmId,
                now = scope.Now,
                explanation,
                by = scope.Actor.Name,
            }
        );
        scope.Touch(Rooms.Alerts);
        return true;
    }

    /// <summary>Subjects of the alarms of a kind that stand.</summary>
    public static IReadOnlyList<string> StandingSubjects(QueryScope scope, string kind) =>
        scope.Query<string>(
            "select a.subject from alarm a where a.kind = @kind and not exists (select 1 from alarm_end e where e.alarm_id = a.id) order by a.subject",
            new { kind }
        );

    private static AlarmId? Standing(QueryScope scope, string kind, string subject) =>
        scope.Query<AlarmId>(
            """
            select a.id from alarm a
            where a.kind = @kind and a.subject = @subject and not exists (select 1 from alarm_end e where e.alarm_id = a.id)
            """,
            new { kind, subject }
        )
            is [var first, ..]
            ? first
            : null;
}
