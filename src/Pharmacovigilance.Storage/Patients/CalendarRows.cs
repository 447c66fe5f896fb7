using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>What put a calendar on other dates. Stored by name.</summary>
public enum CalendarChangeKind
{
    /// <summary>A planned infusion was put on another date.</summary>
    Moved = 1,

    /// <summary>A dose that had been called off is given after all.</summary>
    MissedDose = 2,
}

/// <summary>One infusion of a change of the calendar.</summary>
public sealed record MovedInfusion
{
    public required int Number { get; init; }

    public required int Cycle { get; init; }

    public required int DayOfCycle { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>A person chose the date; otherwise it followed from the regimen's interval.</summary>
    public required bool Chosen { get; init; }
}

/// <summary>One change of a course's calendar, as it was made.</summary>
public sealed record CalendarChange
{
    public required CalendarChangeId Id { get; init; }

    public required CalendarChangeKind Kind { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required IReadOnlyList<MovedInfusion> Infusions { get; init; }
}

/// <summary>The rows of infusion_plan and calendar_change, and what the calendar rules look at.</summary>
internal static class CalendarRows
{
    /// <summary>The course as its calendar sees it, in calendar order.</summary>
    public static IReadOnlyList<CalendarPlace> Places(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<PlaceRow>(
                    """
                    select s.calendar_ordinal, s.cycle, s.day_of_cycle, s.planned_on, s.status, s.started_at,
                           (select p.planned_on from infusion_plan p where p.infusion_id = s.infusion_id and p.chosen = @yes order by p.revision desc limit 1) as chosen_on
                    from infusion_state s where s.course_id = @courseId order by s.calendar_ordinal
                    """,
                    new { courseId, yes = true }
                )
                .Select(row => row.ToPlace(scope.Clock)),
        ];

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<CalendarChange> Changes(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<ChangeRow>(
                    """
                    select c.id, c.kind, c.reason, c.recorded_at, c.recorded_by, i.calendar_ordinal, p.cycle, p.day_of_cycle, p.planned_on, p.chosen,
                           coalesce((select b.planned_on from infusion_plan b where b.infusion_id = p.infusion_id and b.revision = p.revision - 1), i.planned_on) as planned_before
                    from calendar_change c join infusion_plan p on p.change_id = c.id join infusion i on i.id = p.infusion_id
                    where c.course_id = @courseId order by c.recorded_at desc, c.id desc, i.calendar_ordinal
                    """,
                    new { courseId }
                )
                .GroupBy(row => row.Id)
                .Select(rows => rows.First().ToChange(rows)),
        ];

    /// <summary>Supersedes the plan of one infusion.</summary>
    public static void Supersede(
        WriteScope scope,
        CourseId courseId,
        CalendarChangeId changeId,
        ScheduledInfusion infusion,
        bool chosen
    )
    {
        var infusionId = scope.Single<InfusionId>(
            "select infusion_id from infusion_state where course_id = @courseId and calendar_ordinal = @ordinal",
            new { courseId, ordinal = infusion.Ordinal }
        );
        int revision = scope.Single<int>(
            "select coalesce(max(revision), 1) + 1 from infusion_plan where infusion_id = @infusionId",
            new { infusionId }
        );
        var row = new
        {
            infusionId,
            revision,
            changeId,
            cycle = infusion.Cycle,
            day = infusion.DayOfCycle,
            plannedOn = infusion.Date,
            chosen,
        };
        scope.Execute(
            """
            insert into infusion_plan (infusion_id, revision, change_id, cycle, day_of_cycle, planned_on, chosen)
            values (@infusionId, @revision, @changeId, @cycle, @day, @plannedOn, @chosen)
            """,
            row
        );
        scope.Execute(
            "update infusion_state set cycle = @cycle, day_of_cycle = @day, planned_on = @plannedOn where infusion_id = @infusionId",
            row
        );
    }

    public static CalendarChangeId Insert(WriteScope scope, CourseId courseId, CalendarChangeKind kind, string reason)
    {
        var id = scope.NewId<CalendarChangeId>();
        scope.Execute(
            "insert into calendar_change (id, course_id, kind, reason, recorded_at, recorded_by) values (@id, @courseId, @kind, @reason, @at, @by)",
            new
            {
                id,
                courseId,
                kind = Coded.Text(kind),
                reason,
                at = scope.Now,
                by = scope.Actor.Name,
            }
        );
        return id;
    }

    private sealed record PlaceRow
    {
        public required int CalendarOrdinal { get; init; }
        public required int Cycle { get; init; }
        public required int DayOfCycle { get; init; }
        public required DateOnly PlannedOn { get; init; }
        public required InfusionStatus Status { get; init; }
        public required DateTimeOffset? StartedAt { get; init; }
        public required DateOnly? ChosenOn { get; init; }

        public CalendarPlace ToPlace(UnitClock clock) =>
            new()
            {
                Number = CalendarOrdinal,
                Cycle = Cycle,
                DayOfCycle = DayOfCycle,
                PlannedOn = PlannedOn,
                Fate =
                    StartedAt is not null ? CalendarFate.Given
                    : Status == InfusionStatus.NotGiven ? CalendarFate.NotGiven
                    : CalendarFate.Open,
                GivenOn = StartedAt is { } started ? clock.DateOf(started) : null,
                ChosenOn = ChosenOn,
            };
    }

    private sealed record ChangeRow
    {
        public required CalendarChangeId Id { get; init; }
        public required CalendarChangeKind Kind { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
        public required int CalendarOrdinal { get; init; }
        public required int Cycle { get; init; }
        public required int DayOfCycle { get; init; }
        public required DateOnly PlannedOn { get; init; }
        public required DateOnly PlannedBefore { get; init; }
        public required bool Chosen { get; init; }

        public CalendarChange ToChange(IEnumerable<ChangeRow> rows) =>
            new()
            {
                Id = Id,
                Kind = Kind,
                Reason = Reason,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                Infusions =
                [
                    .. rows.Select(row => new MovedInfusion
                    {
                        Number = row.CalendarOrdinal,
                        Cycle = row.Cycle,
                        DayOfCycle = row.DayOfCycle,
                        From = row.PlannedBefore,
                        To = row.PlannedOn,
                        Chosen = row.Chosen,
                    }),
                ],
            };
    }
}
