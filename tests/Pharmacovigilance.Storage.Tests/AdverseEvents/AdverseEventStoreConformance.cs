using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

public abstract class AdverseEventStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordAsync_DuringAnInfusion_FillsMinuteAndRateAtOnset()
    {
        var (course, infusion) = await RunningAsync();
        Unit.Pass(TimeSpan.FromMinutes(37));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);

        var content = Assert.Single(await Unit.Events.OfCourseAsync(course)).Content;
        Assert.Equal((37, 25_000L), (content.OnsetMinute, content.RateAtOnsetMicrolitresPerHour));
    }

    [Fact]
    public async Task RecordAsync_DrugInterrupted_InterruptsTheRunningInfusionInTheSameStep()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion) with
            {
                ActionTaken = ActionTaken.DrugInterrupted,
            }
        );
        Assert.Equal(InfusionStatus.Interrupted, (await Unit.Infusions.FindAsync(infusion))!.State.Status);
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).Status);
    }

    [Fact]
    public async Task RecordAsync_InfusionOfAnotherPatientOrNotStarted_IsRefused()
    {
        var (course, _) = await RunningAsync();
        var (_, other) = await RunningAsync();
        Assert.Equal(
            "adverse-event.infusion-of-another-course",
            await RefusedAsync(() => Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, other))
        );
        var next = await Unit.InfusionAsync(course, 2);
        Assert.Equal(
            "adverse-event.infusion-not-started",
            await RefusedAsync(() => Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, next))
        );
    }

    [Fact]
    public async Task RecordAsync_GradeThatDoesNotExist_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal(
            "adverse-event.grade-does-not-exist",
            await RefusedAsync(() => Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade1))
        );
        Assert.Equal(0, Unit.Count("adverse_event"));
    }

    [Fact]
    public async Task CorrectAsync_Grade2To3_WithdrawsTheInterruptionAndOpensTheStop()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion),
            "bronchospasm noticed"
        );

        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.ReactionInterrupt)).Status);
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        Assert.Equal(RuleId.ReactionStop, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
        var stop = (await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId;
        Assert.Single(await Unit.CallsAsync(), due => due.AlertId == stop);
    }

    [Fact]
    public async Task CorrectAsync_Grade3DownAndUpAgain_TheStopIsDueAgain()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion);
        row = await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion),
            "slip"
        );
        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion),
            "it was right"
        );

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task CorrectAsync_Grade3To4AfterADecision_AsksForANewOne()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion);
        await Unit.Alerts.OverrideAsync(
            Unit.Physician,
            (await Unit.AlertAsync(course, RuleId.ReactionStop)).AlertId,
            OverrideReason.BenefitOutweighsRisk,
            null
        );
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade4, infusion),
            "intubated"
        );

        Assert.Equal(
            [AlertStatus.Open, AlertStatus.Withdrawn],
            (await Unit.Alerts.OfCourseAsync(course))
                .Where(a => a.Rule == RuleId.ReactionStop)
                .Select(a => a.Status)
                .Order()
        );
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task TakeBackAsync_Event_WithdrawsItsAlertAndLeavesTheOthers()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion);
        await Unit.AncAsync(course, 0.3m);
        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "wrong patient");

        Assert.Empty(await Unit.Events.OfCourseAsync(course));
        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.ReactionStop)).Status);
        Assert.Equal(RuleId.AncHold, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
        Assert.Equal(
            [EventStatus.Recorded, EventStatus.EnteredInError],
            (await Unit.Events.HistoryAsync(row)).Select(r => r.Status)
        );
        Assert.Equal(
            "adverse-event.somebody-was-faster",
            await RefusedAsync(() => Unit.Events.TakeBackAsync(Unit.Nurse, row, "again"))
        );
    }

    [Fact, Trait("peer-failure", "17")]
    public async Task CorrectAsync_TwoAtOnce_SecondIsRefusedAndNothingIsLost()
    {
        var course = await Unit.RegisterAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.Diarrhea, null);
        var results = await Task.WhenAll(
            new[] { Grade.Grade1, Grade.Grade2 }.Select(async grade =>
            {
                try
                {
                    await Unit.Events.CorrectAsync(
                        Unit.Nurse,
                        row,
                        Unit.Content(CtcaeTerms.Diarrhea, grade),
                        "grade known"
                    );
                    return "done";
                }
                catch (RefusedException refused)
                {
                    return refused.Refusals[0].Code;
                }
            })
        );
        Assert.Equal(["adverse-event.somebody-was-faster", "done"], results.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Unit.Events.HistoryAsync(row)).Count);
    }

    [Fact]
    public async Task CorrectAsync_ValueItCameFromWasCorrectedSince_StillWorks()
    {
        var course = await Unit.RegisterAsync();
        var value = await Unit.AncAsync(course, 0.7m);
        var content = Unit.Content(CtcaeTerms.NeutrophilCountDecreased, Grade.Grade3) with
        {
            SourceObservationId = value,
        };
        var row = await Unit.Events.RecordAsync(Unit.Nurse, course, content);
        await Unit.Observations.CorrectLabAsync(Unit.Nurse, value, Unit.Anc(course, 0.8m), "misread");

        await Unit.Events.CorrectAsync(Unit.Nurse, row, content with { SeriousnessAssessed = true }, "assessed");
        Assert.Equal(
            "adverse-event.observation-unknown",
            await RefusedAsync(() => Unit.Events.RecordAsync(Unit.Nurse, course, content))
        );
    }

    [Fact]
    public async Task ToBeCompletedAsync_UnknownGrade_IsListedUntilItIsKnown()
    {
        var course = await Unit.RegisterAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, null);
        Assert.Single(await Unit.Events.ToBeCompletedAsync());
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2) with
            {
                SeriousnessAssessed = true,
            },
            "grade known"
        );
        Assert.Empty(await Unit.Events.ToBeCompletedAsync());
    }

    private async Task<(CourseId Course, InfusionId Infusion)> RunningAsync()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaPd);
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        foreach (var drug in ClinicalUnit.Knowledge.PremedicationOf(Regimen.IsaPd).Drugs)
            await PremedicateAsync(infusion, drug.Code);
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.StartAsync(infusion);
        return (course, infusion);
    }

    private Task PremedicateAsync(InfusionId infusion, string drug) =>
        Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Premedicated, Unit.Now, Premedication: [new(drug, null, null, Unit.Now)])
        );
}

public sealed class AdverseEventStoreOnSqlite() : AdverseEventStoreConformance(TestUnit.OnSqlite());

public sealed class AdverseEventStoreOnPostgres() : AdverseEventStoreConformance(TestUnit.OnPostgres());
