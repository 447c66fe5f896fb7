using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Holds;

/// <summary>A hold that nobody and nothing has ended yet.</summary>
public sealed record OpenHold
{
    public required HoldId HoldId { get; init; }

    public required AlertId AlertId { get; init; }

    public required CourseId CourseId { get; init; }

    public required RuleId Rule { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Accepted or carried out = a physician confirmed it; Open or Acknowledged = the decision is still due.</summary>
    public required AlertStatus AlertStatus { get; init; }

    /// <summary>What met the criterion of its end, in words; null while nothing has. It stops a start all the same until a physician releases it.</summary>
    public HoldCriterion? Criterion { get; init; }

    public bool StartTimeKnown { get; init; } = true;

    /// <summary>What it is about within the course.</summary>
    public string Subject { get; init; } = "";

    /// <summary>
    /// Every hold stops a start; after a severe reaction also a resumption of the interrupted infusion. That a start comes too
    /// soon depends on its own day, so such a hold stops nothing by itself: see <see cref="Infusions.StartAttempts"/>.
    /// </summary>
    public bool Stops(InfusionStepKind step) =>
        (step == InfusionStepKind.Started && Rule != RuleId.TooSoon)
        || (step == InfusionStepKind.Resumed && Rule == RuleId.ReactionStop);
}

/// <summary>What met the criterion that would end a hold, and when.</summary>
/// <param name="Evidence">In words, e.g. <c>ANC 1.10 ×10⁹/L</c>.</param>
public sealed record HoldCriterion(DateTimeOffset At, string Evidence);

/// <summary>A hold from its start to its end.</summary>
public sealed record HoldRecord
{
    public required HoldId HoldId { get; init; }

    public required AlertId AlertId { get; init; }

    public required CourseId CourseId { get; init; }

    public required RuleId Rule { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required HoldRelease? Release { get; init; }

    /// <summary>Who or what ended it, in words; null while it lasts.</summary>
    public required string? ReleasedBy { get; init; }

    public required string? Explanation { get; init; }

    /// <summary>What met the criterion of its end; null while nothing has, or no longer.</summary>
    public HoldCriterion? Criterion { get; init; }

    public bool StartTimeKnown { get; init; } = true;
}

/// <summary>What kind of thing ended a hold. Stored by name.</summary>
public enum HoldRelease
{
    /// <summary>
    /// The release criterion of the rule was met, e.g. the neutrophil count recovered, and a physician released the hold. Of a
    /// value entered late, whose hold was over before anybody knew of it, it was only noted.
    /// </summary>
    Criterion = 1,

    /// <summary>A physician released it with a coded reason.</summary>
    Physician = 2,

    /// <summary>A correction removed the facts before anybody had decided.</summary>
    Correction = 3,
}

/// <summary>Reads holds; shared by the start of an infusion, the evaluation and the pages.</summary>
internal static class HoldReader
{
    private const string Sql = $"""
        select h.id as hold_id, h.alert_id, h.course_id, h.rule, h.subject, h.started_at, h.start_time_known, e.ended_at, e.released_by as release,
               e.actor_name as released_by, e.explanation, s.status as alert_status, c.met, c.at as criterion_at, c.evidence
        from hold h join alert_state s on s.alert_id = h.alert_id left join hold_end e on e.hold_id = h.id
        {HoldCriterionRows.NewestJoin}
        """;

    public static IReadOnlyList<OpenHold> Open(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    $"{Sql} where h.course_id = @courseId and e.hold_id is null order by h.started_at, h.id",
                    new { courseId }
                )
                .Select(row => row.ToOpen()),
        ];

    public static IReadOnlyList<HoldRecord> All(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>($"{Sql} where h.course_id = @courseId order by h.started_at, h.id", new { courseId })
                .Select(row => row.ToRecord()),
        ];

    /// <summary>Every hold of the unit, for a replay's report.</summary>
    public static IReadOnlyList<HoldRecord> All(QueryScope scope) =>
        [.. scope.Query<Row>($"{Sql} order by h.started_at, h.id").Select(row => row.ToRecord())];

    /// <summary>The hold of an alert that counts: a correction can bring an ended one back as another row, and that one lasts.</summary>
    public static HoldRecord? OfAlert(QueryScope scope, AlertId alertId) =>
        scope
            .FirstOrDefault<Row>(
                $"{Sql} where h.alert_id = @alertId order by coalesce(e.recorded_at, '9') desc, h.id desc",
                new { alertId }
            )
            ?.ToRecord();

    /// <summary>Every open hold of the unit whose criterion is met.</summary>
    public static IReadOnlyList<OpenHold> Met(QueryScope scope) =>
        [
            .. scope
                .Query<Row>(
                    $"{Sql} where e.hold_id is null and c.met = @met order by h.started_at, h.id",
                    new { met = true }
                )
                .Select(row => row.ToOpen()),
        ];

    private sealed record Row
    {
        public required HoldId HoldId { get; init; }
        public required AlertId AlertId { get; init; }
        public required CourseId CourseId { get; init; }
        public required RuleId Rule { get; init; }
        public required string Subject { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public required bool StartTimeKnown { get; init; }
        public required DateTimeOffset? EndedAt { get; init; }
        public required HoldRelease? Release { get; init; }
        public required string? ReleasedBy { get; init; }
        public required string? Explanation { get; init; }
        public required AlertStatus AlertStatus { get; init; }
        public required bool? Met { get; init; }
        public required DateTimeOffset? CriterionAt { get; init; }
        public required string? Evidence { get; init; }

        private HoldCriterion? Criterion => Met == true ? new HoldCriterion(CriterionAt!.Value, Evidence!) : null;

        public OpenHold ToOpen() =>
            new()
            {
                HoldId = HoldId,
                AlertId = AlertId,
                CourseId = CourseId,
                Rule = Rule,
                StartedAt = StartedAt,
                AlertStatus = AlertStatus,
                Criterion = Criterion,
                StartTimeKnown = StartTimeKnown,

                Subject = Subject,
            };

        public HoldRecord ToRecord() =>
            new()
            {
                HoldId = HoldId,
                AlertId = AlertId,
                CourseId = CourseId,
                Rule = Rule,
                Subject = Subject,
                StartedAt = StartedAt,
                EndedAt = EndedAt,
                Release = Release,
                ReleasedBy = ReleasedBy,
                Explanation = Explanation,
                Criterion = Criterion,
                StartTimeKnown = StartTimeKnown,
            };
    }
}
