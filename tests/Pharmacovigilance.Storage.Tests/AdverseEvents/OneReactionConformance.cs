using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>One reaction is one event; its symptoms belong inside it.</summary>
public abstract class OneReactionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Theory]
    [InlineData(
        CtcaeTerms.InfusionRelatedReaction,
        CtcaeTerms.AllergicReaction,
        Grade.Grade2,
        "adverse-event.do-not-report-both"
    )]
    [InlineData(
        CtcaeTerms.AllergicReaction,
        CtcaeTerms.InfusionRelatedReaction,
        Grade.Grade2,
        "adverse-event.do-not-report-both"
    )]
    [InlineData(
        CtcaeTerms.InfusionRelatedReaction,
        CtcaeTerms.Anaphylaxis,
        Grade.Grade3,
        "adverse-event.one-reaction-one-event"
    )]
    [InlineData(
        CtcaeTerms.InfusionRelatedReaction,
        CtcaeTerms.CytokineReleaseSyndrome,
        Grade.Grade2,
        "adverse-event.one-reaction-one-event"
    )]
    public async Task RecordAsync_SecondTermForOneReaction_IsRefusedAndNamesTheFirst(
        string first,
        string second,
        Grade grade,
        string code
    )
    {
        var (course, infusion) = await RunningAsync();
        var recorded = await Unit.EventAsync(course, first, Grade.Grade2, infusion);

        var refusal = Assert.Single(
            (
                await Assert.ThrowsAsync<RefusedException>(() => Unit.EventAsync(course, second, grade, infusion))
            ).Refusals
        );

        Assert.Equal((code, recorded.ToString()), (refusal.Code, refusal.Arguments[^1]));
        Assert.Single(await Unit.Events.OfCourseAsync(course));
    }

    [Fact]
    public async Task CorrectAsync_TermOfTheRecordedReaction_MayBecomeAnaphylaxis()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.Anaphylaxis, Grade.Grade4, infusion),
            "anaphylaxis"
        );
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task RecordAsync_OtherInfusionOtherPatientTakenBackOrNoInfusion_IsTaken()
    {
        var (course, infusion) = await RunningAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);
        await Unit.EventAsync(course, CtcaeTerms.AllergicReaction, Grade.Grade1);
        var (other, otherInfusion) = await RunningAsync();
        await Unit.EventAsync(other, CtcaeTerms.AllergicReaction, Grade.Grade1, otherInfusion);
        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "was an allergy");
        await Unit.EventAsync(course, CtcaeTerms.AllergicReaction, Grade.Grade1, infusion);
        Assert.Equal(2, (await Unit.Events.OfCourseAsync(course)).Count);
    }

    [Fact]
    public async Task Symptoms_NoneAskedAndAsked_AreThreeDifferentThings()
    {
        var (course, infusion) = await RunningAsync();
        var content = Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);
        var row = await Unit.Events.RecordAsync(Unit.Nurse, course, content);
        Assert.Null(Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.Symptoms);
        row = await Unit.Events.CorrectAsync(Unit.Nurse, row, content with { Symptoms = [] }, "asked");
        Assert.Empty(Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.Symptoms!);
        await Unit.Events.CorrectAsync(Unit.Nurse, row, content with { Symptoms = ["dyspnea", "chills"] }, "noticed");
        Assert.Equal(["dyspnea", "chills"], Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.Symptoms!);
    }

    [Fact]
    public async Task Symptoms_UnknownOrOfNoReaction_AreRefused()
    {
        var (course, infusion) = await RunningAsync();
        var reaction = Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);
        Assert.Equal(
            "adverse-event.symptom-unknown",
            await RefusedAsync(() =>
                Unit.Events.RecordAsync(Unit.Nurse, course, reaction with { Symptoms = ["hiccups"] })
            )
        );
        var diarrhea = Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade1) with { Symptoms = ["nausea"] };
        Assert.Equal(
            "adverse-event.symptoms-without-reaction",
            await RefusedAsync(() => Unit.Events.RecordAsync(Unit.Nurse, course, diarrhea))
        );
    }

    [Fact]
    public async Task Seriousness_PartlyAnswered_ComesBackAsItWasAnsweredAndStaysToBeCompleted()
    {
        var course = await Unit.RegisterAsync();
        var content = Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade3)
            .With(SeriousnessCriteria.Hospitalisation, CriterionAnswer.Yes)
            .With(SeriousnessCriteria.ResultsInDeath, CriterionAnswer.No);
        await Unit.Events.RecordAsync(Unit.Nurse, course, content);

        var stored = Assert.Single(await Unit.Events.ToBeCompletedAsync()).Event.Content;
        Assert.Equal(
            [
                CriterionAnswer.No,
                CriterionAnswer.NotAssessed,
                CriterionAnswer.Yes,
                CriterionAnswer.NotAssessed,
                CriterionAnswer.NotAssessed,
                CriterionAnswer.NotAssessed,
            ],
            SeriousnessAnswers.Criteria.Select(stored.Answer)
        );
    }

    [Fact]
    public async Task Absence_StatedTakenBackAndContradicted_IsKeptApartFromNotAsked()
    {
        var (course, infusion) = await RunningAsync();
        Assert.Empty(await Unit.Absences.OfInfusionAsync(infusion));
        var id = await Unit.Absences.StateAsync(Unit.Nurse, infusion, CtcaeTerms.UpperRespiratoryInfection);
        Assert.Single(await Unit.Absences.OfInfusionAsync(infusion));
        Assert.Equal(
            "absence.stated-already",
            await RefusedAsync(() =>
                Unit.Absences.StateAsync(Unit.Nurse, infusion, CtcaeTerms.UpperRespiratoryInfection)
            )
        );
        await Unit.Absences.TakeBackAsync(Unit.Nurse, id, "not asked after all");
        Assert.Empty(await Unit.Absences.OfInfusionAsync(infusion));
        await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2, infusion);
        Assert.Equal(
            "absence.event-on-record",
            await RefusedAsync(() =>
                Unit.Absences.StateAsync(Unit.Nurse, infusion, CtcaeTerms.UpperRespiratoryInfection)
            )
        );
    }

    private async Task<(CourseId Course, InfusionId Infusion)> RunningAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(20));
        return (course, infusion);
    }
}

public sealed class OneReactionOnSqlite() : OneReactionConformance(TestUnit.OnSqlite());

public sealed class OneReactionOnPostgres() : OneReactionConformance(TestUnit.OnPostgres());
