using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>
/// Keeps a few infusions planned ahead. A course runs until progression, so its calendar has no end; planning all of it
/// would be a guess, planning nothing would leave no "next".
/// </summary>
internal static class CalendarPlanning
{
    public const int PlannedAhead = 6;

    /// <summary>Plans what is missing after the last infusion of the calendar, which may have been moved; nothing once the course has ended.</summary>
    public static void TopUp(WriteScope scope, CourseId courseId)
    {
        var counts = scope.Single<Counts>(
            """
            select coalesce(sum(case when status in ('Planned', 'Premedicated') then 1 else 0 end), 0) as ahead,
                   (select status from course_status where course_id = @courseId order by revision desc limit 1) as course_status
            from infusion_state where course_id = @courseId
            """,
            new { courseId }
        );
        if (counts.Ahead >= PlannedAhead || counts.CourseStatus == CourseStatusRows.Ended)
            return;
        var course = PatientStore.Find(scope, courseId)
            ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
        var calendar = scope.Knowledge.Calendars[course.Regimen];
        var last = scope.FirstOrDefault<LastRow>(
            "select calendar_ordinal, cycle, day_of_cycle, planned_on from infusion_state where course_id = @courseId order by calendar_ordinal desc limit 1",
            new { courseId }
        );
        var missing = last is null
            ? calendar.Infusions(course.FirstDoseOn)
            : Replanning.From(calendar, last.CalendarOrdinal, (last.Cycle, last.DayOfCycle), last.PlannedOn).Skip(1);
        Plan(scope, courseId, missing.Take((int)(PlannedAhead - counts.Ahead)));
    }

    /// <summary>Puts new infusions on the calendar.</summary>
    public static void Plan(WriteScope scope, CourseId courseId, IEnumerable<ScheduledInfusion> days)
    {
        foreach (var day in days)
            Plan(scope, courseId, day);
    }

    private static void Plan(WriteScope scope, CourseId courseId, ScheduledInfusion day)
    {
        var row = new
        {
            id = scope.NewId<InfusionId>(),
            courseId,
            ordinal = day.Ordinal,
            cycle = day.Cycle,
            day = day.DayOfCycle,
            plannedOn = day.Date,
        };
        scope.Execute(
            """
            insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on)
            values (@id, @courseId, @ordinal, @cycle, @day, @plannedOn)
            """,
            row
        );
        scope.Execute(
            """
            insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, cycle, day_of_cycle, status)
            values (@id, @courseId, @plannedOn, @ordinal, @cycle, @day, 'Planned')
            """,
            row
        );
    }

    private sealed record Counts
    {
        public required long Ahead { get; init; }
        public required string? CourseStatus { get; init; }
    }

    private sealed record LastRow
    {
        public required int CalendarOrdinal { get; init; }
        public required int Cycle { get; init; }
        public required int DayOfCycle { get; init; }
        public required DateOnly PlannedOn { get; init; }
    }
}
