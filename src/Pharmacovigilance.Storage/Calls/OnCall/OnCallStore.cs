using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.OnCall;

/// <summary>The on-call calendar for the days around now.</summary>
/// <param name="Duties">Cancelled ones included.</param>
/// <param name="Gaps">Stretches ahead in which the chain would call somebody on duty and nobody can be called.</param>
public sealed record OnCallPlan(IReadOnlyList<DutyItem> Duties, IReadOnlyList<OnCallGap> Gaps, AlertingPolicy Policy);

/// <summary>The on-call calendar: entries, cancellations and hand-overs are rows of their own; nothing is edited.</summary>
public sealed class OnCallStore(UnitDatabase database, WriteQueue queue)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <param name="from">Duties that end after it.</param>
    /// <param name="gapsUntil">How far ahead gaps are looked for.</param>
    public Task<OnCallPlan> PlanAsync(DateTimeOffset from, DateTimeOffset gapsUntil) =>
        database.ReadAsync(scope =>
        {
            var policy = scope.Policy;
            var duties = OnCallRows.EndingAfter(scope, from);
            var calendar = DutyItem.CalendarOf(duties.Where(duty => duty.MayBeCalled));
            return new OnCallPlan(
                duties,
                [
                    .. Enum.GetValues<OnCallRole>()
                        .SelectMany(role => calendar.Gaps(role, scope.Clock.Now, gapsUntil, policy, scope.Clock))
                        .OrderBy(gap => gap.From),
                ],
                policy
            );
        });

    /// <summary>Enters a duty. One that has begun counts from now: nobody was on duty before it was entered.</summary>
    /// <exception cref="RefusedException">No physician, it ends before it begins or in the past, it is too long, or it overlaps another of the same role.</exception>
    public Task<DutyId> AddAsync(
        Actor actor,
        OnCallRole role,
        UserId personId,
        DateTimeOffset from,
        DateTimeOffset until,
        string? note = null,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "on-call.add", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician, Role.SafetyOfficer, Role.Administrator);
            if (from < scope.Now)
                from = scope.Now;
            if (until <= scope.Now)
                throw new RefusedException("on-call.past", "until");
            if (until <= from)
                throw new RefusedException("on-call.reversed", "until");
            if (until - from > Longest)
                throw new RefusedException(
                    "on-call.too-long",
                    "until",
                    Longest.Days.ToString(CultureInfo.InvariantCulture)
                );
            CheckPhysician(scope, personId);
            CheckFree(scope, role, from, until);
            var dutyId = Insert(scope, role, personId, from, until, Trimmed(note), null);
            Settle(scope);
            return dutyId;
        });

    /// <summary>Cancels a duty, or the rest of one that has begun.</summary>
    /// <exception cref="RefusedException">No reason, no such duty, or it is over.</exception>
    public Task CancelAsync(Actor actor, DutyId dutyId, string reason, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "on-call.cancel", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician, Role.SafetyOfficer, Role.Administrator);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var duty = Standing(scope, dutyId);
            End(scope, duty, DutyEnd.Cancelled, duty.From > scope.Now ? duty.From : scope.Now, reason.Trim());
            Settle(scope);
            return true;
        });

    /// <summary>"I hand my duty over from now": the rest of it is the other person's, who is called to what stands at this step.</summary>
    /// <param name="note">What the other person must know; mandatory.</param>
    /// <exception cref="RefusedException">It is not this person's duty, it has not begun or is over, the other is no physician or the same person, or the note is missing.</exception>
    public Task<DutyId> HandOverAsync(
        Actor actor,
        DutyId dutyId,
        UserId toPersonId,
        string note,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "on-call.hand-over", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            if (string.IsNullOrWhiteSpace(note))
                throw new RefusedException("on-call.note-required", "note");
            var duty = Standing(scope, dutyId);
            if (scope.Actor.UserId is { } me && me != duty.PersonId)
                throw new RefusedException("on-call.not-yours", "duty", duty.Person);
            if (duty.From > scope.Now)
                throw new RefusedException("on-call.not-begun", "duty");
            if (toPersonId == duty.PersonId)
                throw new RefusedException("on-call.same-person", "person");
            CheckPhysician(scope, toPersonId);
            End(scope, duty, DutyEnd.HandedOver, scope.Now, note.Trim());
            var next = Insert(scope, duty.Role, toPersonId, scope.Now, duty.Until, note.Trim(), dutyId);
            Settle(scope);
            return next;
        });

    private static DutyItem Standing(WriteScope scope, DutyId dutyId)
    {
        var duty = OnCallRows.Find(scope, dutyId) ?? throw new RefusedException("on-call.unknown", "duty");
        return duty.End is null && duty.Until > scope.Now ? duty : throw new RefusedException("on-call.over", "duty");
    }

    private static void CheckPhysician(WriteScope scope, UserId personId)
    {
        if (!OnCallRows.Physicians(scope).Contains(personId))
            throw new RefusedException("on-call.no-physician", "person");
    }

    private static void CheckFree(WriteScope scope, OnCallRole role, DateTimeOffset from, DateTimeOffset until)
    {
        if (OnCallRows.Calendar(scope, scope.Now).Overlapping(role, from, until) is not { } other)
            return;
        throw new RefusedException(
            "on-call.overlap",
            "from",
            AccountStore.Find(scope, other.PersonId)?.DisplayName ?? "",
            Minute(other.From),
            Minute(other.Until)
        );
    }

    private static DutyId Insert(
        WriteScope scope,
        OnCallRole role,
        UserId personId,
        DateTimeOffset from,
        DateTimeOffset until,
        string? note,
        DutyId? takenOverFrom
    )
    {
        var dutyId = scope.NewId<DutyId>();
        scope.Execute(
            """
            insert into on_call_duty (id, duty, person_id, from_at, until_at, taken_over_from, note, recorded_at, recorded_by_id, recorded_by)
            values (@dutyId, @duty, @personId, @from, @until, @takenOverFrom, @note, @now, @byId, @by)
            """,
            new
            {
                dutyId,
                duty = Coded.Text(role),
                personId,
                from,
                until,
                takenOverFrom,
                note,
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );
        scope.Audit(
            new AuditEntry(
                "on-call.entered",
                "duty",
                dutyId.ToString(),
                StoredJson.Write(
                    new
                    {
                        role,
                        personId,
                        from,
                        until,
                        takenOverFrom,
                        note,
                    }
                )
            )
        );
        return dutyId;
    }

    private static void End(WriteScope scope, DutyItem duty, DutyEnd kind, DateTimeOffset endsAt, string reason)
    {
        scope.Execute(
            """
            insert into on_call_duty_end (duty_id, kind, ends_at, reason, recorded_at, recorded_by_id, recorded_by)
            values (@dutyId, @kind, @endsAt, @reason, @now, @byId, @by)
            """,
            new
            {
                dutyId = duty.DutyId,
                kind = Coded.Text(kind),
                endsAt,
                reason,
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );
        scope.Audit(
            new AuditEntry(
                Action: kind == DutyEnd.Cancelled ? "on-call.cancelled" : "on-call.handed-over",
                SubjectType: "duty",
                SubjectId: duty.DutyId.ToString(),
                Details: StoredJson.Write(
                    new
                    {
                        duty.Role,
                        duty.PersonId,
                        duty.From,
                        duty.Until,
                        endsAt,
                    }
                ),
                Reason: reason
            )
        );
    }

    /// <summary>Whoever is on duty now is called to what stands at that step, and gaps are reported or no longer.</summary>
    private static void Settle(WriteScope scope)
    {
        Notification.Newcomers.Call(scope);
        NobodyOnCall.Settle(scope);
        scope.Touch(Rooms.Alerts);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
