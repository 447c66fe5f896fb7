using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>One family of reactions on a real database: alerts, counts, the statement at the end, and what comes back.</summary>
public abstract class ReactionFamilyConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Reaction = CtcaeTerms.InfusionRelatedReaction;

    [Theory]
    [InlineData(CtcaeTerms.AllergicReaction)]
    [InlineData(CtcaeTerms.CytokineReleaseSyndrome)]
    [InlineData(CtcaeTerms.Anaphylaxis)]
    public async Task ReactionOfTheFamily_EnteredWithNoInfusion_StopsCountsAndContradictsNoReaction(string llt)
    {
        var (course, infusion) = await RunningAsync();
        await Unit.EventAsync(course, llt, Grade.Grade3);

        Assert.Equal(RuleId.ReactionStop, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
        Assert.Equal("infusion.reaction-on-record", await RefusedAsync(() => Unit.EndAsync(infusion)));
        Assert.True((await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded)).Recorded);
        var counts = await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.GradeAtLeast3);
        Assert.Equal((1, 1), (counts.PatientsWithEvent, counts.PatientsAssessed));
    }

    [Theory]
    [InlineData(24 * 60, 1)]
    [InlineData(24 * 60 + 1, 0)]
    public async Task AllergicReaction_AtTheEdgeOfTheDay_CountsAsLongAsTheWindowIsOpen(int minutes, int expected)
    {
        var (course, infusion) = await RunningAsync(TimeSpan.Zero);
        var started = Unit.Now;
        Unit.Pass(TimeSpan.FromHours(3));
        await Unit.EndAsync(infusion);
        Unit.Pass(TimeSpan.FromHours(30));
        await Unit.EventAsync(course, CtcaeTerms.AllergicReaction, Grade.Grade3, onsetAt: started.AddMinutes(minutes));

        Assert.Equal(expected, (await Unit.OpenHoldsAsync(course)).Count);
        Assert.Equal(expected, (await Unit.CountsAsync(Regimen.IsaPd, Reaction, GradeBand.Any)).PatientsWithEvent);
    }

    [Fact]
    public async Task Recurrence_AfterARestart_StopsTheInfusionAndTheNextRestart()
    {
        var (course, infusion) = await ReactedAsync();
        Unit.Pass(TimeSpan.FromMinutes(15));
        Assert.True((await ResumeAsync(infusion, ReactionNow.AtMostGrade1)).Recorded);
        Assert.Empty(await Unit.OpenHoldsAsync(course));

        Unit.Pass(TimeSpan.FromMinutes(20));
        await Unit.Events.RecordAsync(Unit.Nurse, course, Interrupting(infusion));

        Assert.Equal(FactWords.Yes, Fact(await Unit.AlertAsync(course, RuleId.ReactionStop), FactNames.Recurrence));
        Unit.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(
            RuleId.ReactionStop,
            Assert.Single((await ResumeAsync(infusion, ReactionNow.Resolved)).StoppedBy).Rule
        );
    }

    [Fact]
    public async Task AboveGradeOneAtTheBedside_AfterAtMostGradeOne_IsARecurrence()
    {
        var (course, infusion) = await ReactedAsync();
        Unit.Pass(TimeSpan.FromMinutes(10));
        await SayAsync(infusion, ReactionNow.AtMostGrade1);
        Unit.Pass(TimeSpan.FromMinutes(5));
        await SayAsync(infusion, ReactionNow.AboveGrade1);

        Assert.Equal(
            FactWords.AtLeastGrade3,
            Fact(await Unit.AlertAsync(course, RuleId.ReactionStop), FactNames.GradeByCriterion)
        );
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public async Task ResumeAsync_WhileAboveGradeOne_IsChallenged(int minutes, bool physicianDecides)
    {
        var (course, infusion) = await ReactedAsync();
        Unit.Pass(TimeSpan.FromMinutes(minutes));
        if (!physicianDecides)
        {
            Assert.Equal(
                "infusion.reaction-above-restart-grade",
                await RefusedAsync(() => ResumeAsync(infusion, ReactionNow.AboveGrade1))
            );
            Assert.Empty(await Unit.OpenHoldsAsync(course));
            Assert.True(
                (await ResumeAsync(infusion, ReactionNow.AboveGrade1, "the physician at the bedside wants it")).Recorded
            );
            return;
        }

        Assert.Equal(
            RuleId.ReactionStop,
            Assert
                .Single(
                    (await ResumeAsync(infusion, ReactionNow.AboveGrade1, "a reason does not pass the hold")).StoppedBy
                )
                .Rule
        );
        Assert.Equal(InfusionStatus.Interrupted, (await Unit.Infusions.FindAsync(infusion))!.State.Status);
    }

    private static string Fact(Storage.Alerts.AlertItem alert, string name) =>
        alert.Facts.Single(fact => fact.Name == name).Value;

    private Task<StepOutcome> ResumeAsync(InfusionId infusion, ReactionNow now, string? reason = null) =>
        Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Resumed, Unit.Now, 12_500, Reason: reason, ReactionNow: now)
        );

    private Task SayAsync(InfusionId infusion, ReactionNow now) =>
        Unit.Checks.RecordAsync(Unit.Nurse, new BedsideEntry(infusion, Unit.Now, VitalSigns.None, ReactionNow: now));

    private AdverseEventContent Interrupting(InfusionId infusion) =>
        Unit.Content(Reaction, Grade.Grade2, infusion) with
        {
            ActionTaken = ActionTaken.DrugInterrupted,
        };

    private async Task<(CourseId Course, InfusionId Infusion)> ReactedAsync()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.Events.RecordAsync(Unit.Nurse, course, Interrupting(infusion));
        return (course, infusion);
    }

    private async Task<(CourseId Course, InfusionId Infusion)> RunningAsync(TimeSpan? since = null)
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(since ?? TimeSpan.FromMinutes(50));
        return (course, infusion);
    }
}

public sealed class ReactionFamilyOnSqlite() : ReactionFamilyConformance(TestUnit.OnSqlite());

public sealed class ReactionFamilyOnPostgres() : ReactionFamilyConformance(TestUnit.OnPostgres());
