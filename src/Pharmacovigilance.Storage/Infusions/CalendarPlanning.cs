using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>
/// Keeps a few infusions planned ahead. A course runs until progression, so its calendar has no end; planning all of it
/// would be a guess, planning nothing would leave no "next".
/// </summary>
internal static class CalendarPlanning
{
    private const int PlannedAhead = 6;

    public static void TopUp(WriteScope scope, KnowledgeInForce known, CourseId courseId)
    {
        var counts = scope.Single<Counts>(
            """
            select coalesce(max(calendar_ordinal), 0) as last_ordinal,
                   coalesce(sum(case when status in ('Planned', 'Premedicated') then 1 else 0 end), 0) as ahead
            from infusion_state where course_id = @courseId
            """,
            new { courseId });
        if (counts.Ahead >= PlannedAhead) return;
        var course = PatientStore.Find(scope, courseId) ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
        var missing = known.At(scope).Calendars[course.Regimen].Infusions(course.FirstDoseOn)
            .SkipWhile(day => day.Ordinal <= counts.LastOrdinal).Take((int)(PlannedAhead - counts.Ahead));
        foreach (var day in missing) Plan(scope, courseId, day);
    }

    private static void Plan(WriteScope scope, CourseId courseId, ScheduledInfusion day)
    {
        var row = new { id = scope.NewId<InfusionId>(), courseId, ordinal = day.Ordinal, cycle = day.Cycle, day = day.DayOfCycle, plannedOn = day.Date };
        scope.Execute(
            """
            insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on)
            values (@id, @courseId, @ordinal, @cycle, @day, @plannedOn)
            """,
            row);
        scope.Execute(
            """
            insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, status)
            values (@id, @courseId, @plannedOn, @ordinal, 'Planned')
            """,
            row);
    }

    private sealed class Counts
    {
        public long LastOrdinal { get; init; }
        public long Ahead { get; init; }
    }
}
