using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>One assessment as recorded.</summary>
public sealed record CausalityAssessment
{
    public required CausalityId Id { get; init; }

    public required AdverseEventId EventId { get; init; }

    public required CausalityContent Content { get; init; }

    /// <summary>Naranjo's, as scored then; null while a question is unanswered.</summary>
    public required int? Score { get; init; }

    /// <summary>1 = the first of this event, drug and method; the highest counts.</summary>
    public required int Position { get; init; }

    /// <summary>Of the questions and scores it was judged by.</summary>
    public required string DataVersion { get; init; }

    public required DateTimeOffset AssessedAt { get; init; }

    public required string AssessedBy { get; init; }

    /// <summary>Why an earlier assessment is replaced; null for the first.</summary>
    public required string? Reason { get; init; }
}

/// <summary>Causality per event, suspect drug and method: who judged what, when, and what was judged before.</summary>
public sealed class CausalityStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>All assessments of an event, newest first.</summary>
    public Task<IReadOnlyList<CausalityAssessment>> OfEventAsync(AdverseEventId eventId) =>
        database.ReadAsync(scope => OfEvent(scope, eventId));

    private static IReadOnlyList<CausalityAssessment> OfEvent(QueryScope scope, AdverseEventId eventId) =>
        [
            .. scope
                .Query<Row>(
                    "select * from causality_assessment where event_id = @eventId order by assessed_at desc, id desc",
                    new { eventId }
                )
                .Select(row => row.ToAssessment()),
        ];

    /// <summary>Records an assessment; from the second of the same drug and method on it replaces the one before and needs a reason.</summary>
    /// <param name="seen">How many assessments of this drug and method the person saw; if there are more now, nothing is recorded.</param>
    /// <exception cref="RefusedException">The drug is no suspect of the regimen, nothing was answered, or the reason is missing.</exception>
    public Task<CausalityId> AssessAsync(
        Actor actor,
        AdverseEventId eventId,
        CausalityContent content,
        int seen,
        string? reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.assess-causality", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician, Role.SafetyOfficer);
            var row = AdverseEventStore.StandingOf(scope, eventId)
                ?? throw new RefusedException("adverse-event.taken-back", "event");
            var course = PatientStore.Find(scope, row.CourseId)!;
            RefusedException.ThrowIfAny([.. CausalityKnowledge.Check(content, SuspectDrugs.Of(course.Regimen))]);
            var before = OfEvent(scope, eventId)
                .FirstOrDefault(one => one.Content.Drug == content.Drug && one.Content.Method == content.Method);
            if ((before?.Position ?? 0) != seen)
                throw new RefusedException("causality.somebody-was-faster", "assessment");
            if (before is not null && string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            return Write(scope, row, content, before, reason);
        });

    private CausalityId Write(
        WriteScope scope,
        AdverseEventRow row,
        CausalityContent content,
        CausalityAssessment? before,
        string? reason
    )
    {
        var causality = scope.Knowledge.Causality;
        var assessment = new CausalityAssessment
        {
            Id = scope.NewId<CausalityId>(),
            EventId = row.EventId,
            Content = content with
            {
                Comment = string.IsNullOrWhiteSpace(content.Comment) ? null : content.Comment.Trim(),
            },
            Score = content.Naranjo is { } answers ? causality.Score(answers)?.Score : null,
            Position = (before?.Position ?? 0) + 1,
            DataVersion = causality.Version,
            AssessedAt = scope.Now,
            AssessedBy = scope.Actor.Name,
            Reason = before is null ? null : reason!.Trim(),
        };
        scope.Execute(
            """
            insert into causality_assessment (id, event_id, course_id, patient_id, drug, method, who_umc, answers, score, comment, data_version, position, assessed_at, assessed_by_id, assessed_by, reason)
            values (@id, @eventId, @courseId, @patientId, @drug, @method, @whoUmc, @answers, @score, @comment, @version, @position, @now, @byId, @by, @reason)
            """,
            new
            {
                id = assessment.Id,
                eventId = row.EventId,
                courseId = row.CourseId,
                patientId = row.PatientId,
                drug = Coded.Text(content.Drug),
                method = Coded.Text(content.Method),
                whoUmc = content.WhoUmc is { } category ? Coded.Text(category) : null,
                answers = content.Naranjo is { } said ? string.Join(',', said.Select(Coded.Text)) : null,
                score = assessment.Score,
                comment = assessment.Content.Comment,
                version = assessment.DataVersion,
                position = assessment.Position,
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                reason = assessment.Reason,
            }
        );
        scope.Audit(
            new AuditEntry(
                Action: "adverse-event.causality-assessed",
                SubjectType: "adverse-event",
                SubjectId: row.EventId.ToString(),
                Details: StoredJson.Write(new { assessment, replaces = before }),
                Reason: assessment.Reason,
                PatientId: row.PatientId,
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.AdverseEvents);
        return assessment.Id;
    }

    private sealed record Row
    {
        public required CausalityId Id { get; init; }
        public required AdverseEventId EventId { get; init; }
        public required SuspectDrug Drug { get; init; }
        public required CausalityMethod Method { get; init; }
        public required WhoUmcCategory? WhoUmc { get; init; }
        public required string? Answers { get; init; }
        public required int? Score { get; init; }
        public required string? Comment { get; init; }
        public required string DataVersion { get; init; }
        public required int Position { get; init; }
        public required DateTimeOffset AssessedAt { get; init; }
        public required string AssessedBy { get; init; }
        public required string? Reason { get; init; }

        public CausalityAssessment ToAssessment() =>
            new()
            {
                Id = Id,
                EventId = EventId,
                Content = new CausalityContent
                {
                    Drug = Drug,
                    Method = Method,
                    WhoUmc = WhoUmc,
                    Naranjo = Answers
                        ?.Split(',')
                        .Select(text => Coded.Parse<NaranjoAnswer>(text, "causality_assessment.answers"))
                        .ToList(),
                    Comment = Comment,
                },
                Score = Score,
                Position = Position,
                DataVersion = DataVersion,
                AssessedAt = AssessedAt,
                AssessedBy = AssessedBy,
                Reason = Reason,
            };
    }
}
