using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>Laboratory values and blood pressure: recorded with unit and time, corrected by new rows, graded only as a proposal.</summary>
public sealed partial class ObservationStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Records a laboratory value; rules keyed on it are evaluated in the same transaction.</summary>
    /// <exception cref="RefusedException">The unit is missing or foreign, the value implausible, or the time in the future.</exception>
    public Task<ObservationOutcome> RecordLabAsync(Actor actor, LabEntry entry, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "laboratory.record", idempotencyKey), scope =>
            WriteLab(scope, entry, null, EventStatus.Recorded, null)
        );

    /// <summary>The same inside a larger job.</summary>
    internal ObservationOutcome Record(WriteScope scope, LabEntry entry) =>
        WriteLab(scope, entry, null, EventStatus.Recorded, null);

    /// <summary>Records the values of one sample: all of them or, if one is refused, none.</summary>
    /// <param name="entries">Of one course; at least one.</param>
    /// <returns>In the order of <paramref name="entries"/>.</returns>
    /// <exception cref="RefusedException">As for one value.</exception>
    public Task<IReadOnlyList<ObservationOutcome>> RecordSampleAsync(
        Actor actor,
        IReadOnlyList<LabEntry> entries,
        string? idempotencyKey = null
    )
    {
        if (entries.Select(entry => entry.CourseId).Distinct().Count() != 1)
            throw new ArgumentException("A sample is of one course.", nameof(entries));
        return queue.RunAsync<IReadOnlyList<ObservationOutcome>>(
            new WriteRequest(actor, "laboratory.record-sample", idempotencyKey),
            scope =>
            {
                scope.RequireRole(Role.Nurse, Role.Physician);
                var course = Course(scope, entries[0].CourseId);
                var outcomes = entries
                    .Select(entry => InsertLab(scope, course, entry, null, EventStatus.Recorded, null))
                    .ToList();
                SettleLabs(scope, course, entries.Any(entry => IsOfRules(scope, entry.Test)));
                foreach (var (entry, outcome) in entries.Zip(outcomes))
                    AuditLab(scope, course, entry, outcome, null, EventStatus.Recorded, null);
                return outcomes;
            }
        );
    }

    /// <summary>Replaces a laboratory value; the earlier row stays readable.</summary>
    public Task<ObservationOutcome> CorrectLabAsync(
        Actor actor,
        ObservationId replaced,
        LabEntry entry,
        string reason,
        string? idempotencyKey = null
    ) =>
        queue.RunAsync(new WriteRequest(actor, "laboratory.correct", idempotencyKey), scope =>
            WriteLab(scope, entry, replaced, EventStatus.Recorded, Reason(reason))
        );

    /// <summary>Takes a laboratory value back as entered in error, e.g. entered for the wrong patient.</summary>
    public Task<ObservationOutcome> TakeBackLabAsync(
        Actor actor,
        ObservationId replaced,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "laboratory.take-back", idempotencyKey), scope =>
        {
            var current = FindLab(scope, replaced)
                ?? throw new RefusedException("observation.somebody-was-faster", "observation");
            var entry = new LabEntry(
                current.CourseId,
                current.Value.Test,
                current.Value.Entered,
                current.Value.EnteredUnit,
                current.LowerLimitOfNormal?.In(current.Value.EnteredUnit),
                current.CollectedAt,
                current.TimeKnown
            )
            {
                Bound = current.Value.Bound,
            };
            return WriteLab(scope, entry, replaced, EventStatus.EnteredInError, Reason(reason));
        });

    private ObservationOutcome WriteLab(
        WriteScope scope,
        LabEntry entry,
        ObservationId? replaces,
        EventStatus status,
        string? reason
    )
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var course = Course(scope, entry.CourseId);
        var outcome = InsertLab(scope, course, entry, replaces, status, reason);
        // A replaced row may have been a neutrophil count.
        SettleLabs(scope, course, IsOfRules(scope, entry.Test) || replaces is not null);
        AuditLab(scope, course, entry, outcome, replaces, status, reason);
        return outcome;
    }

    private static void AuditLab(
        WriteScope scope,
        CourseRecord course,
        LabEntry entry,
        ObservationOutcome outcome,
        ObservationId? replaces,
        EventStatus status,
        string? reason
    ) =>
        Audit(
            scope,
            "laboratory",
            status,
            replaces,
            new
            {
                id = outcome.Id,
                entry,
                replaces,
            },
            reason,
            outcome.Id,
            course
        );

    private ObservationOutcome InsertLab(
        WriteScope scope,
        CourseRecord course,
        LabEntry entry,
        ObservationId? replaces,
        EventStatus status,
        string? reason
    )
    {
        if (!entry.TimeKnown)
            entry = entry with { CollectedAt = scope.Clock.StartOf(scope.Clock.DateOf(entry.CollectedAt)) };
        CheckTime(entry.CollectedAt, "collectedAt", scope.Now);
        if (status is EventStatus.Recorded)
            DeathReader.Require(scope, course.PatientId, entry.CollectedAt, "collectedAt");
        var value = Read(entry.Test, entry.Value, entry.Unit, "value", entry.Bound);
        var limit = entry.LowerLimitOfNormal is { } lln
            ? Read(entry.Test, lln, entry.Unit, "lowerLimitOfNormal")
            : null;
        if (replaces is { } old)
            CheckReplaceable(scope, "laboratory_result", old, entry.CourseId);

        var id = scope.NewId<ObservationId>();
        scope.Execute(
            """
            insert into laboratory_result (id, course_id, patient_id, test, value_entered, value_bound, unit_entered, value_micro, lower_limit_micro, collected_at, collected_time_known, status, supersedes_id, reason, recorded_at, recorded_by)
            values (@id, @courseId, @patientId, @test, @entered, @bound, @unit, @micro, @limitMicro, @collectedAt, @timeKnown, @status, @replaces, @reason, @now, @by)
            """,
            new
            {
                id,
                courseId = entry.CourseId,
                patientId = course.PatientId,
                test = Coded.Text(entry.Test),
                entered = entry.Value.ToString(CultureInfo.InvariantCulture),
                bound = Coded.Text(value.Bound),
                unit = value.EnteredUnit,
                micro = value.CanonicalMicro,
                limitMicro = limit?.CanonicalMicro,
                collectedAt = entry.CollectedAt,
                timeKnown = entry.TimeKnown,
                status = Coded.Text(status),
                replaces,
                reason,
                now = scope.Now,
                by = scope.Actor.Name,
            }
        );
        return new ObservationOutcome(id, LabGrading.Propose(scope.Knowledge.Ctcae, value, limit));
    }

    /// <summary>Whether any rule looks at this test.</summary>
    private bool IsOfRules(QueryScope scope, LabTest test) =>
        test == LabTest.NeutrophilCount || (test == LabTest.PlateletCount && scope.Knowledge.RuleSets.ReadsPlatelets);

    private void SettleLabs(WriteScope scope, CourseRecord course, bool rules)
    {
        CourseSettlement.Run(scope, course, rules ? Settles.Everything : Settles.Counts);
        scope.Touch(Rooms.AdverseEvents | Rooms.Signals);
    }

    private static void Audit(
        WriteScope scope,
        string kind,
        EventStatus status,
        ObservationId? replaces,
        object details,
        string? reason,
        ObservationId id,
        CourseRecord course
    )
    {
        string verb =
            status == EventStatus.EnteredInError ? "entered-in-error"
            : replaces is null ? "recorded"
            : "corrected";
        scope.Audit(
            new AuditEntry(
                Action: $"{kind}.{verb}",
                SubjectType: kind,
                SubjectId: id.ToString(),
                Details: StoredJson.Write(details),
                Reason: reason,
                PatientId: course.PatientId,
                CourseId: course.CourseId
            )
        );
    }

    private static LabValue Read(
        LabTest test,
        decimal value,
        string unit,
        string field,
        ValueBound bound = ValueBound.Exact
    ) =>
        LabValue.TryRead(test, value, unit, out var read, out var refusal, bound)
            ? read
            : throw new RefusedException(
                $"laboratory.{refusal.Reason}{(refusal.MeantUnit is null ? "" : "-other-unit")}",
                field,
                LabTests.Of(test).Code,
                bound.Sign() + value.ToString(CultureInfo.InvariantCulture),
                unit,
                string.Join(", ", refusal.AcceptedUnits),
                refusal.MeantUnit ?? ""
            );

    private static CourseRecord Course(WriteScope scope, CourseId courseId) =>
        PatientStore.Find(scope, courseId)
        ?? throw new RefusedException("course.unknown", "course", courseId.ToString());

    private static void CheckTime(DateTimeOffset at, string field, DateTimeOffset now)
    {
        if (at > now.AddMinutes(2))
            throw new RefusedException(
                "time.in-future",
                field,
                at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
            );
    }

    private static void CheckReplaceable(WriteScope scope, string table, ObservationId id, CourseId courseId)
    {
        int standing = scope.Single<int>(
            $"""
            select count(*) from {table} o where o.id = @id and o.course_id = @courseId and o.status = 'Recorded'
              and not exists (select 1 from {table} later where later.supersedes_id = o.id)
            """,
            new { id, courseId }
        );
        if (standing == 0)
            throw new RefusedException("observation.somebody-was-faster", "observation");
    }

    private static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new RefusedException("reason-required", "reason") : reason.Trim();
}
