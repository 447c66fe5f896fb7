using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.OnCall;

/// <summary>How a duty ended before its time. Stored by name.</summary>
public enum DutyEnd
{
    /// <summary>Somebody cancelled it.</summary>
    Cancelled = 1,

    /// <summary>The person handed it over to another.</summary>
    HandedOver = 2,
}

/// <summary>A duty as it stands on the calendar.</summary>
public sealed record DutyItem
{
    public required DutyId DutyId { get; init; }

    public required OnCallRole Role { get; init; }

    public required UserId PersonId { get; init; }

    public required string Person { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Where it was ended early, that end.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>False when the person's account is disabled or no longer a physician's: nobody is called then.</summary>
    public required bool MayBeCalled { get; init; }

    public required string? Note { get; init; }

    public required bool WasTakenOver { get; init; }

    /// <summary>Null while nobody ended it early.</summary>
    public required DutyEnd? End { get; init; }

    public required string? EndReason { get; init; }

    public required string? EndedBy { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Cancelled before it began: it never was in force.</summary>
    public bool NeverBegan => Until <= From;

    /// <summary>The calendar that entries make.</summary>
    public static OnCallCalendar CalendarOf(IEnumerable<DutyItem> duties) =>
        new([
            .. duties
                .Where(duty => !duty.NeverBegan)
                .Select(duty => new OnCallDuty(duty.DutyId, duty.Role, duty.PersonId, duty.From, duty.Until)),
        ]);
}

/// <summary>Reads the calendar and who can be called.</summary>
internal static class OnCallRows
{
    private const string Sql = """
        select d.id as duty_id, d.duty, d.person_id, u.display_name as person, d.from_at, d.until_at, d.note, d.taken_over_from, d.recorded_by,
               e.kind as end_kind, e.ends_at, e.reason as end_reason, e.recorded_by as ended_by,
               case when u.disabled_at is null and r.role is not null then 1 else 0 end as may_be_called
        from on_call_duty d
        join app_user u on u.id = d.person_id
        left join user_role r on r.user_id = d.person_id and r.role = 'Physician'
        left join on_call_duty_end e on e.duty_id = d.id
        """;

    /// <summary>Duties that end after an instant, cancelled ones included, in order of their beginning.</summary>
    public static IReadOnlyList<DutyItem> EndingAfter(QueryScope scope, DateTimeOffset at) =>
        [
            .. scope
                .Query<Row>($"{Sql} where d.until_at > @at order by d.from_at, d.recorded_at, d.id", new { at })
                .Select(row => row.ToItem()),
        ];

    public static DutyItem? Find(QueryScope scope, DutyId dutyId) =>
        scope.FirstOrDefault<Row>($"{Sql} where d.id = @dutyId", new { dutyId })?.ToItem();

    /// <summary>What is in force from an instant on.</summary>
    public static OnCallCalendar Calendar(QueryScope scope, DateTimeOffset from) =>
        DutyItem.CalendarOf(EndingAfter(scope, from));

    /// <summary>Who can be called about a course now.</summary>
    /// <param name="calledBefore">Everybody whom the escalation has reached already.</param>
    public static ChainPeople People(
        QueryScope scope,
        CourseId courseId,
        DateTimeOffset at,
        IReadOnlySet<UserId> calledBefore
    ) => new(Calendar(scope, at), AttendingOf(scope, courseId), Physicians(scope), calledBefore);

    /// <summary>Null = nobody attends the course.</summary>
    public static UserId? AttendingOf(QueryScope scope, CourseId courseId) =>
        scope.Query<UserId>(
            """
            select a.physician_id from course_attending a
            where a.course_id = @courseId and a.revision = (select max(l.revision) from course_attending l where l.course_id = a.course_id)
            """,
            new { courseId }
        )
            is [var attending, ..]
            ? attending
            : null;

    /// <summary>Physicians whose accounts may be used.</summary>
    public static IReadOnlySet<UserId> Physicians(QueryScope scope) =>
        scope
            .Query<UserId>(
                "select u.id from app_user u join user_role r on r.user_id = u.id where r.role = 'Physician' and u.disabled_at is null"
            )
            .ToHashSet();

    private sealed record Row
    {
        public required DutyId DutyId { get; init; }
        public required OnCallRole Duty { get; init; }
        public required UserId PersonId { get; init; }
        public required string Person { get; init; }
        public required DateTimeOffset FromAt { get; init; }
        public required DateTimeOffset UntilAt { get; init; }
        public required string? Note { get; init; }
        public required DutyId? TakenOverFrom { get; init; }
        public required string RecordedBy { get; init; }
        public required DutyEnd? EndKind { get; init; }
        public required DateTimeOffset? EndsAt { get; init; }
        public required string? EndReason { get; init; }
        public required string? EndedBy { get; init; }
        public required int MayBeCalled { get; init; }

        public DutyItem ToItem() =>
            new()
            {
                DutyId = DutyId,
                Role = Duty,
                PersonId = PersonId,
                Person = Person,
                From = FromAt,
                Until = EndsAt is { } end && end < UntilAt ? end : UntilAt,
                MayBeCalled = MayBeCalled == 1,
                Note = Note,
                WasTakenOver = TakenOverFrom is not null,
                End = EndKind,
                EndReason = EndReason,
                EndedBy = EndedBy,
                RecordedBy = RecordedBy,
            };
    }
}
