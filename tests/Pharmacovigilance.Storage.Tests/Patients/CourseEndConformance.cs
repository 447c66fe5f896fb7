using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Storage.Tests.Patients;

public abstract class CourseEndConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private DateOnly Today => Unit.Unit.Clock.Today;

    [Fact]
    public async Task EndAsync_OneAct_CallsOffEverythingPlannedAndPlansNoMore()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        var second = await Unit.InfusionAsync(course, 2);
        Unit.Pass(TimeSpan.FromDays(7));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(
                second,
                InfusionStepKind.Premedicated,
                Unit.Now,
                Premedication: [new("dexamethasone", 40_000, PremedicationRoute.Oral, Unit.Now)]
            )
        );
        int audited = Unit.Actions(course).Count;

        Assert.Equal(
            6,
            await Unit.CourseEnds.EndAsync(
                Unit.Nurse,
                course,
                new CourseEnd(Today, CourseEndReason.ProgressiveDisease, "relapse")
            )
        );

        var calendar = await Unit.Infusions.CalendarAsync(course);
        Assert.Equal(
            [InfusionStatus.Ended, .. Enumerable.Repeat(InfusionStatus.NotGiven, 6)],
            calendar.Select(i => i.State.Status)
        );
        Assert.All(calendar.Skip(1), i =>
            Assert.Equal(CourseEndReason.ProgressiveDisease, CourseEndCode.Read(i.State.Reason))
        );
        Assert.Equal(InfusionState.From((await Unit.Infusions.FindAsync(second))!.Steps), calendar[1].State);
        // The warning about a missing count for an infusion that is called off has nothing to warn of any more.
        Assert.Equal(["alert.withdrawn", "course.ended"], Unit.Actions(course).Skip(audited));
        var end = (await Unit.Patients.StandingAsync(course))!.End!;
        Assert.Equal(
            (CourseEndReason.ProgressiveDisease, "relapse", Today, "nurse"),
            (end.Reason, end.Note, end.OnDate, end.RecordedBy)
        );
        Assert.True(Assert.Single(await Unit.Patients.OverviewAsync()).Ended);
    }

    [Fact]
    public async Task EndAsync_SameKeyTwice_TakesEffectOnce()
    {
        var course = await Unit.RegisterAsync();
        var end = new CourseEnd(Today, CourseEndReason.Death);

        Assert.Equal(6, await Unit.CourseEnds.EndAsync(Unit.Nurse, course, end, "key"));
        Assert.Equal(6, await Unit.CourseEnds.EndAsync(Unit.Nurse, course, end, "key"));

        Assert.Equal((1, 6), (Unit.Count("course_status"), Unit.Count("infusion_step")));
    }

    [Fact]
    public async Task EndAsync_WhileAnInfusionRuns_IsRefusedAndLeavesNothing()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Task EndAsync() =>
            Unit.CourseEnds.EndAsync(Unit.Nurse, course, new CourseEnd(Today, CourseEndReason.AdverseEvent));

        Assert.Equal("course.infusion-running", await RefusedAsync(EndAsync));
        Assert.Equal(0, Unit.Count("course_status"));
        await Unit.EndAsync(infusion);
        await EndAsync();
        Assert.Equal("course.ended", await RefusedAsync(EndAsync));
    }

    [Fact]
    public async Task EndAsync_BeforeTheLastInfusion_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);

        Assert.Equal(
            "course.end-before-infusion",
            await RefusedAsync(() =>
                Unit.CourseEnds.EndAsync(
                    Unit.Nurse,
                    course,
                    new CourseEnd(Today.AddDays(-1), CourseEndReason.Completed)
                )
            )
        );
        Assert.Equal(
            "course.end-in-future",
            await RefusedAsync(() =>
                Unit.CourseEnds.EndAsync(Unit.Nurse, course, new CourseEnd(Today.AddDays(1), CourseEndReason.Completed))
            )
        );
    }

    [Fact]
    public async Task Ended_CourseStillTakesEventsAndLeavesTheCalendarAlone()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.CourseEnds.EndAsync(Unit.Physician, course, new CourseEnd(Today, CourseEndReason.Completed));
        Unit.Pass(TimeSpan.FromDays(10));

        await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        await Unit.AncAsync(course, 1.2m);

        Assert.Equal(7, (await Unit.Infusions.CalendarAsync(course)).Count);
        Assert.Equal(
            "course.ended",
            await RefusedAsync(() => Unit.Calendar.MoveAsync(Unit.Nurse, course, new(2, Today, "why", [])))
        );
    }

    [Fact]
    public async Task ReopenAsync_AfterAnEnd_PlansTheDoseAfterTheLastGivenAndKeepsTheInterval()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        var given = Today;
        Unit.Pass(TimeSpan.FromDays(1));
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Today, CourseEndReason.Other, "wrong patient")
        );

        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, given.AddDays(7), " "))
        );
        Assert.Equal(
            "calendar.interval-short",
            await RefusedAsync(() =>
                Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, given.AddDays(6), "entered for another patient")
            )
        );
        await Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, given.AddDays(7), "entered for another patient");

        var open = (await Unit.Infusions.CalendarAsync(course))
            .Where(i => i.State.Status == InfusionStatus.Planned)
            .ToList();
        Assert.Equal([8, 9, 10, 11, 12, 13], open.Select(i => i.Head.CalendarOrdinal));
        Assert.Equal([7, 14, 21, 28, 42, 56], open.Select(i => i.Head.PlannedOn.DayNumber - given.DayNumber));
        Assert.Equal((1, 8), (open[0].Head.Cycle, open[0].Head.DayOfCycle));
        var standing = (await Unit.Patients.StandingAsync(course))!;
        Assert.Null(standing.End);
        Assert.Equal([false, true], standing.StatusHistory.Select(s => s.Ended));
        Assert.Equal(
            "course.not-ended",
            await RefusedAsync(() => Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, given.AddDays(9), "again"))
        );

        Unit.Pass(TimeSpan.FromDays(6));
        await Unit.GiveAsync(course, 8);
        Assert.Equal(
            2,
            (await Unit.Infusions.CalendarAsync(course)).Single(i => i.Head.CalendarOrdinal == 8).Head.GivenOrdinal
        );
    }
}

public sealed class CourseEndOnSqlite() : CourseEndConformance(TestUnit.OnSqlite());

public sealed class CourseEndOnPostgres() : CourseEndConformance(TestUnit.OnPostgres());
