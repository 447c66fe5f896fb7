using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>A grade that means ANC below 0.5 ×10⁹/L, reported without its value, holds.</summary>
public abstract class ReportedNeutropeniaConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordAsync_Grade4WithoutAValue_StopsTheStartUntilALaterCount()
    {
        var course = await CountedAsync();
        await Unit.EventAsync(course, CtcaeTerms.NeutrophilCountDecreased, Grade.Grade4);

        Assert.False((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
        Assert.IsType<AncReadiness.OnReportedHold>((await Unit.Patients.StandingAsync(course))!.Readiness);
        await Unit.AncAsync(course, 2m);
        Assert.Null(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 1.0m);
        Assert.NotNull(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
    }

    [Fact]
    public async Task RecordCourseAsync_WorsenedToGrade4_HoldsFromThenOn()
    {
        var course = await CountedAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.NeutrophilCountDecreased, Grade.Grade3);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Unit.Pass(TimeSpan.FromHours(2));

        var entry = await Unit.Courses.RecordAsync(
            Unit.Nurse,
            row,
            new EventCourseContent(Unit.Now, Grade.Grade4, null)
        );
        Assert.Equal(Unit.Now, Assert.Single(await Unit.OpenHoldsAsync(course)).StartedAt);

        await Unit.Courses.TakeBackAsync(Unit.Nurse, entry, "another patient");
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task CorrectAsync_ToGrade3OrTakenBack_EndsTheHold()
    {
        var course = await CountedAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.NeutrophilCountDecreased, Grade.Grade4);
        row = await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.NeutrophilCountDecreased, Grade.Grade3),
            "misread"
        );
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        row = await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(CtcaeTerms.NeutrophilCountDecreased, Grade.Grade4),
            "was right"
        );
        Assert.Single(await Unit.OpenHoldsAsync(course));
        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "another patient");
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task RecordAsync_GradeConfirmedFromAStoredValue_LeavesTheHoldToTheValue()
    {
        var course = await CountedAsync();
        Unit.Pass(TimeSpan.FromMinutes(10));
        var low = await Unit.AncAsync(course, 0.4m);
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(CtcaeTerms.NeutrophilCountDecreased, Grade.Grade4) with
            {
                SourceObservationId = low,
            }
        );
        Assert.Single(await Unit.OpenHoldsAsync(course));

        await Unit.Observations.CorrectLabAsync(Unit.Nurse, low, Unit.Anc(course, 1.4m), "typed wrongly");
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task TakeBackLabAsync_TheValueBehindAReportedGrade_LeavesTheReportWithoutOne()
    {
        var course = await CountedAsync();
        Unit.Pass(TimeSpan.FromMinutes(10));
        var low = await Unit.AncAsync(course, 0.4m);
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(CtcaeTerms.NeutrophilCountDecreased, Grade.Grade4) with
            {
                SourceObservationId = low,
            }
        );

        await Unit.Observations.TakeBackLabAsync(Unit.Nurse, low, "another patient");

        Assert.Contains(
            "reportedGrade",
            Assert.Single(await Unit.OpenHoldsAsync(course)) is { } hold
                ? (await Unit.Alerts.OfCourseAsync(course))
                    .Single(a => a.AlertId == hold.AlertId)
                    .Facts.Single(f => f.Name == FactNames.ReportedGrade)
                    .Name
                : "",
            StringComparison.Ordinal
        );
    }

    private async Task<CourseId> CountedAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.5m, Unit.Now.AddHours(-5));
        return course;
    }
}

public sealed class ReportedNeutropeniaOnSqlite() : ReportedNeutropeniaConformance(TestUnit.OnSqlite());

public sealed class ReportedNeutropeniaOnPostgres() : ReportedNeutropeniaConformance(TestUnit.OnPostgres());
