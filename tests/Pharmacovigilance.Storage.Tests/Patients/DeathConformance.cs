using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Patients;

/// <summary>A death closes what it must: starts, values, alerts and calls; and taking it back opens them again.</summary>
public abstract class DeathConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Infection = CtcaeTerms.LungInfection;

    public enum Way
    {
        NewEvent,
        Correction,
        Course,
        EndOfCourse,
    }

    public static readonly TheoryData<Way> Ways = [Way.NewEvent, Way.Correction, Way.Course, Way.EndOfCourse];

    [Theory, MemberData(nameof(Ways))]
    public async Task AfterADeath_StartsAndValuesAreRefused_AndOpenAlertsEndWithTheReason(Way way)
    {
        var course = await TreatedAsync();
        await Unit.AncAsync(course, 0.4m);
        int calls = (await Unit.CallsAsync()).Count;
        await DieAsync(course, way);
        Unit.Pass(TimeSpan.FromDays(2));

        var hold = await Unit.AlertAsync(course, RuleId.AncHold);
        Assert.Equal((AlertStatus.Withdrawn, "patient-died"), (hold.Status, hold.Note));
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        if (way is not Way.EndOfCourse)
        {
            var next = await Unit.InfusionAsync(course, 2);
            Assert.Equal(DeathRules.AfterDeath, await RefusedAsync(() => Unit.StartAsync(next)));
            Assert.Equal(
                DeathRules.AfterDeath,
                await RefusedAsync(() =>
                    Unit.Infusions.RecordAsync(
                        Unit.Nurse,
                        new InfusionStepEntry(
                            next,
                            InfusionStepKind.Premedicated,
                            Unit.Now,
                            Premedication: [new("dexamethasone", 40_000, null, Unit.Now)]
                        )
                    )
                )
            );
        }

        Assert.Equal(DeathRules.AfterDeath, await RefusedAsync(() => Unit.AncAsync(course, 0.3m)));
        Assert.Equal(DeathRules.AfterDeath, await RefusedAsync(() => Unit.PressureAsync(course, 170, 90)));
        Assert.Equal(
            DeathRules.AfterDeath,
            await RefusedAsync(() => Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade3))
        );
        Assert.Equal(calls, (await Unit.CallsAsync()).Count);
    }

    [Fact]
    public async Task FatalReaction_CallsNobody()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        int calls = (await Unit.CallsAsync()).Count;
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade5, infusion);

        Assert.Equal(calls, (await Unit.CallsAsync()).Count);
        Unit.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(
            DeathRules.AfterDeath,
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(
                    Unit.Nurse,
                    new InfusionStepEntry(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000)
                )
            )
        );
        Assert.True((await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded)).Recorded);
        Assert.Equal(
            6,
            await Unit.CourseEnds.EndAsync(
                Unit.Nurse,
                course,
                new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.Death)
            )
        );
    }

    [Fact]
    public async Task ValuesDatedAfterTheDeath_ThatWereOnRecord_DoNotCount()
    {
        var course = await TreatedAsync();
        var died = Unit.Now;
        Unit.Pass(TimeSpan.FromDays(3));
        await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade3);
        Assert.Equal(
            1,
            (await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3)).PatientsWithEvent
        );

        await Unit.EventAsync(course, Infection, Grade.Grade5, onsetAt: died);

        Assert.Equal(
            0,
            (await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3)).PatientsWithEvent
        );
        Assert.Equal(1, (await Unit.CountsAsync(Regimen.IsaPd, Infection, GradeBand.GradeAtLeast3)).PatientsWithEvent);
    }

    [Fact]
    public async Task CorrectionThatTakesTheDeathBack_OpensWhatItClosed()
    {
        var course = await TreatedAsync();
        await Unit.AncAsync(course, 0.4m);
        var row = await Unit.EventAsync(course, Infection, Grade.Grade5);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.Events.CorrectAsync(
            Unit.Physician,
            row,
            Unit.Content(Infection, Grade.Grade4, onsetAt: Unit.Now.AddHours(-1)),
            "alive in intensive care"
        );

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.AncHold)).Status);
        Assert.Single(await Unit.OpenHoldsAsync(course));
        await Unit.AncAsync(course, 1.2m);
    }

    [Fact]
    public async Task Contradictions_AreToldInBothDirections()
    {
        var course = await TreatedAsync();
        var fatal = await Unit.EventAsync(course, Infection, Grade.Grade5);
        Unit.Pass(TimeSpan.FromDays(1));
        Assert.Equal("death.event-has-grade-5", await RefusedAsync(() => SayAsync(fatal, EventOutcome.Recovered)));

        var other = await TreatedAsync();
        Assert.Equal(
            "death.criterion-without-grade-5",
            await RefusedAsync(() =>
                Unit.Events.RecordAsync(
                    Unit.Nurse,
                    other,
                    Unit.Content(Infection, Grade.Grade3) with
                    {
                        Seriousness = SeriousnessCriteria.ResultsInDeath,
                    }
                )
            )
        );
        var recovered = await Unit.EventAsync(other, Infection, Grade.Grade3);
        Unit.Pass(TimeSpan.FromDays(1));
        await SayAsync(recovered, EventOutcome.Recovered);
        Assert.Equal(
            "death.course-goes-on",
            await RefusedAsync(() =>
                Unit.Events.CorrectAsync(
                    Unit.Nurse,
                    recovered,
                    Unit.Content(Infection, Grade.Grade5, onsetAt: Unit.Now.AddDays(-1)),
                    "fatal"
                )
            )
        );
    }

    [Fact]
    public async Task ReopenAsync_WhileAnEventStatesTheDeath_IsRefused()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(course, Infection, Grade.Grade5);
        Unit.Pass(TimeSpan.FromDays(1));
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Unit.Unit.Clock.Today.AddDays(-1), CourseEndReason.Death)
        );
        Assert.Equal(
            DeathRules.AfterDeath,
            await RefusedAsync(() =>
                Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, Unit.Unit.Clock.Today.AddDays(14), "error")
            )
        );
    }

    [Fact]
    public async Task DrugWithdrawn_StopsTheNextStartUntilAPhysicianHasDecided()
    {
        var course = await TreatedAsync();
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(Infection, Grade.Grade3) with
            {
                ActionTaken = ActionTaken.DrugWithdrawn,
            }
        );
        Unit.Pass(TimeSpan.FromDays(7));
        var next = await Unit.InfusionAsync(course, 2);

        Assert.Equal(RuleId.DrugWithdrawn, Assert.Single((await Unit.StartAsync(next)).StoppedBy).Rule);

        var alert = await Unit.AlertAsync(course, RuleId.DrugWithdrawn);
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert.AlertId, OverrideReason.BenefitOutweighsRisk, "goes on");
        Assert.True((await Unit.StartAsync(next)).Recorded);
    }

    private async Task<CourseId> TreatedAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m);
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromHours(1));
        return course;
    }

    private async Task DieAsync(CourseId course, Way way)
    {
        switch (way)
        {
            case Way.NewEvent:
                await Unit.EventAsync(course, Infection, Grade.Grade5);
                break;
            case Way.Correction:
                var row = await Unit.EventAsync(course, Infection, Grade.Grade3);
                await Unit.Events.CorrectAsync(Unit.Nurse, row, Unit.Content(Infection, Grade.Grade5), "died");
                break;
            case Way.Course:
                await SayAsync(await Unit.EventAsync(course, Infection, Grade.Grade3), EventOutcome.Fatal);
                break;
            case Way.EndOfCourse:
                await Unit.CourseEnds.EndAsync(
                    Unit.Nurse,
                    course,
                    new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.Death)
                );
                break;
        }
    }

    private Task<EventCourseEntryId> SayAsync(AdverseEventId id, EventOutcome outcome) =>
        Unit.Courses.RecordAsync(Unit.Nurse, id, new EventCourseContent(Unit.Now, null, outcome));
}

public sealed class DeathOnSqlite() : DeathConformance(TestUnit.OnSqlite());

public sealed class DeathOnPostgres() : DeathConformance(TestUnit.OnPostgres());
