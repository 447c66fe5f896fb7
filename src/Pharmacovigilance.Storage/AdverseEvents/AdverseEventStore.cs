using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>Adverse events: recorded, corrected and taken back as rows of a chain.</summary>
public sealed partial class AdverseEventStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>The reactions that belong to an infusion itself; a rule or a statement "no reaction" looks at these.</summary>
    public static bool IsReaction(string lltCode) => ReactionFamily.Includes(lltCode);

    /// <summary>Records an event with everything that follows from it. With an interruption as action, the running infusion is interrupted in the same step.</summary>
    /// <exception cref="RefusedException">The term or grade does not exist, a time is impossible, or the infusion is not of this course.</exception>
    public Task<AdverseEventId> RecordAsync(
        Actor actor,
        CourseId courseId,
        AdverseEventContent content,
        string? idempotencyKey = null
    ) =>
        queue.RunAsync(new WriteRequest(actor, "adverse-event.record", idempotencyKey), scope =>
            Record(scope, courseId, content)
        );

    internal AdverseEventId Record(WriteScope scope, CourseId courseId, AdverseEventContent content)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var course = PatientStore.Find(scope, courseId)
            ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
        content = Complete(scope, courseId, content, replacedRow: null);
        var id = scope.NewId<AdverseEventId>();
        var row = new AdverseEventRow
        {
            RowId = id,
            EventId = id,
            Supersedes = null,
            CourseId = courseId,
            PatientId = course.PatientId,
            Status = EventStatus.Recorded,
            Content = content,
            RecordedAt = scope.Now,
            RecordedBy = scope.Actor.Name,
            Reason = null,
        };
        Insert(scope, row);
        InterruptIfAsked(scope, content);
        Finish(scope, row, "adverse-event.recorded", replaced: null);
        return id;
    }

    /// <summary>Replaces how an event stands; the earlier row stays readable.</summary>
    /// <param name="expected">The row the person saw; if it is no longer the newest, nothing is changed.</param>
    public Task<AdverseEventId> CorrectAsync(
        Actor actor,
        AdverseEventId expected,
        AdverseEventContent content,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.correct", idempotencyKey), scope =>
        {
            var current = Current(scope, expected, reason);
            return Append(
                scope,
                current,
                Complete(scope, current.CourseId, content, current),
                EventStatus.Recorded,
                reason,
                "adverse-event.corrected"
            );
        });

    /// <summary>Takes an event back as entered in error; it stays readable with its reason.</summary>
    public Task<AdverseEventId> TakeBackAsync(
        Actor actor,
        AdverseEventId expected,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.take-back", idempotencyKey), scope =>
        {
            var current = Current(scope, expected, reason);
            return Append(
                scope,
                current,
                current.Content,
                EventStatus.EnteredInError,
                reason,
                "adverse-event.entered-in-error"
            );
        });

    private static AdverseEventRow Current(WriteScope scope, AdverseEventId expected, string reason)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("reason-required", "reason");
        var current = FindRow(scope, expected)
            ?? throw new RefusedException("adverse-event.unknown", "event", expected.ToString());
        bool superseded =
            scope.Single<int>("select count(*) from adverse_event where supersedes_id = @expected", new { expected })
            > 0;
        if (superseded)
            throw new RefusedException("adverse-event.somebody-was-faster", "event");
        if (current.Status == EventStatus.EnteredInError)
            throw new RefusedException("adverse-event.taken-back", "event");
        return current;
    }

    private AdverseEventId Append(
        WriteScope scope,
        AdverseEventRow current,
        AdverseEventContent content,
        EventStatus status,
        string reason,
        string action
    )
    {
        var row = current with
        {
            RowId = scope.NewId<AdverseEventId>(),
            Supersedes = current.RowId,
            Status = status,
            Content = content,
            RecordedAt = scope.Now,
            RecordedBy = scope.Actor.Name,
            Reason = reason.Trim(),
        };
        Insert(scope, row);
        Finish(scope, row, action, current);
        return row.RowId;
    }

    private void Finish(WriteScope scope, AdverseEventRow row, string action, AdverseEventRow? replaced)
    {
        CourseSettlement.Run(scope, row.CourseId);
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "adverse-event",
                SubjectId: row.EventId.ToString(),
                Details: StoredJson.Write(new { row, replaces = replaced }),
                Reason: row.Reason,
                PatientId: row.PatientId,
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.AdverseEvents | Rooms.Signals);
    }

    /// <summary>A correction stays on the version the event was graded by: a new version never changes a grade by the way.</summary>
    private CtcaeDictionary Dictionary(WriteScope scope, AdverseEventContent? replaced)
    {
        var knowledge = scope.Knowledge;
        return replaced is null ? knowledge.Ctcae : knowledge.Library[replaced.CtcaeVersion];
    }

    /// <summary>Checks the content beside everything it belongs to.</summary>
    private AdverseEventContent Complete(
        WriteScope scope,
        CourseId courseId,
        AdverseEventContent content,
        AdverseEventRow? replacedRow
    )
    {
        var replaced = replacedRow?.Content;
        content = content.Tidied();
        if (content is { OnsetTimeKnown: false, OnsetAt: { } day })
            content = content with { OnsetAt = scope.Clock.StartOf(scope.Clock.DateOf(day)) };
        var refusals = AdverseEventRules.Check(content, Dictionary(scope, replaced), scope.Now, replaced).ToList();
        refusals.AddRange(ReactionRecording.Check(scope, scope.Knowledge, content, replacedRow?.EventId));
        refusals.AddRange(CheckDeath(scope, courseId, content, replacedRow));
        InfusionState? state = null;
        if (content.InfusionId is { } infusionId)
        {
            var head = InfusionRows.Head(scope, infusionId);
            if (head is null || head.CourseId != courseId)
                refusals.Add(Refusal.Of("adverse-event.infusion-of-another-course", "infusion"));
            else
                state = InfusionState.From(InfusionRows.Steps(scope, infusionId));
            if (state is { StartedAt: null })
                refusals.Add(Refusal.Of("adverse-event.infusion-not-started", "infusion"));
            if (state is not null && IsReaction(content.LltCode) && content.IsBeforeStart(state))
                refusals.Add(
                    Refusal.Of(
                        "adverse-event.reaction-before-start",
                        "onset",
                        content.OnsetAt!.Value.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
                    )
                );
        }

        // What the event came from stays what it came from, also when that value was corrected since.
        if (
            content.SourceObservationId is { } source
            && source != replaced?.SourceObservationId
            && !ObservationStore.Exists(scope, courseId, source)
        )
            refusals.Add(Refusal.Of("adverse-event.observation-unknown", "observation"));
        if (
            replacedRow is not null
            && StandingOf(scope, replacedRow.EventId) is { CourseEntries.Count: > 0 } standing
            && Dictionary(scope, replaced).FindEver(content.LltCode) is { } term
        )
            refusals.AddRange(EventCourseRules.CheckCorrection(content, standing.Course.Entries, term));
        RefusedException.ThrowIfAny(refusals);
        return content;
    }

    private IEnumerable<Refusal> CheckDeath(
        WriteScope scope,
        CourseId courseId,
        AdverseEventContent content,
        AdverseEventRow? replaced
    )
    {
        var course = replaced is null ? [] : EventCourse.Standing(EventCourseStore.Of(scope, [replaced.EventId]));
        var death = DeathReader.Of(scope, PatientStore.Find(scope, courseId)!.PatientId, replaced?.EventId);
        return DeathRules
            .Check(content, course, Dictionary(scope, replaced?.Content).FindEver(content.LltCode))
            .Concat(DeathRules.CheckTime(death, content.OnsetAt, "onset"));
    }

    /// <summary>"Drug interrupted" while it runs means: interrupt it now. One tap at the bedside, one transaction here.</summary>
    private void InterruptIfAsked(WriteScope scope, AdverseEventContent content)
    {
        if (content is not { ActionTaken: ActionTaken.DrugInterrupted, InfusionId: { } infusionId })
            return;
        var steps = InfusionRows.Steps(scope, infusionId);
        if (InfusionState.From(steps) is not { Status: InfusionStatus.Running, LastStepAt: { } last })
            return;
        var at = content.OnsetAt is { } onset && onset >= last ? onset : scope.Now;
        var step = new InfusionStep
        {
            Id = scope.NewId<InfusionStepId>(),
            InfusionId = infusionId,
            Kind = InfusionStepKind.Interrupted,
            At = at,
            Reason = scope.Knowledge.Term(content.LltCode)!.Name.En,
        };
        InfusionRows.Insert(scope, step, []);
        InfusionRows.SaveState(
            scope,
            InfusionRows.Head(scope, infusionId)!,
            InfusionState.From([.. steps, step]),
            step.Kind
        );
        scope.Touch(Rooms.Infusions);
    }
}
