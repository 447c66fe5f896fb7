using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>What follows from other records follows from them as they stand, after any correction of either.</summary>
public abstract class DerivedValuesConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task CorrectAsync_Start_MovesMinuteAndRateAtOnset()
    {
        var (course, infusion) = await RunningAsync();
        var onset = Unit.Now;
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion, onset);
        Assert.Equal(20, (await OnlyAsync(course)).OnsetMinute);

        await CorrectStartAsync(infusion, onset.AddMinutes(-50), 20_000);

        Assert.Equal(
            (50, 20_000L),
            ((await OnlyAsync(course)).OnsetMinute, (await OnlyAsync(course)).RateAtOnsetMicrolitresPerHour)
        );
    }

    [Fact]
    public async Task CorrectAsync_StartToAfterItsReaction_IsRefused()
    {
        var (course, infusion) = await RunningAsync();
        var onset = Unit.Now.AddMinutes(-10);
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion, onset);

        Assert.Equal(
            "infusion.start-after-reaction",
            await RefusedAsync(() => CorrectStartAsync(infusion, onset.AddMinutes(1), 25_000))
        );
        await CorrectStartAsync(infusion, onset, 25_000);
        Assert.Equal(0, (await OnlyAsync(course)).OnsetMinute);
    }

    [Fact]
    public async Task CorrectAsync_OnsetToAfterItsCourse_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade2, onsetAt: Unit.Now.AddHours(-5));
        await Unit.Courses.RecordAsync(
            Unit.Nurse,
            row,
            new EventCourseContent(Unit.Now.AddHours(-3), Grade.Grade3, null)
        );

        Assert.Equal(
            "adverse-event.onset-after-course",
            await RefusedAsync(() =>
                Unit.Events.CorrectAsync(
                    Unit.Nurse,
                    row,
                    Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade2, onsetAt: Unit.Now.AddHours(-2)),
                    "misread"
                )
            )
        );
    }

    [Fact]
    public async Task TakeBackAsync_TheOnlyReaction_OpensTheStatementAndThePatientIsNotAssessed()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);
        await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded);
        Assert.Equal((ReactionStanding.Agrees, 1, 1), await StandingAsync(infusion));

        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "another patient");
        Assert.Equal((ReactionStanding.Open, 0, 0), await StandingAsync(infusion));
    }

    [Fact]
    public async Task RecordAsync_ReactionAfterNoneWasStated_IsFlaggedAndCounts()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.EndAsync(infusion);
        Assert.Equal((ReactionStanding.Agrees, 0, 1), await StandingAsync(infusion));

        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);
        Assert.Equal((ReactionStanding.Contradicted, 1, 1), await StandingAsync(infusion));
    }

    [Fact]
    public async Task CorrectBloodPressureAsync_TheBaseline_IsWhatLaterReadingsAreComparedWith()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        var baseline = await Unit.PressureAsync(course, 120, 70);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.PressureAsync(course, 150, 80);

        await Unit.Observations.CorrectBloodPressureAsync(
            Unit.Nurse,
            baseline,
            new BloodPressureEntry(course, 145, 75, Unit.Now.AddHours(-1)),
            "misread"
        );

        Assert.Equal(145, (await Unit.Observations.BloodPressuresAsync(course))[0].Finding.Baseline!.SystolicMmHg);
    }

    [Fact]
    public async Task RecordLabAsync_OnlyTheDayKnown_KeepsNoHour()
    {
        var course = await Unit.RegisterAsync();
        var id = (
            await Unit.Observations.RecordLabAsync(Unit.Nurse, Unit.Anc(course, 0.4m) with { TimeKnown = false })
        ).Id;

        var lab = Assert.Single(await Unit.Observations.LabsAsync(course));
        Assert.Equal(
            (id, false, Unit.Unit.Clock.StartOf(Unit.Unit.Clock.Today)),
            (lab.Id, lab.TimeKnown, lab.CollectedAt)
        );
        Assert.False(Assert.Single(await Unit.OpenHoldsAsync(course)).StartTimeKnown);
        var alert = Assert.Single(await Unit.Alerts.OfCourseAsync(course));
        Assert.False(alert.SinceTimeKnown);
        Assert.DoesNotContain(
            ":",
            alert.Facts.Single(f => f.Name == Domain.Rules.FactNames.CollectedAt).Value,
            StringComparison.Ordinal
        );
    }

    /// <summary>Any sequence of corrections: what is read equals what the rows give from nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Corrections_InAnySequence_GiveWhatIsComputedFromNothing(int seed)
    {
        var random = new Random(seed);
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion, Unit.Now);
        for (int i = 0; i < 12; i++)
        {
            Unit.Pass(TimeSpan.FromMinutes(1));
            try
            {
                if (random.Next(2) == 0)
                    await CorrectStartAsync(
                        infusion,
                        Unit.Now.AddMinutes(-random.Next(1, 90)),
                        1_000 * random.Next(5, 60)
                    );
                else
                    row = await Unit.Events.CorrectAsync(
                        Unit.Nurse,
                        row,
                        Unit.Content(
                            CtcaeTerms.InfusionRelatedReaction,
                            Grade.Grade1,
                            infusion,
                            Unit.Now.AddMinutes(-random.Next(0, 60))
                        ),
                        "again"
                    );
            }
            catch (RefusedException)
            {
                // The two would contradict each other; nothing has changed.
            }

            var steps = (await Unit.Infusions.FindAsync(infusion))!.Steps;
            var content = await OnlyAsync(course);
            var state = InfusionState.From(steps);
            Assert.True(content.OnsetAt >= state.StartedAt);
            Assert.Equal(
                (state.MinutesInto(content.OnsetAt!.Value), InfusionTimeline.RateAt(steps, content.OnsetAt.Value)),
                (content.OnsetMinute, content.RateAtOnsetMicrolitresPerHour)
            );
        }
    }

    private async Task<(ReactionStanding Standing, int Reacted, int Assessed)> StandingAsync(InfusionId infusion)
    {
        var counts = await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.InfusionRelatedReaction, GradeBand.Any);
        return (
            (await Unit.Infusions.FindAsync(infusion))!.ReactionStanding,
            counts.PatientsWithEvent,
            counts.PatientsAssessed
        );
    }

    private async Task<AdverseEventContent> OnlyAsync(CourseId course) =>
        Assert.Single(await Unit.Events.OfCourseAsync(course)).Content;

    private async Task CorrectStartAsync(InfusionId infusion, DateTimeOffset at, long rate)
    {
        var start = InfusionState
            .Effective((await Unit.Infusions.FindAsync(infusion))!.Steps)
            .Single(step => step.Kind == InfusionStepKind.Started);
        await Unit.Infusions.CorrectAsync(
            Unit.Nurse,
            start.Id,
            new InfusionStepEntry(infusion, InfusionStepKind.Started, at, rate, 70_000, "Sarclisa", "B-1"),
            "misread"
        );
    }

    private async Task<(CourseId, InfusionId)> RunningAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(20));
        return (course, infusion);
    }
}

public sealed class DerivedValuesOnSqlite() : DerivedValuesConformance(TestUnit.OnSqlite());

public sealed class DerivedValuesOnPostgres() : DerivedValuesConformance(TestUnit.OnPostgres());
