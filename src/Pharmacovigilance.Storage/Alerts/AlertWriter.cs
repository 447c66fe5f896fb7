using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// Brings the alerts and holds of a course in line with what the rules find: new findings open an alert, findings that a
/// correction removed withdraw theirs, recovered holds end. The fingerprint keeps each finding one alert for ever.
/// </summary>
internal static class AlertWriter
{
    public static void Settle(WriteScope scope, Knowledge knowledge, CourseFacts facts)
    {
        if (facts.Death is { } death)
        {
            DeathSettlement.Run(scope, facts.CourseId, death);
            return;
        }

        var governing = new GoverningRules(knowledge, facts);
        var known = scope
            .Query<AlertRow>($"{AlertRow.Sql} where a.course_id = @courseId", new { courseId = facts.CourseId })
            .ToDictionary(row => row.Fingerprint, StringComparer.Ordinal);
        var past = new Lazy<IReadOnlySet<string>>(() =>
            knowledge.RuleSets.IsDecided
                ? RuleDecisionRows.Past(scope, facts.CourseId)
                : new HashSet<string>(StringComparer.Ordinal)
        );
        foreach (var finding in governing.InForce)
        {
            if (!known.TryGetValue(finding.Fingerprint, out var row))
            {
                if (!past.Value.Contains(finding.Fingerprint))
                    Open(scope, knowledge, finding);
            }
            else if (governing.IsGovernedByRulesInForce(row))
            {
                known.Remove(finding.Fingerprint);
                Continue(scope, finding, row);
            }
        }

        foreach (var row in known.Values)
        {
            if (governing.Find(row) is { } finding)
                Continue(scope, finding, row);
            else
                Leave(scope, row);
        }

        OutcomeWriter.Settle(scope, facts, governing);
    }

    /// <summary>Somebody tried to start in spite of holds: those still undecided go to the physician again, as interruptive.</summary>
    public static void StartAttempted(WriteScope scope, IReadOnlyList<OpenHold> holds)
    {
        foreach (var hold in holds.Where(h => AlertFlow.IsDecisionDue(h.AlertStatus)))
        {
            var row = AlertTransitions.Row(scope, hold.AlertId);
            // It is already calling as loudly as it can; a second tap at the bedside is not a second call.
            if (row is { Status: AlertStatus.Open, Tier: AlertTier.Interruptive })
                continue;
            AlertTransitions.Append(
                scope,
                row,
                new(AlertStatus.Open, AlertTier.Interruptive, Note: "start-attempted"),
                OutboxCause.StartAttempted
            );
        }
    }

    private static void Open(WriteScope scope, Knowledge knowledge, Finding finding)
    {
        var alertId = scope.NewId<AlertId>();
        scope.Execute(
            """
            insert into alert (id, fingerprint, course_id, patient_id, rule, rule_version, rule_set_version, subject, since, since_time_known, opened_at)
            values (@alertId, @fingerprint, @courseId, @patientId, @rule, @version, @setVersion, @subject, @since, @sinceTimeKnown, @now)
            """,
            new
            {
                alertId,
                fingerprint = finding.Fingerprint,
                courseId = finding.CourseId,
                patientId = finding.PatientId,
                rule = finding.Rule.Code(),
                version = finding.RuleVersion,
                setVersion = knowledge.Rules.Stamp,
                subject = finding.Subject,
                since = finding.Since,
                sinceTimeKnown = finding.SinceTimeKnown,
                now = scope.Now,
            }
        );
        // What had already ended when it became known (a value entered late) is kept on record without a call.
        bool hasEnded = finding.IsOver || finding.Hold is { EndedAt: not null };
        var tier = TierOf(scope, finding, scope.Now);
        var kind = !hasEnded && tier > AlertTier.Passive ? OutboxKind.Call : OutboxKind.Change;
        if (!hasEnded)
            BreakAcknowledgements(scope, finding);
        AlertTransitions.First(scope, alertId, finding.CourseId, tier, finding.Facts, kind);
        if (finding.Hold is { } hold)
            HoldSettlement.Open(scope, finding, alertId, hold);
        scope.Audit(
            new AuditEntry(
                "alert.opened",
                "alert",
                alertId.ToString(),
                StoredJson.Write(
                    new
                    {
                        rule = finding.Rule.Code(),
                        finding.Subject,
                        finding.Facts,
                    }
                ),
                PatientId: finding.PatientId,
                CourseId: finding.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        if (hasEnded)
            EndAtOnce(scope, AlertTransitions.Row(scope, alertId), finding);
    }

    /// <summary>
    /// Something new of the same kind: whoever acknowledged the earlier alert had not seen this one. The new alert calls; the
    /// earlier one only stands open again.
    /// </summary>
    private static void BreakAcknowledgements(WriteScope scope, Finding finding)
    {
        var acknowledged = scope.Query<AlertRow>(
            $"{AlertRow.Sql} where a.course_id = @courseId and a.rule = @rule and s.status = 'Acknowledged'",
            new { courseId = finding.CourseId, rule = finding.Rule.Code() }
        );
        foreach (var row in acknowledged)
            AlertTransitions.Append(scope, row, new(AlertStatus.Open, row.Tier, Note: "new-of-its-kind"));
    }

    /// <summary>What was already old when it became known calls nobody, by the same days after which an alert expires undecided.</summary>
    private static AlertTier TierOf(WriteScope scope, Finding finding, DateTimeOffset knownAt) =>
        scope.Policy.ExpiresAfter(finding.Tier) is { } expires
            ? BackDating.TierOf(finding, knownAt, expires)
            : finding.Tier;

    private static void Continue(WriteScope scope, Finding finding, AlertRow row)
    {
        if (finding.IsOver)
        {
            Recover(scope, row, finding);
            return;
        }

        if (HasReturned(scope, finding, row))
            Reopen(scope, finding, row);
        else if (finding.Hold is { EndedAt: null } && HoldSettlement.LosesCriterion(scope, finding, row))
            return;
        else if (AlertFlow.IsDecisionDue(row.Status))
            Worsen(scope, finding, row);
    }

    /// <summary>
    /// A correction took the facts away. What nobody decided is withdrawn with its proposal; a hold a physician confirmed is
    /// not released by that, but its physician is told that its grounds are gone.
    /// </summary>
    private static void Leave(WriteScope scope, AlertRow row)
    {
        if (AlertFlow.IsDecisionDue(row.Status))
            Withdraw(scope, row);
        else if (row.Status is not (AlertStatus.Accepted or AlertStatus.CarriedOut or AlertStatus.Overridden))
            return;
        else if (HoldReader.OfAlert(scope, row.AlertId) is { EndedAt: null } hold)
            HoldSettlement.MeetCriterion(scope, row, hold, scope.Now, "facts-corrected");
        else
            Withdraw(scope, row);
    }

    /// <summary>
    /// A correction can also take the end away: the value that released a hold was another patient's, a grade corrected
    /// downwards was right after all. What nobody decided, or what was thought to have recovered, is then due again.
    /// </summary>
    private static bool HasReturned(WriteScope scope, Finding finding, AlertRow row)
    {
        if (finding.IsOver || finding.Hold is { EndedAt: not null })
            return false;
        if (
            row.Status is AlertStatus.Withdrawn or AlertStatus.Resolved
            || (row.Status == AlertStatus.Expired && finding.Tier > row.Tier)
        )
            return true;
        return finding.Hold is not null
            && HoldReader.OfAlert(scope, row.AlertId) is { Release: HoldRelease.Criterion or HoldRelease.Correction };
    }

    private static void Reopen(WriteScope scope, Finding finding, AlertRow row)
    {
        var found = TierOf(scope, finding, row.OpenedAt);
        var tier = found > row.Tier ? found : row.Tier;
        AlertTransitions.Append(
            scope,
            row,
            new(AlertStatus.Open, tier, Facts: StoredJson.Write(finding.Facts), Note: "facts-returned"),
            tier > AlertTier.Passive ? OutboxCause.Returned : null
        );
        if (finding.Hold is { } hold)
            HoldSettlement.Open(scope, finding, row.AlertId, hold);
        scope.Audit(
            new AuditEntry(
                Action: "alert.reopened",
                SubjectType: "alert",
                SubjectId: row.AlertId.ToString(),
                Details: StoredJson.Write(new { from = row.Status, finding.Facts }),
                Reason: "facts-returned",
                PatientId: finding.PatientId,
                CourseId: finding.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }

    /// <summary>The criterion was met: a hold waits for its release, and an alert without one that nobody has decided is resolved.</summary>
    private static void Recover(WriteScope scope, AlertRow row, Finding finding)
    {
        if (finding.Hold is { } hold)
        {
            if (HoldReader.OfAlert(scope, row.AlertId) is { EndedAt: null } open)
                HoldSettlement.MeetCriterion(scope, row, open, hold.EndedAt!.Value, hold.EndedBy ?? "criterion");
        }
        else if (finding.End is { } end && AlertFlow.IsDecisionDue(row.Status))
            Resolve(scope, row, end);
    }

    private static void Resolve(WriteScope scope, AlertRow row, FindingEnd end)
    {
        AlertTransitions.Append(scope, row, new(AlertStatus.Resolved, row.Tier, Note: end.By));
        scope.Audit(
            new AuditEntry(
                "alert.resolved",
                "alert",
                row.AlertId.ToString(),
                StoredJson.Write(end),
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }

    /// <summary>It was over before anybody knew of it: nothing was ever held, so there is nothing to release.</summary>
    private static void EndAtOnce(WriteScope scope, AlertRow row, Finding finding)
    {
        if (finding.Hold is not { } hold)
        {
            Recover(scope, row, finding);
            return;
        }

        if (HoldReader.OfAlert(scope, row.AlertId) is not { EndedAt: null } open)
            return;
        HoldWriter.End(scope, open.HoldId, hold.EndedAt!.Value, HoldRelease.Criterion, hold.EndedBy ?? "criterion");
        if (AlertFlow.IsDecisionDue(row.Status))
            AlertTransitions.Append(scope, row, new(AlertStatus.Resolved, row.Tier, Note: hold.EndedBy));
        scope.Audit(
            new AuditEntry(
                "hold.criterion-met",
                "hold",
                open.HoldId.ToString(),
                StoredJson.Write(hold),
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }

    /// <summary>Changed facts are kept with a transition of their own; a higher tier is a new call, also to who has acknowledged.</summary>
    private static void Worsen(WriteScope scope, Finding finding, AlertRow row)
    {
        var found = TierOf(scope, finding, row.OpenedAt);
        bool worse = found > row.Tier;
        bool isNews = row.Status == AlertStatus.Acknowledged && finding.NewestAt > row.ChangedAt;
        string facts = StoredJson.Write(finding.Facts);
        if (!worse && !isNews && string.Equals(facts, row.FactsJson, StringComparison.Ordinal))
            return;
        var tier = worse ? found : row.Tier;
        AlertTransitions.Append(
            scope,
            row,
            new(
                worse || isNews ? AlertStatus.Open : row.Status,
                tier,
                Facts: facts,
                Note: isNews ? "new-of-its-kind" : "facts-changed"
            ),
            worse ? OutboxCause.Worsened
                : isNews && tier > AlertTier.Passive ? OutboxCause.NewOfItsKind
                : null
        );
        scope.Touch(Rooms.Alerts);
    }

    private static void Withdraw(WriteScope scope, AlertRow row)
    {
        AlertTransitions.Append(scope, row, new(AlertStatus.Withdrawn, row.Tier, Note: "facts-corrected"));
        if (HoldReader.OfAlert(scope, row.AlertId) is { EndedAt: null } hold)
            HoldWriter.End(scope, hold.HoldId, scope.Now, HoldRelease.Correction, "facts-corrected");
        AlertTaskRows.EndAll(scope, row.AlertId, AlertTaskOutcome.Obsolete, "facts-corrected");
        scope.Audit(
            new AuditEntry(
                Action: "alert.withdrawn",
                SubjectType: "alert",
                SubjectId: row.AlertId.ToString(),
                Details: "{}",
                Reason: "facts-corrected",
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
    }
}
