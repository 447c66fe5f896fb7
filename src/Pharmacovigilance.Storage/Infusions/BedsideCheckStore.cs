using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>Vital signs during an infusion, and what is said about its reactions: recorded, corrected and taken back as rows of a chain.</summary>
public sealed class BedsideCheckStore(WriteQueue queue, ObservationStore observations)
{
    /// <summary>Records a check. The blood pressure goes to its own record in the same transaction, where it is graded.</summary>
    /// <exception cref="RefusedException">Nothing was measured, a value is implausible, the time is in the future, or the infusion has not begun.</exception>
    public Task<BedsideOutcome> RecordAsync(Actor actor, BedsideEntry entry, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "bedside.record", idempotencyKey), scope =>
        {
            var head = Begin(scope, entry);
            var pressure = entry is { SystolicMmHg: { } systolic, DiastolicMmHg: { } diastolic }
                ? observations.Record(
                    scope,
                    new BloodPressureEntry(
                        head.CourseId,
                        systolic,
                        diastolic,
                        entry.At,
                        head.InfusionId,
                        entry.DuringReaction
                    )
                )
                : null;
            BedsideCheckId? id =
                entry.Vitals == VitalSigns.None && entry.ReactionNow is null
                    ? null
                    : Write(scope, head, entry, EventStatus.Recorded, null, null);
            SettleReactions(scope, head, entry.ReactionNow is not null);
            return new BedsideOutcome(id, pressure);
        });

    /// <summary>Replaces a check; the earlier row stays readable. A blood pressure is corrected where it is kept.</summary>
    /// <exception cref="RefusedException">As for a new one; or there is no reason, or somebody was faster.</exception>
    public Task<BedsideOutcome> CorrectAsync(
        Actor actor,
        BedsideCheckId replaced,
        BedsideEntry entry,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "bedside.correct", idempotencyKey), scope =>
        {
            var head = Begin(scope, entry);
            var before = Replaceable(scope, entry.InfusionId, replaced);
            var id = Write(scope, head, entry, EventStatus.Recorded, replaced, Said(reason));
            SettleReactions(scope, head, entry.ReactionNow is not null || before.ReactionNow is not null);
            return new BedsideOutcome(id, null);
        });

    /// <summary>Takes a check back as entered in error, e.g. entered for the wrong patient.</summary>
    public Task<BedsideOutcome> TakeBackAsync(
        Actor actor,
        InfusionId infusionId,
        BedsideCheckId replaced,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "bedside.take-back", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var check = Replaceable(scope, infusionId, replaced);
            var entry = new BedsideEntry(infusionId, check.At, check.Vitals, ReactionNow: check.ReactionNow);
            var head = Head(scope, infusionId);
            var id = Write(scope, head, entry, EventStatus.EnteredInError, replaced, Said(reason));
            SettleReactions(scope, head, check.ReactionNow is not null);
            return new BedsideOutcome(id, null);
        });

    /// <summary>Whether a reaction came back or did not settle is read from what is said of it.</summary>
    private void SettleReactions(WriteScope scope, InfusionHead head, bool said)
    {
        if (said)
            CourseSettlement.Run(scope, head.CourseId, Settles.Alerts);
    }

    private static InfusionHead Begin(WriteScope scope, BedsideEntry entry)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var head = Head(scope, entry.InfusionId);
        DeathReader.Require(scope, head.PatientId, entry.At, "at");
        var refusals = entry.Vitals.Check().ToList();
        if (entry.At > scope.Now.AddMinutes(2))
            refusals.Add(
                Refusal.Of(
                    "time.in-future",
                    "at",
                    entry.At.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
                )
            );
        if (entry.SystolicMmHg is null != entry.DiastolicMmHg is null)
            refusals.Add(Refusal.Of("vital-signs.pressure-half", "systolic"));
        if (entry is { SystolicMmHg: null, DiastolicMmHg: null, ReactionNow: null } && entry.Vitals == VitalSigns.None)
            refusals.Add(Refusal.Of("vital-signs.nothing-measured", "vitals"));
        if (entry.ReactionNow is not null && head.GivenOrdinal is null)
            refusals.Add(Refusal.Of("adverse-event.infusion-not-started", "infusion"));
        RefusedException.ThrowIfAny(refusals);
        return head;
    }

    /// <summary>The check as a row of this job; also for a statement made together with another step.</summary>
    internal static BedsideCheckId Write(
        WriteScope scope,
        InfusionHead head,
        BedsideEntry entry,
        EventStatus status,
        BedsideCheckId? replaces,
        string? reason
    )
    {
        var check = new BedsideCheck
        {
            Id = scope.NewId<BedsideCheckId>(),
            InfusionId = head.InfusionId,
            At = entry.At,
            Vitals = entry.Vitals,
            ReactionNow = entry.ReactionNow,
            Status = status,
            Supersedes = replaces,
            Reason = reason,
            RecordedAt = scope.Now,
            RecordedBy = scope.Actor.Name,
        };
        if (check.Vitals == VitalSigns.None && check.ReactionNow is null)
            throw new RefusedException("vital-signs.nothing-measured", "vitals");
        BedsideCheckRows.Insert(scope, check);
        string verb =
            status == EventStatus.EnteredInError ? "entered-in-error"
            : replaces is null ? "recorded"
            : "corrected";
        scope.Audit(
            new AuditEntry(
                Action: $"bedside-check.{verb}",
                SubjectType: "infusion",
                SubjectId: head.InfusionId.ToString(),
                Details: StoredJson.Write(check),
                Reason: reason,
                PatientId: head.PatientId,
                CourseId: head.CourseId
            )
        );
        scope.Touch(Rooms.Infusions);
        return check.Id;
    }

    private static BedsideCheck Replaceable(WriteScope scope, InfusionId infusionId, BedsideCheckId id) =>
        BedsideCheckRows.Standing(BedsideCheckRows.All(scope, infusionId)).FirstOrDefault(check => check.Id == id)
        ?? throw new RefusedException("observation.somebody-was-faster", "observation");

    private static InfusionHead Head(WriteScope scope, InfusionId infusionId) =>
        InfusionRows.Head(scope, infusionId)
        ?? throw new RefusedException("infusion.unknown", "infusion", infusionId.ToString());

    private static string Said(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new RefusedException("reason-required", "reason") : reason.Trim();
}
