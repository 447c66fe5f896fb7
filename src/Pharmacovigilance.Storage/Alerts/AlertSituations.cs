using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What the unit's day says about alerts: which infusions are going on, which are due, which holds are open.</summary>
internal sealed class AlertSituations
{
    private readonly QueryScope scope;
    private readonly IReadOnlyDictionary<InfusionId, InfusionStatus> going;
    private readonly IReadOnlySet<CourseId> due;
    private readonly IReadOnlySet<AlertId> holding;

    /// <param name="today">The unit's date.</param>
    public AlertSituations(QueryScope scope, DateOnly today)
    {
        this.scope = scope;
        var rows = scope.Query<Row>(
            """
            select infusion_id, course_id, status from infusion_state
            where status in ('Running', 'Interrupted') or (status in ('Planned', 'Premedicated') and planned_on <= @today)
            """,
            new { today }
        );
        going = rows.Where(row => !row.IsDue).ToDictionary(row => row.InfusionId, row => row.Status);
        due = rows.Where(row => row.IsDue).Select(row => row.CourseId).ToHashSet();
        holding = scope
            .Query<AlertId>(
                "select h.alert_id from hold h left join hold_end e on e.hold_id = h.id where e.hold_id is null"
            )
            .ToHashSet();
    }

    public AlertSituation Of(AlertId alertId, CourseId courseId, RuleId rule, string subject) =>
        AlertUrgency.SituationOf(
            rule,
            GoingOn(courseId, rule, subject),
            holding.Contains(alertId),
            due.Contains(courseId)
        );

    /// <summary>Whether an alert is decided or not, it is about a patient in the same situation.</summary>
    public AlertItem Of(AlertItem item) =>
        item with
        {
            Situation = Of(item.AlertId, item.Course.CourseId, item.Rule, item.Subject),
        };

    /// <summary>The infusion an alert is about; null when it is about none.</summary>
    public static InfusionId? InfusionOf(QueryScope scope, CourseId courseId, string subject) =>
        FindingSubject.EventOf(subject) is { } about
            ? AdverseEventStore.OfCourse(scope, courseId).FirstOrDefault(e => e.EventId == about)?.Content.InfusionId
            : FindingSubject.InfusionOf(subject);

    /// <summary>Only of a reaction it matters whether its infusion goes on.</summary>
    private InfusionStatus? GoingOn(CourseId courseId, RuleId rule, string subject) =>
        going.Count > 0
        && rule is RuleId.ReactionInterrupt or RuleId.ReactionStop
        && InfusionOf(scope, courseId, subject) is { } infusion
        && going.TryGetValue(infusion, out var status)
            ? status
            : null;

    private sealed record Row
    {
        public required InfusionId InfusionId { get; init; }
        public required CourseId CourseId { get; init; }
        public required InfusionStatus Status { get; init; }

        public bool IsDue => Status is InfusionStatus.Planned or InfusionStatus.Premedicated;
    }
}
