using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>Which reports are due, and what was reported. Nothing is sent by the product.</summary>
public sealed partial class ReportingStore(UnitDatabase database, WriteQueue queue)
{
    private const int LongestReference = 100;

    /// <summary>Says that the unit knew of the event before it was recorded; the clock then runs from there.</summary>
    /// <exception cref="RefusedException">No reason, or the time is not before the recording.</exception>
    public Task NoteAwarenessAsync(
        Actor actor,
        AdverseEventId eventId,
        DateTimeOffset awareAt,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.note-awareness", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician, Role.SafetyOfficer);
            RequireReason(reason);
            var row = Event(scope, eventId);
            var (recorded, _) = FirstRecording(scope, eventId);
            if (awareAt > recorded)
                throw new RefusedException("reporting.aware-after-recording", "awareAt");
            if (row.Content.OnsetAt is { } onset && awareAt < onset)
                throw new RefusedException("reporting.aware-before-onset", "awareAt");
            return Write(
                scope,
                row,
                Entry(scope, row, ReportingKind.Aware, reason) with
                {
                    AwareAt = awareAt,
                },
                "adverse-event.awareness-noted"
            );
        });

    /// <summary>Stops a rule's clock: somebody submitted the report.</summary>
    /// <param name="reference">The number by which the receiver finds it.</param>
    /// <exception cref="RefusedException">The unit does not work under the rule, it is closed already, or the date is impossible.</exception>
    public Task SubmitAsync(
        Actor actor,
        AdverseEventId eventId,
        string regime,
        DateOnly submittedOn,
        string reference,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.note-submission", idempotencyKey), scope =>
        {
            var (row, edition) = Open(scope, eventId, regime);
            if (string.IsNullOrWhiteSpace(reference))
                throw new RefusedException("reporting.reference-required", "reference");
            if (reference.Trim().Length > LongestReference)
                throw new RefusedException("too-long", "reference", $"{LongestReference}");
            if (submittedOn > scope.Clock.DateOf(scope.Now))
                throw new RefusedException("reporting.submitted-in-future", "submittedOn");
            if (row.Content.OnsetAt is { } onset && submittedOn < scope.Clock.DateOf(onset))
                throw new RefusedException("reporting.submitted-before-onset", "submittedOn");
            var entry = Entry(scope, row, ReportingKind.Submitted, null) with
            {
                Regime = regime,
                SubmittedOn = submittedOn,
                Reference = reference.Trim(),
                Basis = edition.Basis.En,
            };
            return Write(scope, row, entry, "adverse-event.report-submitted");
        });

    /// <summary>Closes a rule by judgement: it asks for no report about this event.</summary>
    public Task NotRequiredAsync(
        Actor actor,
        AdverseEventId eventId,
        string regime,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.note-no-report", idempotencyKey), scope =>
        {
            RequireReason(reason);
            var (row, edition) = Open(scope, eventId, regime);
            return Write(
                scope,
                row,
                Entry(scope, row, ReportingKind.NotRequired, reason) with
                {
                    Regime = regime,
                    Basis = edition.Basis.En,
                },
                "adverse-event.report-not-required"
            );
        });

    /// <summary>Says that an entry was wrong; what it had closed is open again.</summary>
    public Task WithdrawAsync(Actor actor, ReportingEntryId entryId, string reason, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "adverse-event.withdraw-reporting", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician, Role.SafetyOfficer);
            RequireReason(reason);
            var wrong = ReportingRows.Find(scope, entryId)
                ?? throw new RefusedException("reporting.entry-unknown", "entry");
            var row = Event(scope, wrong.EventId);
            if (
                wrong.Kind is ReportingKind.Withdrawn
                || ReportingRows.Of(scope, [wrong.EventId]).Any(entry => entry.Withdraws == entryId)
            )
                throw new RefusedException("reporting.withdrawn-already", "entry");
            return Write(
                scope,
                row,
                Entry(scope, row, ReportingKind.Withdrawn, reason) with
                {
                    Withdraws = entryId,
                },
                "adverse-event.reporting-withdrawn"
            );
        });

    /// <summary>Decides under which rules the unit works from now on; what was reported before stays.</summary>
    /// <exception cref="RefusedException">No reason, an unknown rule, or the same rules as before.</exception>
    public Task ChooseAsync(Actor actor, IReadOnlyList<string> regimes, string reason, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "reference.choose-reporting", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer);
            RequireReason(reason);
            var reporting = scope.Knowledge.Reporting;
            if (regimes.FirstOrDefault(code => reporting.Find(code) is null) is { } unknown)
                throw new RefusedException("reporting.regime-unknown", "regimes", unknown);
            var before = ReportingRows.Choices(scope).FirstOrDefault();
            string chosen = string.Join(',', reporting.Regimes.Select(regime => regime.Code).Where(regimes.Contains));
            if (before is not null && string.Equals(string.Join(',', before.Regimes), chosen, StringComparison.Ordinal))
                throw new RefusedException("reporting.nothing-changed", "regimes");
            scope.Execute(
                """
                insert into reporting_choice (position, regimes, data_version, since, reason, chosen_by_id, chosen_by)
                values (@position, @chosen, @version, @now, @reason, @byId, @by)
                """,
                new
                {
                    position = (before?.Position ?? 0) + 1,
                    chosen,
                    version = reporting.Version,
                    now = scope.Now,
                    reason = reason.Trim(),
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                }
            );
            scope.Audit(
                new AuditEntry(
                    Action: "reference.reporting-chosen",
                    SubjectType: "reference",
                    SubjectId: reporting.Version,
                    Details: StoredJson.Write(new { regimes = chosen, replaces = new { regimes = before?.Regimes } }),
                    Reason: reason.Trim()
                )
            );
            scope.Touch(Rooms.AdverseEvents | Rooms.Reference);
            return true;
        });

    private (AdverseEventRow Row, ReportingEdition Edition) Open(
        WriteScope scope,
        AdverseEventId eventId,
        string regime
    )
    {
        scope.RequireRole(Role.Physician, Role.SafetyOfficer);
        var standing = Case(scope, Event(scope, eventId)).Standings.FirstOrDefault(one => one.Regime.Code == regime)
            ?? throw new RefusedException("reporting.regime-not-chosen", "regime", regime);
        if (standing.ClosedBy is not null)
            throw new RefusedException("reporting.closed-already", "regime");
        return standing.Duty is { } duty
            ? (Event(scope, eventId), duty.Edition)
            : throw new RefusedException("reporting.nothing-asked", "regime");
    }

    private static AdverseEventRow Event(WriteScope scope, AdverseEventId eventId) =>
        AdverseEventStore.StandingOf(scope, eventId) ?? throw new RefusedException("adverse-event.taken-back", "event");

    private static void RequireReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("reason-required", "reason");
    }

    private static ReportingEntry Entry(WriteScope scope, AdverseEventRow row, ReportingKind kind, string? reason) =>
        new()
        {
            Id = scope.NewId<ReportingEntryId>(),
            EventId = row.EventId,
            Kind = kind,
            Regime = null,
            AwareAt = null,
            SubmittedOn = null,
            Reference = null,
            Basis = null,
            Withdraws = null,
            RecordedAt = scope.Now,
            RecordedBy = scope.Actor.Name,
            Reason = reason?.Trim(),
        };

    private static bool Write(WriteScope scope, AdverseEventRow row, ReportingEntry entry, string action)
    {
        ReportingRows.Insert(scope, row, entry);
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "adverse-event",
                SubjectId: row.EventId.ToString(),
                Details: StoredJson.Write(new { entry }),
                Reason: entry.Reason,
                PatientId: row.PatientId,
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.AdverseEvents);
        return true;
    }
}
