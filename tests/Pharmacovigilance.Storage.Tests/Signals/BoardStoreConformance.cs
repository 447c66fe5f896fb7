using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

public abstract class BoardStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task ReadAsync_NobodyTreated_EveryStreamIsZeroOfZero()
    {
        await Unit.RegisterAsync();
        var rows = await Unit.Board.ReadAsync();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
            Assert.Equal((0, 0, 0), (row.Counts.PatientsWithEvent, row.Counts.PatientsAssessed, row.Counts.NotAssessed))
        );
    }

    [Fact]
    public async Task ReadAsync_ThreeEpisodesOfOnePatient_CountOnce()
    {
        var course = await TreatedAsync();
        await TreatedAsync();
        for (int i = 0; i < 3; i++)
            await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);

        Assert.Equal((1, 2, 0), await KOfMAsync(CtcaeTerms.UpperRespiratoryInfection, GradeBand.Any));
        Assert.Equal((0, 2, 0), await KOfMAsync(CtcaeTerms.UpperRespiratoryInfection, GradeBand.GradeAtLeast3));
    }

    [Fact]
    public async Task ReadAsync_UnknownGrade_IsAnEventOfAnyGradeAndNotAssessedForGrade3()
    {
        var course = await TreatedAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, null);
        Assert.Equal((1, 1, 0), await KOfMAsync(CtcaeTerms.UpperRespiratoryInfection, GradeBand.Any));
        Assert.Equal((0, 0, 1), await KOfMAsync(CtcaeTerms.UpperRespiratoryInfection, GradeBand.GradeAtLeast3));

        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.UpperRespiratoryInfection, Grade.Grade3),
            "grade known"
        );
        Assert.Equal((1, 1, 0), await KOfMAsync(CtcaeTerms.UpperRespiratoryInfection, GradeBand.GradeAtLeast3));
    }

    [Fact]
    public async Task ReadAsync_ReactionsNotReported_PatientLeavesNumeratorAndDenominator()
    {
        await TreatedAsync(ReactionStatement.NotReported);
        Assert.Equal((0, 0, 1), await KOfMAsync(CtcaeTerms.InfusionRelatedReaction, GradeBand.Any));
        await TreatedAsync();
        Assert.Equal((0, 1, 1), await KOfMAsync(CtcaeTerms.InfusionRelatedReaction, GradeBand.Any));
    }

    [Fact]
    public async Task ReadAsync_EventTakenBack_IsNoLongerCounted()
    {
        var course = await TreatedAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.Hypertension, Grade.Grade3);
        Assert.Equal((1, 1, 0), await KOfMAsync(CtcaeTerms.Hypertension, GradeBand.GradeAtLeast3));
        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "wrong patient");
        Assert.Equal((0, 1, 0), await KOfMAsync(CtcaeTerms.Hypertension, GradeBand.GradeAtLeast3));
    }

    [Fact]
    public async Task ReadAsync_OtherRegimen_IsCountedApart()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.GiveAsync(course, 1);
        await Unit.EventAsync(course, CtcaeTerms.LungInfection, Grade.Grade2);
        Assert.Equal(
            0,
            (await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.LungInfection, GradeBand.Any)).PatientsAssessed
        );
        Assert.Equal(
            1,
            (await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.LungInfection, GradeBand.Any)).PatientsWithEvent
        );
    }

    [Fact]
    public async Task ReadAsync_TermWhoseCriteriaDifferFromTheTrials_IsCountedButNotCompared()
    {
        // Diarrhoea of grade 3 by incontinence exists in v4.03 only; v5.0 is in force.
        var course = await TreatedAsync();
        await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade3);
        var counts = await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3);
        Assert.Equal((1, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
        var row = await Unit.RowAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3);
        Assert.Equal(StreamState.NotComparable, row.State);
    }

    [Fact]
    public async Task ReadAsync_LaboratoryAndReportedNeutropenia_AreSeriesOfTheirOwn()
    {
        var course = await TreatedAsync();
        Assert.Equal(
            (0, 0, 1),
            await KOfMAsync(CtcaeTerms.NeutrophilCountDecreased, GradeBand.GradeAtLeast3, EventBasis.Laboratory)
        );
        await Unit.AncAsync(course, 0.8m);
        Assert.Equal(
            (1, 1, 0),
            await KOfMAsync(CtcaeTerms.NeutrophilCountDecreased, GradeBand.GradeAtLeast3, EventBasis.Laboratory)
        );
        Assert.Equal((0, 1, 0), await KOfMAsync(CtcaeTerms.NeutrophilCountDecreased, GradeBand.GradeAtLeast3));
    }

    private async Task<CourseId> TreatedAsync(ReactionStatement reaction = ReactionStatement.NoReactionObserved)
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1, reaction);
        return course;
    }

    private async Task<(int WithEvent, int Assessed, int NotAssessed)> KOfMAsync(
        string llt,
        GradeBand band,
        EventBasis basis = EventBasis.AdverseEvent
    )
    {
        var counts = await Unit.CountsAsync(Regimen.IsaPd, llt, band, basis);
        return (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotAssessed);
    }
}

public sealed class BoardStoreOnSqlite() : BoardStoreConformance(TestUnit.OnSqlite());

public sealed class BoardStoreOnPostgres() : BoardStoreConformance(TestUnit.OnPostgres());
