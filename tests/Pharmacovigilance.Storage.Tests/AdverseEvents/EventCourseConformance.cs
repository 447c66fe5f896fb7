using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>The course of an event on a real database: alerts and counts follow the worst grade, and nothing is changed in place.</summary>
public abstract class EventCourseConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Reaction = CtcaeTerms.InfusionRelatedReaction;

    [Fact]
    public async Task RecordAsync_Worsening_OpensTheStopAndCountsTheWorstGrade()
    {
        var (course, _, id) = await ReactionAsync(Grade.Grade2);
        Assert.Equal(0, (await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3)).PatientsWithEvent);

        await SayAsync(id, Grade.Grade3);

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Equal(1, (await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3)).PatientsWithEvent);
        Assert.Contains("adverse-event.course-recorded", Unit.Actions(course));
    }

    [Fact]
    public async Task RecordAsync_ImprovementToResolved_KeepsTheAlertsAndTheWorstGradeAndCountsOnce()
    {
        var (course, infusion, id) = await ReactionAsync(Grade.Grade3);
        await SayAsync(id, Grade.Grade1);
        await SayAsync(id, outcome: EventOutcome.Recovered);

        var row = Assert.Single(await Unit.Events.OfCourseAsync(course));
        Assert.Equal(
            (EventPhase.Resolved, Grade.Grade3, EventOutcome.Recovered),
            (row.Course.Current.Phase, row.Course.Worst, row.Course.Outcome)
        );
        Assert.True(row.Course.Current.IsAtMost(Grade.Grade1));
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        var counts = await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3);
        Assert.Equal((1, 1), (counts.PatientsWithEvent, counts.PatientsAssessed));
        Assert.Equal(2, Assert.Single((await Unit.Infusions.FindAsync(infusion))!.Events).CourseEntries.Count);
    }

    [Fact]
    public async Task RecordAsync_ImprovementOfGradeTwo_LeavesTheInterruptionProposed()
    {
        var (course, _, id) = await ReactionAsync(Grade.Grade2);
        await SayAsync(id, Grade.Grade1);
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).Status);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task TakeBackAsync_WrongWorsening_WithdrawsWhatFollowedAndStaysReadable()
    {
        var (course, _, id) = await ReactionAsync(Grade.Grade2);
        var wrong = await SayAsync(id, Grade.Grade4);
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.Courses.TakeBackAsync(Unit.Nurse, wrong, "wrong patient");

        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        Assert.Equal(0, (await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3)).PatientsWithEvent);
        Assert.Equal(
            [EventStatus.Recorded, EventStatus.EnteredInError],
            (await Unit.Courses.OfEventAsync(id)).Select(entry => entry.Status)
        );
        Assert.Equal(
            "adverse-event.somebody-was-faster",
            await RefusedAsync(() => Unit.Courses.TakeBackAsync(Unit.Nurse, wrong, "again"))
        );
    }

    [Fact]
    public async Task CorrectAsync_EntryWithReason_ReplacesIt()
    {
        var (_, _, id) = await ReactionAsync(Grade.Grade2);
        var slip = await SayAsync(id, Grade.Grade4);
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() =>
                Unit.Courses.CorrectAsync(Unit.Nurse, slip, new EventCourseContent(Unit.Now, Grade.Grade1, null), " ")
            )
        );
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.Courses.CorrectAsync(
            Unit.Nurse,
            slip,
            new EventCourseContent(Unit.Now, Grade.Grade1, null),
            "slip of the finger"
        );

        var row = (await Unit.Courses.OfEventAsync(id))[^1];
        Assert.Equal(("slip of the finger", slip), (row.Reason, row.Supersedes!.Value));
    }

    [Fact]
    public async Task RecordAsync_AfterDischarge_IsAllowed()
    {
        var (course, infusion, id) = await ReactionAsync(Grade.Grade1);
        Unit.Pass(TimeSpan.FromHours(3));
        await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded);
        Unit.Pass(TimeSpan.FromHours(10));
        await SayAsync(id, Grade.Grade2);

        var late = Unit.Content(Reaction, Grade.Grade1, infusion);
        await Unit.Events.RecordAsync(Unit.Nurse, course, late);
        Assert.Equal(2, (await Unit.Events.OfCourseAsync(course)).Count);
    }

    [Fact]
    public async Task RecordAsync_EventTakenBackOrNotByClinicians_IsRefused()
    {
        var (_, _, id) = await ReactionAsync(Grade.Grade2);
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Courses.RecordAsync(officer, id, new EventCourseContent(Unit.Now, Grade.Grade1, null))
        );
        await Unit.Events.TakeBackAsync(Unit.Nurse, id, "wrong patient");
        Assert.Equal("adverse-event.taken-back", await RefusedAsync(() => SayAsync(id, Grade.Grade1)));
    }

    [Fact]
    public async Task RecordAsync_FatalOutcome_IsGradeFive()
    {
        var (course, _, id) = await ReactionAsync(Grade.Grade4);
        await SayAsync(id, outcome: EventOutcome.Fatal);
        Assert.Equal(Grade.Grade5, Assert.Single(await Unit.Events.OfCourseAsync(course)).Course.Worst);
    }

    [Fact]
    public async Task RecordAsync_SameKeyTwice_TakesEffectOnce()
    {
        var (_, _, id) = await ReactionAsync(Grade.Grade2);
        var said = new EventCourseContent(Unit.Now, Grade.Grade1, null);
        await Unit.Courses.RecordAsync(Unit.Nurse, id, said, "key");
        await Unit.Courses.RecordAsync(Unit.Nurse, id, said, "key");
        Assert.Single(await Unit.Courses.OfEventAsync(id));
    }

    [Fact]
    public async Task Board_GradeAtOnsetUnknownThenGradeOne_IsNotCountedAsKnown()
    {
        var (_, _, id) = await ReactionAsync(null);
        await SayAsync(id, Grade.Grade1);
        var counts = await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3);
        Assert.Equal((0, 1), (counts.PatientsWithEvent, counts.NotAssessed));
        await SayAsync(id, Grade.Grade3);
        Assert.Equal(1, (await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3)).PatientsWithEvent);
    }

    private async Task<EventCourseEntryId> SayAsync(
        AdverseEventId id,
        Grade? grade = null,
        EventOutcome? outcome = null
    )
    {
        Unit.Pass(TimeSpan.FromMinutes(10));
        return await Unit.Courses.RecordAsync(Unit.Nurse, id, new EventCourseContent(Unit.Now, grade, outcome));
    }

    private async Task<(CourseId Course, InfusionId Infusion, AdverseEventId Event)> ReactionAsync(Grade? grade)
    {
        var course = await Unit.RegisterAsync(Regimen.IsaPd);
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(20));
        return (course, infusion, await Unit.EventAsync(course, Reaction, grade, infusion));
    }
}

public sealed class EventCourseOnSqlite() : EventCourseConformance(TestUnit.OnSqlite());

public sealed class EventCourseOnPostgres() : EventCourseConformance(TestUnit.OnPostgres());
