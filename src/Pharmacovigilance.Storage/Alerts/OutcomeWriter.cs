using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// Writes the outcome of each decision back to its alert when the next infusion shows it, and again when a correction
/// changes it. What was hoped for closes the alert; anything else waits for somebody to read it.
/// </summary>
internal static class OutcomeWriter
{
    public static void Settle(WriteScope scope, CourseFacts facts, GoverningRules governing)
    {
        var decided = scope.Query<DecidedRow>(
            $"""
            select s.alert_id, max(t.at) as decided_at
            from alert_state s join alert_transition t on t.alert_id = s.alert_id and t.to_status in {AlertStatusSql.Decision}
            where s.course_id = @courseId and s.status in {AlertStatusSql.Decided}
            group by s.alert_id
            """,
            new { courseId = facts.CourseId }
        );
        foreach (var decision in decided)
        {
            var row = AlertTransitions.Row(scope, decision.AlertId);
            var (rules, findings) = governing.Of(row);
            // Facts that a correction took away have no outcome.
            if (findings.FirstOrDefault(f => f.Fingerprint == row.Fingerprint) is not { } finding)
                continue;
            if (
                OutcomeCheck.Of(
                    facts,
                    findings,
                    rules,
                    finding.Rule,
                    finding.Subject,
                    finding.Since,
                    decision.DecidedAt
                ) is
                { } found
            )
                Note(scope, row, found);
        }
    }

    /// <summary>Whether a decision in this course still waits for what an infusion shows.</summary>
    public static bool IsAwaited(QueryScope scope, CourseId courseId) =>
        scope.Single<long>(
            $"select count(*) from alert_state where course_id = @courseId and status in {AlertStatusSql.Decided}",
            new { courseId }
        ) > 0;

    private static void Note(WriteScope scope, AlertRow row, OutcomeFinding found)
    {
        var newest = OutcomeRows.Newest(scope, row.AlertId);
        if (
            newest is not null
            && newest.Outcome == found.Outcome
            && newest.InfusionId == found.InfusionId
            && newest.Facts.SequenceEqual(found.Facts)
        )
            return;
        OutcomeRows.Insert(scope, row.AlertId, (newest?.Revision ?? 0) + 1, found);
        EndTasks(scope, row, found);
        Proceed(scope, row, found, isCorrection: newest is not null);
        scope.Audit(
            new AuditEntry(
                "alert.outcome",
                "alert",
                row.AlertId.ToString(),
                StoredJson.Write(found),
                CourseId: row.CourseId
            ),
            Actor.Product
        );
        scope.Touch(Rooms.Alerts);
    }

    private static void EndTasks(WriteScope scope, AlertRow row, OutcomeFinding found)
    {
        foreach (var task in AlertTaskRows.Of(scope, row.AlertId).Where(t => t.End is null))
        {
            // A permanent stop still needs its second person, whatever was given meanwhile.
            if (task.Kind == AlertTaskKind.ConfirmStop && found.Outcome != AlertOutcome.TreatmentEnded)
                continue;
            var outcome =
                task.Kind != AlertTaskKind.Monitor || found.Outcome == AlertOutcome.TreatmentEnded
                    ? AlertTaskOutcome.Obsolete
                : found.Monitored == true ? AlertTaskOutcome.Kept
                : AlertTaskOutcome.NotKept;
            AlertTaskRows.End(scope, task.TaskId, outcome, Coded.Text(found.Outcome), found.InfusionId);
        }
    }

    private static void Proceed(WriteScope scope, AlertRow row, OutcomeFinding found, bool isCorrection)
    {
        string note = isCorrection ? "outcome-corrected" : "outcome-found";
        if (row.Status is not AlertStatus.OutcomeChecked)
        {
            if (found.IsFavourable && row.Status == AlertStatus.Closed)
                return;
            bool calls = !found.IsFavourable && row.Tier > AlertTier.Passive;
            AlertTransitions.Append(
                scope,
                row,
                new(AlertStatus.OutcomeChecked, row.Tier, Note: note),
                calls ? OutboxCause.OutcomeUnfavourable : null
            );
            row = AlertTransitions.Row(scope, row.AlertId);
        }

        if (found.IsFavourable)
            AlertTransitions.Append(scope, row, new(AlertStatus.Closed, row.Tier, Note: note));
    }

    private sealed record DecidedRow
    {
        public required AlertId AlertId { get; init; }
        public required DateTimeOffset DecidedAt { get; init; }
    }
}
