using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>Two nurses at one patient: a save that rests on what is no longer so is refused, told, and can be repeated.</summary>
public abstract class SeenStateConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private readonly OwnWrites firstScreen = new();
    private Actor other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        other = await Unit.Unit.AddPersonAsync("other nurse", Role.Nurse);
    }

    [Fact]
    public async Task Step_InfusionInterruptedMeanwhile_IsRefusedToldAndThenTaken()
    {
        var (_, infusion) = await RunningAsync();
        var seen = Sees(SeenSubject.StepsOf(infusion));
        await Unit.Infusions.RecordAsync(
            other,
            new(infusion, InfusionStepKind.Interrupted, Unit.Now, Reason: "chills")
        );
        var step = new InfusionStepEntry(infusion, InfusionStepKind.Resumed, Unit.Now, 12_500);

        var refused = await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.Infusions.RecordAsync(Nurse(seen), step, "once")
        );

        var change = Assert.Single(refused.Changes);
        Assert.Equal(("infusion.step-recorded", "other nurse", Unit.Now), (change.Action, change.ActorName, change.At));
        Assert.Equal(InfusionStatus.Interrupted, (await Unit.Infusions.FindAsync(infusion))!.State.Status);
        seen.Told(change.Seq);
        Assert.True((await Unit.Infusions.RecordAsync(Nurse(seen), step, "once")).Recorded);
    }

    [Fact]
    public async Task Event_ReactionRecordedMeanwhile_IsRefusedAndNothingIsWritten()
    {
        var (course, infusion) = await RunningAsync();
        var seen = Sees(SeenSubject.EventsOf(course), SeenSubject.StepsOf(infusion));
        await Unit.Events.RecordAsync(
            other,
            course,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion)
        );

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.Events.RecordAsync(Nurse(seen), course, Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade1, infusion))
        );
        Assert.Equal(1, Unit.Count("adverse_event"));
    }

    [Fact]
    public async Task Save_WhatItDoesNotRestOn_DoesNotStopIt()
    {
        var (course, infusion) = await RunningAsync();
        var seen = Sees(SeenSubject.StepsOf(infusion));
        await Unit.AncAsync(course, 2.1m);
        await Unit.Checks.RecordAsync(other, new(infusion, Unit.Now, VitalSigns.None with { PulsePerMinute = 80 }));
        var (_, elsewhere) = await RunningAsync();
        Assert.NotEqual(infusion, elsewhere);
        Assert.True(
            (
                await Unit.Infusions.RecordAsync(
                    Nurse(seen),
                    new(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000)
                )
            ).Recorded
        );
    }

    [Fact]
    public async Task Save_OwnEntriesOfTheSameScreen_AreNoSurprise()
    {
        var (_, infusion) = await RunningAsync();
        var (first, second) = (Sees(SeenSubject.StepsOf(infusion)), Sees(SeenSubject.StepsOf(infusion)));
        await Unit.Infusions.RecordAsync(Nurse(first), new(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000));
        Assert.True(
            (
                await Unit.Infusions.RecordAsync(
                    Nurse(second),
                    new(infusion, InfusionStepKind.RateChanged, Unit.Now, 40_000)
                )
            ).Recorded
        );
    }

    [Fact]
    public async Task Save_OwnEntriesOfAnotherScreen_AreOne()
    {
        var (_, infusion) = await RunningAsync();
        var seen = Sees(SeenSubject.StepsOf(infusion));
        await Unit.Infusions.RecordAsync(Unit.Nurse, new(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.Infusions.RecordAsync(Nurse(seen), new(infusion, InfusionStepKind.RateChanged, Unit.Now, 40_000))
        );
    }

    [Fact]
    public async Task Save_TheSameFormTwice_TakesEffectOnceAndIsNotRefused()
    {
        var (_, infusion) = await RunningAsync();
        var seen = Sees(SeenSubject.StepsOf(infusion));
        var step = new InfusionStepEntry(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000);
        var first = await Unit.Infusions.RecordAsync(Nurse(seen), step, "form");
        await Unit.Infusions.RecordAsync(
            other,
            new(infusion, InfusionStepKind.Interrupted, Unit.Now, Reason: "chills")
        );
        Assert.Equal(first.StepId, (await Unit.Infusions.RecordAsync(Nurse(seen), step, "form")).StepId);
    }

    [Fact]
    public async Task Save_NobodyLooked_IsTaken()
    {
        var (_, infusion) = await RunningAsync();
        await Unit.Infusions.RecordAsync(other, new(infusion, InfusionStepKind.RateChanged, Unit.Now, 50_000));
        Assert.True(
            (
                await Unit.Infusions.RecordAsync(
                    Unit.Nurse,
                    new(infusion, InfusionStepKind.RateChanged, Unit.Now, 40_000)
                )
            ).Recorded
        );
    }

    [Fact]
    public async Task CourseOfEvent_CorrectedMeanwhile_IsRefused()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade1, infusion);
        var eventId = (await Unit.Events.HistoryAsync(row))[^1].EventId;
        var seen = Sees(SeenSubject.Of(eventId));
        await Unit.Events.CorrectAsync(
            other,
            row,
            Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade2, infusion),
            "worse than noted"
        );
        Unit.Pass(TimeSpan.FromMinutes(30));
        var ended = new EventCourseContent(Unit.Now, null, EventOutcome.Recovered);

        var refused = await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.Courses.RecordAsync(Nurse(seen), eventId, ended)
        );
        Assert.Equal("adverse-event.corrected", refused.Changes[0].Action);
    }

    [Fact]
    public async Task EndOfCourse_DoseStartedMeanwhile_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        var seen = Sees(SeenSubject.CourseOf(course), SeenSubject.InfusionsOf(course));
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.CourseEnds.EndAsync(
                Nurse(seen),
                course,
                new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.PhysicianDecision, "enough")
            )
        );
    }

    [Fact]
    public async Task Team_ChangedMeanwhile_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        var seen = Sees(SeenSubject.CourseOf(course));
        await Unit.Patients.AssignPhysicianAsync(other, course, Unit.OtherPhysician.UserId!.Value, "takes over");
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Unit.Patients.AssignPhysicianAsync(Nurse(seen), course, Unit.Physician.UserId!.Value, "back")
        );
    }

    private async Task<(CourseId Course, InfusionId Infusion)> RunningAsync()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        Assert.True((await Unit.StartAsync(infusion)).Recorded);
        Unit.Pass(TimeSpan.FromMinutes(60));
        return (course, infusion);
    }

    private SeenState Sees(params SeenSubject[] subjects) => new(Unit.Unit.Feed.Seq, subjects, firstScreen);

    private Actor Nurse(SeenState seen) => Unit.Nurse with { Seen = seen };
}

public sealed class SeenStateOnSqlite() : SeenStateConformance(TestUnit.OnSqlite());

public sealed class SeenStateOnPostgres() : SeenStateConformance(TestUnit.OnPostgres());
