using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A grade given again by another version, beside the row it grades.</summary>
public sealed record Regrading
{
    /// <summary>The row of the event's chain that was graded again.</summary>
    public required AdverseEventId RowId { get; init; }

    public required CtcaeVersion Version { get; init; }

    /// <summary>The term in that version.</summary>
    public required string LltCode { get; init; }

    public required ProposalOutcome Outcome { get; init; }

    /// <summary>Set exactly when the outcome is a grade.</summary>
    public required Grade? Grade { get; init; }

    /// <summary>The stored value it follows from; null when a person judged.</summary>
    public required ObservationId? SourceObservationId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>
/// Grades recorded events again by the version in force: only when a person asks, and as new rows beside the old.
/// Repeating it changes nothing.
/// </summary>
public sealed class RegradingStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Re-gradings of all rows of one event, newest first.</summary>
    public Task<IReadOnlyList<Regrading>> OfEventAsync(AdverseEventId eventId) =>
        database.ReadAsync<IReadOnlyList<Regrading>>(scope =>
            [
                .. scope
                    .Query<Row>(
                        "select g.* from adverse_event_regrading g join adverse_event e on e.row_id = g.row_id where e.event_id = @eventId order by g.recorded_at desc, g.id desc",
                        new { eventId }
                    )
                    .Select(row => row.ToRegrading()),
            ]
        );

    internal static IReadOnlyList<Regrading> OfCourse(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    "select g.* from adverse_event_regrading g where g.course_id = @courseId order by g.recorded_at desc, g.id desc",
                    new { courseId }
                )
                .Select(row => row.ToRegrading()),
        ];

    internal static IReadOnlyList<Regrading> OfRegimen(QueryScope scope, Regimen regimen) =>
        [
            .. scope
                .Query<Row>(
                    """
                    select g.* from adverse_event_regrading g
                    where g.course_id in (select c.id from course c where c.regimen = @regimen)
                    order by g.recorded_at desc, g.id desc
                    """,
                    new { regimen = Coded.Text(regimen) }
                )
                .Select(row => row.ToRegrading()),
        ];

    /// <summary>How many recorded events could be graded by the version in force from their stored value and were not yet.</summary>
    public Task<int> DueAsync() => database.ReadAsync(scope => Due(scope).Count);

    /// <summary>Grades one event by the version in force as a person judges it.</summary>
    /// <param name="expected">The row the person saw; if it is no longer the newest, nothing is changed.</param>
    /// <param name="grade">Null: by the version in force it is no event.</param>
    /// <exception cref="RefusedException">The event was graded by this version already, the term does not exist in it, or the grade does not.</exception>
    public Task RegradeAsync(Actor actor, AdverseEventId expected, Grade? grade, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "adverse-event.regrade", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var row = AdverseEventStore.Standing(scope, expected)
                ?? throw new RefusedException("adverse-event.somebody-was-faster", "event");
            var knowledge = scope.Knowledge;
            var term = knowledge.TermInForce(row.Content.LltCode)
                ?? throw new RefusedException(
                    "adverse-event.term-unknown",
                    "term",
                    row.Content.LltCode,
                    CtcaeVersions.Format(knowledge.Ctcae.Version)
                );
            if (
                row.Content.CtcaeVersion == knowledge.Ctcae.Version
                || OfCourse(scope, row.CourseId).Any(g => g.RowId == row.RowId && g.Version == knowledge.Ctcae.Version)
            )
                throw new RefusedException(
                    "adverse-event.graded-already",
                    "grade",
                    CtcaeVersions.Format(knowledge.Ctcae.Version)
                );
            if (grade is { } given && !term.Allows(given))
                throw new RefusedException(
                    "adverse-event.grade-does-not-exist",
                    "grade",
                    Number(given),
                    term.Name.En,
                    string.Join(", ", term.Grades.Select(Number))
                );
            var outcome = grade is null ? ProposalOutcome.NotGraded : ProposalOutcome.Proposed;
            Insert(
                scope,
                row,
                new Regrading
                {
                    RowId = row.RowId,
                    Version = knowledge.Ctcae.Version,
                    LltCode = term.Llt,
                    Outcome = outcome,
                    Grade = grade,
                    SourceObservationId = null,
                    RecordedAt = scope.Now,
                    RecordedBy = scope.Actor.Name,
                }
            );
            Settle(scope, row.CourseId);
            return true;
        });

    /// <summary>Grades every recorded event that came from a stored laboratory value by the version in force.</summary>
    /// <returns>How many rows were graded now; zero when repeated.</returns>
    public Task<int> RegradeFromValuesAsync(Actor actor, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "adverse-event.regrade-all", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
            var due = Due(scope);
            foreach (var (row, regrading) in due)
                Insert(scope, row, regrading);
            foreach (var course in due.Select(pair => pair.Row.CourseId).Distinct())
                Settle(scope, course);
            return due.Count;
        });

    /// <summary>Recorded events whose stored value can be graded by the version in force and was not yet.</summary>
    private List<(AdverseEventRow Row, Regrading Regrading)> Due(QueryScope scope)
    {
        var knowledge = scope.Knowledge;
        var due = new List<(AdverseEventRow, Regrading)>();
        foreach (var row in AdverseEventStore.OfOtherVersions(scope, knowledge.Ctcae.Version))
        {
            if (
                knowledge.TermInForce(row.Content.LltCode) is not { } term
                || ObservationStore.FindLab(scope, row.Content.SourceObservationId!.Value) is not { } lab
            )
                continue;
            var proposal = LabGrading.Propose(knowledge.Ctcae, lab.Value, lab.LowerLimitOfNormal);
            due.Add(
                (
                    row,
                    new Regrading
                    {
                        RowId = row.RowId,
                        Version = knowledge.Ctcae.Version,
                        LltCode = term.Llt,
                        Outcome = proposal.Outcome,
                        Grade = proposal.Grade,
                        SourceObservationId = lab.Id,
                        RecordedAt = scope.Clock.Now,
                        RecordedBy = "",
                    }
                )
            );
        }

        return due;
    }

    private void Settle(WriteScope scope, CourseId courseId)
    {
        CourseSettlement.Run(scope, courseId, Settles.Counts);
        scope.Touch(Rooms.AdverseEvents | Rooms.Signals);
    }

    private static void Insert(WriteScope scope, AdverseEventRow row, Regrading regrading)
    {
        var id = scope.NewId<RegradingId>();
        scope.Execute(
            """
            insert into adverse_event_regrading (id, row_id, course_id, ctcae_version, llt_code, outcome, grade, source_observation_id, recorded_at, recorded_by)
            values (@id, @rowId, @courseId, @version, @llt, @outcome, @grade, @source, @now, @by)
            """,
            new
            {
                id,
                rowId = row.RowId,
                courseId = row.CourseId,
                version = CtcaeVersions.Format(regrading.Version),
                llt = regrading.LltCode,
                outcome = Coded.Text(regrading.Outcome),
                grade = (int?)regrading.Grade,
                source = regrading.SourceObservationId,
                now = scope.Now,
                by = scope.Actor.Name,
            }
        );
        scope.Audit(
            new AuditEntry(
                Action: "adverse-event.regraded",
                SubjectType: "adverse-event",
                SubjectId: row.EventId.ToString(),
                Details: StoredJson.Write(new { regrading, was = new { row.Content.CtcaeVersion, row.Content.Grade } }),
                Reason: null,
                PatientId: row.PatientId,
                CourseId: row.CourseId
            )
        );
    }

    private static string Number(Grade grade) =>
        ((int)grade).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Row
    {
        public required AdverseEventId RowId { get; init; }
        public required string CtcaeVersion { get; init; }
        public required string LltCode { get; init; }
        public required ProposalOutcome Outcome { get; init; }
        public required Grade? Grade { get; init; }
        public required ObservationId? SourceObservationId { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public Regrading ToRegrading() =>
            new()
            {
                RowId = RowId,
                Version = CtcaeVersions.Parse(CtcaeVersion, "adverse_event_regrading.ctcae_version"),
                LltCode = LltCode,
                Outcome = Outcome,
                Grade = Grade,
                SourceObservationId = SourceObservationId,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
            };
    }
}
