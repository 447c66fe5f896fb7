using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>An alert as a decision about its calls sees it.</summary>
/// <param name="IsOpen">Nobody has answered it yet: only then an escalation climbs.</param>
internal sealed record CalledAlert(AlertKey Key, CourseId CourseId, bool IsOpen, string Status)
{
    private const string Sql = """
        select a.id as alert_id, a.course_id, a.rule, s.status, s.tier, s.facts_json,
               (select count(*) from alert f where f.course_id = a.course_id and f.rule = a.rule
                  and (f.opened_at < a.opened_at or (f.opened_at = a.opened_at and f.id < a.id))) as earlier
        from alert a join alert_state s on s.alert_id = a.id
        where a.id = @alertId
        """;

    public AlertId AlertId => Key.AlertId;

    public bool IsPermanentStop => string.Equals(Key.RuleCode, RuleId.ReactionStop.Code(), StringComparison.Ordinal);

    public static CalledAlert Read(QueryScope scope, AlertId alertId)
    {
        var row = scope.Single<Row>(Sql, new { alertId });
        var facts = StoredJson.Read<IReadOnlyList<Fact>>(row.FactsJson) ?? [];
        var (grade, unknown) = GradeOf(facts);
        return new CalledAlert(
            new AlertKey(
                row.AlertId,
                row.CourseId,
                row.Rule,
                row.Tier,
                grade,
                unknown,
                row.Earlier == 0,
                SevereCount.IsIn(facts)
            ),
            row.CourseId,
            string.Equals(row.Status, Coded.Text(AlertStatus.Open), StringComparison.Ordinal),
            row.Status
        );
    }

    /// <summary>The grade the alert stands on. An alert about a value or a time states none; one that states it without knowing it says so.</summary>
    private static (Grade? Grade, bool Unknown) GradeOf(IReadOnlyList<Fact> facts)
    {
        string? stated = facts
            .FirstOrDefault(fact =>
                fact.Name is FactNames.Grade or FactNames.ReportedGrade && fact.Value != FactWords.NotRecorded
            )
            ?.Value;
        if (stated is null)
            return (null, false);
        return
            int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && Enum.IsDefined((Grade)number)
            ? ((Grade)number, false)
            : (null, true);
    }

    private sealed record Row
    {
        public required AlertId AlertId { get; init; }
        public required CourseId CourseId { get; init; }
        public required string Rule { get; init; }
        public required string Status { get; init; }
        public required AlertTier Tier { get; init; }
        public required string FactsJson { get; init; }
        public required int Earlier { get; init; }
    }
}
