using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>An event in a list across courses.</summary>
public sealed record AdverseEventItem(AdverseEventRow Event, CourseRecord Course);

public sealed partial class AdverseEventStore
{
    /// <summary>The newest row of each event that was not taken back.</summary>
    private const string StandingSql = """
        select e.*, exists (select 1 from event_course_entry c where c.event_id = e.event_id) as has_course from adverse_event e
        where e.status = 'Recorded' and not exists (select 1 from adverse_event later where later.supersedes_id = e.row_id)
        """;

    /// <summary>Events of a course as they stand, newest onset first; unknown onset last.</summary>
    public Task<IReadOnlyList<AdverseEventRow>> OfCourseAsync(CourseId courseId) =>
        database.ReadAsync(scope => OfCourse(scope, courseId));

    internal static IReadOnlyList<AdverseEventRow> OfCourse(QueryScope scope, CourseId courseId) =>
        Rows(
            scope,
            scope.Query<Row>(
                $"{StandingSql} and e.course_id = @courseId order by coalesce(e.onset_at, '') desc, e.row_id desc",
                new { courseId }
            )
        );

    /// <summary>Events of all courses of a regimen as they stand, in two queries however many courses there are.</summary>
    internal static IReadOnlyList<AdverseEventRow> OfRegimen(QueryScope scope, Regimen regimen) =>
        Rows(
            scope,
            scope.Query<Row>(
                $"{StandingSql} and e.course_id in (select c.id from course c where c.regimen = @regimen) order by e.row_id",
                new { regimen = Coded.Text(regimen) }
            )
        );

    internal static IReadOnlyList<AdverseEventRow> OfInfusion(QueryScope scope, InfusionId infusionId) =>
        Rows(
            scope,
            scope.Query<Row>(
                $"{StandingSql} and e.infusion_id = @infusionId order by coalesce(e.onset_at, '') desc, e.row_id desc",
                new { infusionId }
            )
        );

    /// <summary>All rows of one event, oldest first: what was said when, by whom, why.</summary>
    public Task<IReadOnlyList<AdverseEventRow>> HistoryAsync(AdverseEventId eventId) =>
        database.ReadAsync<IReadOnlyList<AdverseEventRow>>(scope =>
            Chain(
                Rows(
                    scope,
                    scope.Query<Row>(
                        "select e.*, @no as has_course from adverse_event e where e.event_id = @eventId",
                        new { eventId, no = false }
                    )
                )
            )
        );

    /// <summary>All rows of each of the events, oldest first, the newest with its course.</summary>
    internal static IEnumerable<IReadOnlyList<AdverseEventRow>> Chains(
        QueryScope scope,
        IReadOnlyCollection<AdverseEventId> events
    ) =>
        events.Count == 0
            ? []
            : Rows(
                    scope,
                    scope.Query<Row>(
                        $"""
                        select e.*, exists (select 1 from event_course_entry c where c.event_id = e.event_id) as has_course
                        from adverse_event e where {scope.Database.InList("e.event_id", "events")}
                        """,
                        new { events = scope.Database.ListParameter(events) }
                    )
                )
                .GroupBy(row => row.EventId)
                .Select(rows => Chain([.. rows]));

    /// <summary>By what replaces what: two rows can have been written in the same millisecond.</summary>
    private static List<AdverseEventRow> Chain(IReadOnlyList<AdverseEventRow> rows)
    {
        var chain = new List<AdverseEventRow>(rows.Count);
        AdverseEventId? last = null;
        while (rows.FirstOrDefault(row => row.Supersedes == last) is { } next)
        {
            chain.Add(next);
            last = next.RowId;
        }

        return chain;
    }

    /// <summary>The events recorded last in the unit, newest first.</summary>
    internal static IReadOnlyList<AdverseEventItem> Latest(QueryScope scope, int take)
    {
        var rows = Rows(
            scope,
            scope.Query<Row>($"{StandingSql} order by e.recorded_at desc, e.row_id desc limit @take", new { take })
        );
        return [.. rows.Select(row => new AdverseEventItem(row, PatientStore.Find(scope, row.CourseId)!))];
    }

    /// <summary>Events with something still unknown (grade, onset, seriousness, action), oldest first: the work queue of completion.</summary>
    public Task<IReadOnlyList<AdverseEventItem>> ToBeCompletedAsync(int take = 100) =>
        database.ReadAsync<IReadOnlyList<AdverseEventItem>>(scope =>
        {
            var rows = Rows(
                scope,
                scope.Query<Row>(
                    $"""
                    {StandingSql} and (e.grade is null or e.onset_at is null or e.action_taken = 'Unknown' or e.seriousness_assessed = @no)
                    order by e.recorded_at, e.row_id limit @take
                    """,
                    new { no = false, take }
                )
            );
            return [.. rows.Select(row => new AdverseEventItem(row, PatientStore.Find(scope, row.CourseId)!))];
        });

    /// <summary>The row if it is how its event stands now; null when it was corrected, taken back or never there.</summary>
    internal static AdverseEventRow? Standing(QueryScope scope, AdverseEventId rowId) =>
        scope.FirstOrDefault<Row>($"{StandingSql} and e.row_id = @rowId", new { rowId }) is { } row
            ? Rows(scope, [row])[0]
            : null;

    /// <summary>How an event stands; null when it was taken back or never there.</summary>
    internal static AdverseEventRow? StandingOf(QueryScope scope, AdverseEventId eventId) =>
        scope.FirstOrDefault<Row>($"{StandingSql} and e.event_id = @eventId", new { eventId }) is { } row
            ? Rows(scope, [row])[0]
            : null;

    /// <summary>Events that came from a stored value and were graded by another version only, in the order they were recorded.</summary>
    internal static IReadOnlyList<AdverseEventRow> OfOtherVersions(QueryScope scope, CtcaeVersion version) =>
        Rows(
            scope,
            scope.Query<Row>(
                $"""
                {StandingSql} and e.source_observation_id is not null and e.ctcae_version <> @version
                  and not exists (select 1 from adverse_event_regrading g where g.row_id = e.row_id and g.ctcae_version = @version)
                order by e.recorded_at, e.row_id
                """,
                new { version = CtcaeVersions.Format(version) }
            )
        );

    private static AdverseEventRow? FindRow(QueryScope scope, AdverseEventId rowId) =>
        scope.FirstOrDefault<Row>(
            "select e.*, @no as has_course from adverse_event e where e.row_id = @rowId",
            new { rowId, no = false }
        )
            is { } row
            ? Rows(scope, [row])[0]
            : null;

    /// <summary>With their courses and their places in the infusions, in one query more for each where there is any.</summary>
    private static IReadOnlyList<AdverseEventRow> Rows(QueryScope scope, IReadOnlyList<Row> rows)
    {
        var withCourse = rows.Where(row => row.HasCourse).Select(row => row.EventId).ToList();
        var entries =
            withCourse.Count == 0 ? null : EventCourseStore.Of(scope, withCourse).ToLookup(entry => entry.EventId);
        var infusions = rows.Select(row => row.InfusionId).OfType<InfusionId>().Distinct().ToList();
        var steps =
            infusions.Count == 0 ? null : InfusionRows.Steps(scope, infusions).ToLookup(step => step.InfusionId);
        return [.. rows.Select(row => Complete(row.ToRow(), row.HasCourse))];

        AdverseEventRow Complete(AdverseEventRow row, bool hasCourse) =>
            row with
            {
                Content = row.Content.InfusionId is { } infusion
                    ? row.Content.Placed([.. steps![infusion]])
                    : row.Content,
                CourseEntries = hasCourse ? [.. entries![row.EventId]] : [],
            };
    }

    private static void Insert(WriteScope scope, AdverseEventRow row)
    {
        var c = row.Content;
        scope.Execute(
            """
            insert into adverse_event (row_id, event_id, supersedes_id, course_id, patient_id, status, llt_code, ctcae_version, grade, onset_at, onset_time_known, infusion_id, action_taken, seriousness_assessed, seriousness, seriousness_ruled_out, symptoms, source_observation_id, note, recorded_at, recorded_by, reason)
            values (@rowId, @eventId, @supersedes, @courseId, @patientId, @status, @llt, @ctcae, @grade, @onsetAt, @onsetTimeKnown, @infusionId, @action, @assessed, @seriousness, @ruledOut, @symptoms, @source, @note, @recordedAt, @by, @reason)
            """,
            new
            {
                rowId = row.RowId,
                eventId = row.EventId,
                supersedes = row.Supersedes,
                courseId = row.CourseId,
                patientId = row.PatientId,
                status = Coded.Text(row.Status),
                llt = c.LltCode,
                ctcae = CtcaeVersions.Format(c.CtcaeVersion),
                grade = (int?)c.Grade,
                onsetAt = c.OnsetAt,
                onsetTimeKnown = c.OnsetTimeKnown,
                infusionId = c.InfusionId,
                action = Coded.Text(c.ActionTaken),
                assessed = c.SeriousnessAssessed,
                seriousness = (int)c.Seriousness,
                ruledOut = (int)c.SeriousnessRuledOut,
                symptoms = c.Symptoms is { } symptoms ? string.Join(',', symptoms) : null,
                source = c.SourceObservationId,
                note = c.Note,
                recordedAt = row.RecordedAt,
                by = row.RecordedBy,
                reason = row.Reason,
            }
        );
    }

    private sealed record Row
    {
        public required AdverseEventId RowId { get; init; }
        public required AdverseEventId EventId { get; init; }
        public required AdverseEventId? SupersedesId { get; init; }
        public required CourseId CourseId { get; init; }
        public required PatientId PatientId { get; init; }
        public required EventStatus Status { get; init; }
        public required string LltCode { get; init; }
        public required string CtcaeVersion { get; init; }
        public required Grade? Grade { get; init; }
        public required DateTimeOffset? OnsetAt { get; init; }
        public required bool OnsetTimeKnown { get; init; }
        public required InfusionId? InfusionId { get; init; }
        public required ActionTaken ActionTaken { get; init; }
        public required bool SeriousnessAssessed { get; init; }
        public required int Seriousness { get; init; }
        public required int SeriousnessRuledOut { get; init; }
        public required string? Symptoms { get; init; }
        public required ObservationId? SourceObservationId { get; init; }
        public required string? Note { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
        public required string? Reason { get; init; }
        public required bool HasCourse { get; init; }

        public AdverseEventRow ToRow() =>
            new()
            {
                RowId = RowId,
                EventId = EventId,
                Supersedes = SupersedesId,
                CourseId = CourseId,
                PatientId = PatientId,
                Status = Status,
                Content = new AdverseEventContent
                {
                    LltCode = LltCode,
                    CtcaeVersion = CtcaeVersions.Parse(CtcaeVersion, "adverse_event.ctcae_version"),
                    Grade = Grade,
                    OnsetAt = OnsetAt,
                    InfusionId = InfusionId,
                    ActionTaken = ActionTaken,
                    SeriousnessAssessed = SeriousnessAssessed,
                    Seriousness = (SeriousnessCriteria)Seriousness,
                    SourceObservationId = SourceObservationId,
                    Note = Note,
                    SeriousnessRuledOut = (SeriousnessCriteria)SeriousnessRuledOut,
                    Symptoms = Symptoms?.Split(',', StringSplitOptions.RemoveEmptyEntries),
                    OnsetTimeKnown = OnsetTimeKnown,
                },
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                Reason = Reason,
            };
    }
}
