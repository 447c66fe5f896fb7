using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What the next transition of an alert says.</summary>
/// <param name="Facts">JSON; null keeps the facts as they are.</param>
internal sealed record NextTransition(
    AlertStatus To,
    AlertTier Tier,
    string? Facts = null,
    OverrideReason? Reason = null,
    string? Note = null
);

/// <summary>
/// Appends transitions, keeps alert_state on the newest one and puts each into the outbox, so that none can happen in
/// silence. Nothing else writes these tables.
/// </summary>
internal static class AlertTransitions
{
    public static AlertRow Row(QueryScope scope, AlertId alertId) =>
        scope.Single<AlertRow>($"{AlertRow.Sql} where a.id = @alertId", new { alertId });

    public static void First(
        WriteScope scope,
        AlertId alertId,
        CourseId courseId,
        AlertTier tier,
        IReadOnlyList<Fact> facts,
        OutboxKind kind
    )
    {
        Insert(scope, alertId, 1, null, new NextTransition(AlertStatus.Open, tier, StoredJson.Write(facts)));
        scope.Execute(
            """
            insert into alert_state (alert_id, course_id, status, tier, facts_json, position, changed_at, changed_by_id, changed_by)
            values (@alertId, @courseId, 'Open', @tier, @facts, 1, @now, @byId, @by)
            """,
            new
            {
                alertId,
                courseId,
                tier = (int)tier,
                facts = StoredJson.Write(facts),
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );
        OutboxWriter.Put(scope, alertId, courseId, tier, kind, OutboxCause.Opened);
    }

    /// <exception cref="InvalidOperationException">The flow of alerts has no such way: a defect of the caller, and nothing of its job is kept.</exception>
    public static void Append(WriteScope scope, AlertRow row, NextTransition next, OutboxCause? call = null)
    {
        if (!AlertFlow.MayWrite(row.Status, next.To))
            throw new InvalidOperationException($"Alert {row.AlertId} cannot go from {row.Status} to {next.To}.");
        next = next with { Facts = next.Facts ?? row.FactsJson };
        Insert(scope, row.AlertId, row.Position + 1, row.Status, next);
        scope.Execute(
            """
            update alert_state set status = @status, tier = @tier, facts_json = @facts, position = @position, changed_at = @now,
              changed_by_id = @byId, changed_by = @by, reason_code = @reason, note = @note
            where alert_id = @alertId
            """,
            Parameters(scope, row.AlertId, row.Position + 1, row.Status, next)
        );
        // Whoever decides anew makes new tasks: what an overtaken decision asked for is asked of nobody any more.
        if (next.To == AlertStatus.Open)
            AlertTaskRows.EndAll(scope, row.AlertId, AlertTaskOutcome.Obsolete, next.Note ?? "reopened");
        OutboxWriter.Put(
            scope,
            row.AlertId,
            row.CourseId,
            next.Tier,
            call is null ? OutboxKind.Change : OutboxKind.Call,
            call ?? OutboxCause.Changed
        );
    }

    private static void Insert(WriteScope scope, AlertId alertId, int position, AlertStatus? from, NextTransition next)
    {
        if (EnteredText.CheckLength(next.Note, "note", WriteScope.LongestReason) is { } tooLong)
            throw new RefusedException([tooLong]);
        scope.Execute(
            """
            insert into alert_transition (alert_id, position, from_status, to_status, tier, facts_json, at, actor_id, actor_name, reason_code, note)
            values (@alertId, @position, @fromStatus, @status, @tier, @facts, @now, @byId, @by, @reason, @note)
            """,
            Parameters(scope, alertId, position, from, next)
        );
    }

    private static object Parameters(
        WriteScope scope,
        AlertId alertId,
        int position,
        AlertStatus? from,
        NextTransition next
    ) =>
        new
        {
            alertId,
            position,
            fromStatus = from is { } status ? Coded.Text(status) : null,
            status = Coded.Text(next.To),
            tier = (int)next.Tier,
            facts = next.Facts,
            now = scope.Now,
            byId = scope.Actor.UserId,
            by = scope.Actor.Name,
            reason = next.Reason is { } reason ? Coded.Text(reason) : null,
            note = next.Note,
        };
}
