using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>A planned infusion put on another date, or a missed dose given after all.</summary>
/// <param name="Number">Position of the open infusion on the calendar; null for the missed dose (<see cref="Replanning.Missed"/>).</param>
/// <param name="Shown">The calendar the person saw before confirming: another one is never written in its place.</param>
public sealed record CalendarMove(int? Number, DateOnly MovedTo, string Reason, IReadOnlyList<ScheduledInfusion> Shown);

/// <summary>Changes of a course's calendar. Planned infusions keep their identity; their dates are superseded by new rows.</summary>
public sealed class CalendarStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Every change of a course's calendar, newest first.</summary>
    public Task<IReadOnlyList<CalendarChange>> ChangesAsync(CourseId courseId) =>
        database.ReadAsync(scope => CalendarRows.Changes(scope, courseId));

    /// <summary>The course as its calendar sees it, in calendar order.</summary>
    public Task<IReadOnlyList<CalendarPlace>> PlacesAsync(CourseId courseId) =>
        database.ReadAsync(scope => CalendarRows.Places(scope, courseId));

    /// <summary>Puts one infusion on another date and the later ones after it at the regimen's intervals.</summary>
    /// <returns>The calendar of the open infusions as it stands now.</returns>
    /// <exception cref="RefusedException">The date or the reason is wrong, the course has ended, or the calendar is not the one that was shown any more.</exception>
    public Task<IReadOnlyList<ScheduledInfusion>> MoveAsync(
        Actor actor,
        CourseId courseId,
        CalendarMove move,
        string? idempotencyKey = null
    ) =>
        queue.RunAsync(new WriteRequest(actor, "course.move-infusion", idempotencyKey), scope =>
            Move(scope, courseId, move)
        );

    private IReadOnlyList<ScheduledInfusion> Move(WriteScope scope, CourseId courseId, CalendarMove move)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var course = PatientStore.Find(scope, courseId)
            ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
        if (CourseStatusRows.Of(scope, courseId) is [{ Ended: true }, ..])
            throw new RefusedException("course.ended", "");
        DeathReader.Require(scope, course.PatientId, scope.Now, "");
        if (string.IsNullOrWhiteSpace(move.Reason))
            throw new RefusedException("reason-required", "reason");
        var places = CalendarRows.Places(scope, courseId);
        var open = places.Where(place => place.Fate == CalendarFate.Open).ToDictionary(place => place.Number);
        bool possible = move.Number is { } wanted
            ? open.ContainsKey(wanted)
            : open.Count > 0 && Replanning.Missed(places) is not null;
        if (!possible)
            throw new RefusedException("calendar.not-open", "");

        var calendar = scope.Knowledge.Calendars[course.Regimen];
        int number = move.Number ?? open.Keys.Min();
        var planned = move.Number is null
            ? Replanning.GiveMissed(calendar, places, move.MovedTo)
            : Replanning.Move(calendar, places, number, move.MovedTo);
        RefusedException.ThrowIfAny(Replanning.Check(calendar, places, planned, number, scope.Clock.DateOf(scope.Now)));
        if (!planned.SequenceEqual(move.Shown))
            throw new RefusedException("calendar.changed-meanwhile", "");
        var changed = planned.Where(infusion => Differs(infusion, open[infusion.Ordinal])).ToList();
        if (changed.Count == 0)
            throw new RefusedException("calendar.unchanged", "movedTo", StoredText.Date(move.MovedTo));

        Write(scope, course, move, number, planned, open);
        return planned;
    }

    private void Write(
        WriteScope scope,
        CourseRecord course,
        CalendarMove move,
        int number,
        IReadOnlyList<ScheduledInfusion> planned,
        Dictionary<int, CalendarPlace> open
    )
    {
        var kind = move.Number is null ? CalendarChangeKind.MissedDose : CalendarChangeKind.Moved;
        string reason = move.Reason.Trim();
        var change = CalendarRows.Insert(scope, course.CourseId, kind, reason);
        foreach (
            var infusion in planned.Where(infusion =>
                infusion.Ordinal == number || Differs(infusion, open[infusion.Ordinal])
            )
        )
            CalendarRows.Supersede(scope, course.CourseId, change, infusion, chosen: infusion.Ordinal == number);
        CourseSettlement.Run(scope, course, Settles.Alerts);
        scope.Audit(
            new AuditEntry(
                Action: "course.calendar-changed",
                SubjectType: "course",
                SubjectId: course.CourseId.ToString(),
                Details: StoredJson.Write(
                    new
                    {
                        kind,
                        infusion = number,
                        planned,
                        replaces = new { planned = open.Values.OrderBy(place => place.Number) },
                    }
                ),
                Reason: reason,
                PatientId: course.PatientId,
                CourseId: course.CourseId
            )
        );
        scope.Touch(Rooms.Patients | Rooms.Infusions);
    }

    private static bool Differs(ScheduledInfusion infusion, CalendarPlace place) =>
        (infusion.Cycle, infusion.DayOfCycle, infusion.Date) != (place.Cycle, place.DayOfCycle, place.PlannedOn);
}
