using Dapper;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Tests.Patients;

public abstract class CalendarStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly RegimenCalendar Calendar = ClinicalUnit.Knowledge.Calendars[Regimen.IsaPd];

    private DateOnly First => Unit.Unit.Clock.Today;

    [Fact]
    public async Task MoveAsync_OneInfusion_SupersedesItsDateAndTheLaterOnesAndKeepsTheFirstPlan()
    {
        var course = await Unit.RegisterAsync();
        var first = First;
        await Unit.GiveAsync(course, 1);
        var ids = (await Unit.Infusions.CalendarAsync(course)).Select(i => i.Head.InfusionId).ToList();

        await MoveAsync(course, 2, first.AddDays(10), "fever");

        var calendar = await Unit.Infusions.CalendarAsync(course);
        Assert.Equal(ids, calendar.Select(i => i.Head.InfusionId));
        Assert.Equal([0, 10, 17, 24, 31, 45, 59], calendar.Select(i => i.Head.PlannedOn.DayNumber - first.DayNumber));
        Assert.Equal([0, 7, 14, 21, 28, 42, 56], Planned("infusion", first));
        var change = Assert.Single(await Unit.Calendar.ChangesAsync(course));
        Assert.Equal(("fever", "nurse", CalendarChangeKind.Moved), (change.Reason, change.RecordedBy, change.Kind));
        Assert.Equal(
            [
                new MovedInfusion
                {
                    Number = 2,
                    Cycle = 1,
                    DayOfCycle = 8,
                    From = first.AddDays(7),
                    To = first.AddDays(10),
                    Chosen = true,
                },
                new MovedInfusion
                {
                    Number = 3,
                    Cycle = 1,
                    DayOfCycle = 15,
                    From = first.AddDays(14),
                    To = first.AddDays(17),
                    Chosen = false,
                },
            ],
            change.Infusions.Take(2)
        );
        Assert.Equal("course.calendar-changed", Unit.Actions(course)[^1]);
    }

    [Fact]
    public async Task MoveAsync_Twice_CountsTheNewestAndShowsBoth()
    {
        var course = await Unit.RegisterAsync();
        var first = First;
        await MoveAsync(course, 2, first.AddDays(14), "holiday");
        Unit.Pass(TimeSpan.FromMinutes(1));
        await MoveAsync(course, 2, first.AddDays(9), "comes earlier");

        Assert.Equal(
            [0, 9, 16, 23, 30, 44],
            (await Unit.Infusions.CalendarAsync(course)).Select(i => i.Head.PlannedOn.DayNumber - first.DayNumber)
        );
        var changes = await Unit.Calendar.ChangesAsync(course);
        Assert.Equal(["comes earlier", "holiday"], changes.Select(c => c.Reason));
        Assert.Equal((first.AddDays(14), first.AddDays(9)), (changes[0].Infusions[0].From, changes[0].Infusions[0].To));
    }

    [Fact]
    public async Task MoveAsync_ThenGiven_PlansAheadAfterTheMovedOnes()
    {
        var course = await Unit.RegisterAsync();
        var first = First;
        await MoveAsync(course, 1, first.AddDays(3), "blood count late");
        Unit.Pass(TimeSpan.FromDays(3));
        await Unit.GiveAsync(course, 1);

        var last = (await Unit.Infusions.CalendarAsync(course))[^1].Head;
        Assert.Equal(
            (7, 3, 1, first.AddDays(3 + 56)),
            (last.CalendarOrdinal, last.Cycle, last.DayOfCycle, last.PlannedOn)
        );
    }

    [Fact]
    public async Task MoveAsync_MissedDose_BecomesTheNextAndTheNumbersGivenStayContiguous()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromDays(7));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(await Unit.InfusionAsync(course, 2), InfusionStepKind.NotGiven, Unit.Now, Reason: "fever")
        );
        Unit.Pass(TimeSpan.FromDays(2));
        var on = Unit.Unit.Clock.Today;

        await MoveAsync(course, number: null, on, "fever is over");
        await Unit.GiveAsync(course, 3);

        var calendar = await Unit.Infusions.CalendarAsync(course);
        Assert.Equal([1, null, 2, null], calendar.Take(4).Select(i => i.Head.GivenOrdinal));
        Assert.Equal((1, 8, on), (calendar[2].Head.Cycle, calendar[2].Head.DayOfCycle, calendar[2].Head.PlannedOn));
        Assert.Equal(
            (1, 15, on.AddDays(7)),
            (calendar[3].Head.Cycle, calendar[3].Head.DayOfCycle, calendar[3].Head.PlannedOn)
        );
        Assert.Equal(CalendarChangeKind.MissedDose, (await Unit.Calendar.ChangesAsync(course))[0].Kind);
        Assert.Equal(
            (1, 8),
            ((await Unit.Infusions.FindAsync(calendar[2].Head.InfusionId))!.Head.Cycle, calendar[2].Head.DayOfCycle)
        );
    }

    [Fact]
    public async Task MoveAsync_AnythingWrong_IsRefusedAndLeavesNothing()
    {
        var course = await Unit.RegisterAsync();
        var first = First;
        await Unit.GiveAsync(course, 1);

        Assert.Equal(
            "calendar.interval-short",
            await RefusedAsync(() => MoveAsync(course, 2, first.AddDays(6), "why"))
        );
        Assert.Equal("calendar.unchanged", await RefusedAsync(() => MoveAsync(course, 2, first.AddDays(7), "why")));
        Assert.Equal("reason-required", await RefusedAsync(() => MoveAsync(course, 2, first.AddDays(9), " ")));
        Assert.Equal(
            "calendar.not-open",
            await RefusedAsync(() =>
                Unit.Calendar.MoveAsync(Unit.Nurse, course, new CalendarMove(1, first.AddDays(9), "why", []))
            )
        );
        Assert.Equal(
            "calendar.not-open",
            await RefusedAsync(() =>
                Unit.Calendar.MoveAsync(Unit.Nurse, course, new CalendarMove(null, first.AddDays(9), "why", []))
            )
        );
        var shown = Replanning.Move(Calendar, await Unit.Calendar.PlacesAsync(course), 2, first.AddDays(9));
        await MoveAsync(course, 3, first.AddDays(30), "meanwhile");
        Assert.Equal(
            "calendar.changed-meanwhile",
            await RefusedAsync(() =>
                Unit.Calendar.MoveAsync(Unit.Nurse, course, new CalendarMove(2, first.AddDays(9), "why", shown))
            )
        );
        Assert.Equal(1, Unit.Count("calendar_change"));
    }

    [Fact]
    public async Task MoveAsync_ByAnOfficer_IsNotAllowed()
    {
        var course = await Unit.RegisterAsync();
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);

        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Calendar.MoveAsync(officer, course, new CalendarMove(1, First, "why", []))
        );
    }

    [Fact]
    public async Task RecordAsync_StartRecordedLate_TakesItsPlaceAmongTheGiven()
    {
        var course = await Unit.RegisterAsync();
        var (one, two) = (await Unit.InfusionAsync(course, 1), await Unit.InfusionAsync(course, 2));
        var begun = Unit.Now;
        Unit.Pass(TimeSpan.FromDays(7));
        await Unit.StartAsync(two);
        await Unit.StartAsync(one, at: begun);

        Assert.Equal([1, 2], (await Unit.Infusions.CalendarAsync(course)).Take(2).Select(i => i.Head.GivenOrdinal));
    }

    [Fact]
    public async Task Tables_OfTheCalendar_AreAppendOnly()
    {
        var course = await Unit.RegisterAsync();
        await MoveAsync(course, 2, First.AddDays(9), "why");
        await Unit.CourseEnds.EndAsync(Unit.Nurse, course, new CourseEnd(First, CourseEndReason.Death));

        foreach (string table in new[] { "calendar_change", "infusion_plan", "course_status" })
        {
            using var connection = Unit.Unit.Database.OpenWriter();
            Assert.Contains(
                "append-only",
                Assert
                    .ThrowsAny<System.Data.Common.DbException>(() => connection.Execute($"delete from {table}"))
                    .Message,
                StringComparison.Ordinal
            );
        }
    }

    private async Task MoveAsync(CourseId course, int? number, DateOnly on, string reason)
    {
        var places = await Unit.Calendar.PlacesAsync(course);
        var shown = number is { } moved
            ? Replanning.Move(Calendar, places, moved, on)
            : Replanning.GiveMissed(Calendar, places, on);
        Assert.Equal(
            shown,
            await Unit.Calendar.MoveAsync(Unit.Nurse, course, new CalendarMove(number, on, reason, shown))
        );
    }

    private IEnumerable<int> Planned(string table, DateOnly first) =>
        Unit
            .Unit.Read(scope => scope.Query<DateOnly>($"select planned_on from {table} order by calendar_ordinal"))
            .Select(on => on.DayNumber - first.DayNumber);
}

public sealed class CalendarStoreOnSqlite() : CalendarStoreConformance(TestUnit.OnSqlite());

public sealed class CalendarStoreOnPostgres() : CalendarStoreConformance(TestUnit.OnPostgres());
