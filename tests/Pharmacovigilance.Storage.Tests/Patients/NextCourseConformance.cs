using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.Patients;

/// <summary>A second course of a patient: begun only after the first has ended, and looked at by itself.</summary>
public abstract class NextCourseConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly CourseBaseline Baseline = new(
        68_000,
        new PriorTreatment
        {
            Lines = 3,
            Lenalidomide = Stated.Yes,
            ProteasomeInhibitor = Stated.Yes,
            RefractoryToLenalidomide = Stated.Yes,
        }
    );

    [Fact]
    public async Task BeginCourse_EarlierOneGoesOn_IsRefusedAndNothingIsWritten()
    {
        var first = await Unit.RegisterAsync();

        Assert.Equal("course.earlier-goes-on", await RefusedAsync(() => BeginAsync(first)));
        Assert.Equal((1, 0), (Unit.Count("course"), Unit.Count("course_baseline")));
    }

    [Fact]
    public async Task BeginCourse_EarlierOneEnded_CountsAndJudgesByItself()
    {
        var (first, second) = await TwoAsync();
        await Unit.AncAsync(second, 0.4m);

        var standing = (await Unit.Patients.StandingAsync(second))!;
        Assert.Equal(
            (first, 1, second, 2),
            (
                standing.Courses[0].CourseId,
                standing.Courses[0].Number,
                standing.Courses[1].CourseId,
                standing.Courses[1].Number
            )
        );
        Assert.Equal(
            (Regimen.IsaKd, Baseline, 1),
            (standing.Course.Regimen, standing.Baseline.Baseline, standing.Baseline.Revision)
        );
        Assert.Equal((await Unit.Patients.FindAsync(first))!.PatientId, standing.Course.PatientId);
        Assert.Single(standing.Alerts, alert => alert.Rule == RuleId.AncHold);
        Assert.DoesNotContain(await Unit.Alerts.OfCourseAsync(first), alert => alert.Rule == RuleId.AncHold);

        await Unit.Alerts.OverrideAsync(
            Unit.Physician,
            standing.Alerts.Single(alert => alert.Rule == RuleId.AncHold).AlertId,
            Domain.Alerts.OverrideReason.NotApplicable,
            null
        );
        await Unit.GiveAsync(second, 1);
        Assert.Equal(
            [1],
            (await Unit.Infusions.CalendarAsync(second)).Select(item => item.Head.GivenOrdinal).OfType<int>()
        );
    }

    [Fact]
    public async Task BeginCourse_Repeated_BeginsOne()
    {
        var first = await EndedAsync();
        var next = Next();

        Assert.Equal(
            await Unit.Patients.BeginCourseAsync(Unit.Nurse, first, next, "once"),
            await Unit.Patients.BeginCourseAsync(Unit.Nurse, first, next, "once")
        );
        Assert.Equal(2, Unit.Count("course"));
    }

    [Fact]
    public async Task BeginCourse_TwoAtOnce_OneIsRefused()
    {
        var first = await EndedAsync();
        var attempts = new[]
        {
            Unit.Patients.BeginCourseAsync(Unit.Nurse, first, Next()),
            Unit.Patients.BeginCourseAsync(Unit.Physician, first, Next()),
        };

        await Assert.ThrowsAsync<RefusedException>(() => Task.WhenAll(attempts));
        Assert.Equal(1, attempts.Count(attempt => attempt.IsCompletedSuccessfully));
        Assert.Equal(2, Unit.Count("course"));
    }

    [Fact]
    public async Task Reopen_WhileAnotherCourseGoesOn_IsRefused()
    {
        var (first, _) = await TwoAsync();
        Assert.Equal(
            "course.earlier-goes-on",
            await RefusedAsync(() =>
                Unit.CourseEnds.ReopenAsync(Unit.Nurse, first, Unit.Unit.Clock.Today.AddDays(30), "again")
            )
        );
    }

    [Fact]
    public async Task CorrectPatient_OfTwoCourses_IsFoundWithBoth()
    {
        var (first, second) = await TwoAsync();
        var details = (await Unit.Patients.FindAsync(second))!.Details with { FamilyName = "Berg" };

        await Unit.Patients.CorrectAsync(Unit.Nurse, second, details, "married");

        Assert.Equal(
            ("Berg", "Berg"),
            (
                (await Unit.Patients.FindAsync(first))!.Details.FamilyName,
                (await Unit.Patients.FindAsync(second))!.Details.FamilyName
            )
        );
    }

    [Fact]
    public async Task RecordBaseline_Corrected_NeedsAReasonAndKeepsEachRevision()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal(
            (CourseBaseline.Unknown, 0),
            ((await BaselineAsync(course)).Baseline, (await BaselineAsync(course)).Revision)
        );

        await Unit.Patients.RecordBaselineAsync(Unit.Nurse, course, Baseline, 0, reason: null);
        var unknownLines = Baseline with { Prior = Baseline.Prior with { Lines = null } };
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Patients.RecordBaselineAsync(Unit.Nurse, course, unknownLines, 1, " "))
        );
        Assert.Equal(
            "course.baseline-changed",
            await RefusedAsync(() => Unit.Patients.RecordBaselineAsync(Unit.Nurse, course, unknownLines, 0, "misread"))
        );
        await Unit.Patients.RecordBaselineAsync(Unit.Physician, course, unknownLines, 1, "misread");

        Assert.Equal(
            (unknownLines, 2),
            ((await BaselineAsync(course)).Baseline, (await BaselineAsync(course)).Revision)
        );
        Assert.Null((await BaselineAsync(course)).Baseline.Prior.Lines);
        Assert.Equal(
            ["course.registered", "course.baseline-recorded", "course.baseline-corrected"],
            Unit.Actions(course)
        );
    }

    private async Task<Storage.Patients.RecordedBaseline> BaselineAsync(CourseId course) =>
        (await Unit.Patients.StandingAsync(course))!.Baseline;

    private NextCourse Next() => new(Regimen.IsaKd, Unit.Unit.Clock.Today, Unit.OtherPhysician.UserId!.Value, Baseline);

    private Task<CourseId> BeginAsync(CourseId first) => Unit.Patients.BeginCourseAsync(Unit.Nurse, first, Next());

    /// <summary>A course with one infusion, ended three weeks ago.</summary>
    private async Task<CourseId> EndedAsync()
    {
        var first = await Unit.RegisterAsync();
        await Unit.AncAsync(first, 2.0m);
        await Unit.GiveAsync(first, 1);
        await Unit.CourseEnds.EndAsync(
            Unit.Physician,
            first,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.PhysicianDecision)
        );
        Unit.Pass(TimeSpan.FromDays(21));
        return first;
    }

    private async Task<(CourseId First, CourseId Second)> TwoAsync()
    {
        var first = await EndedAsync();
        return (first, await BeginAsync(first));
    }
}

public sealed class NextCourseOnSqlite() : NextCourseConformance(TestUnit.OnSqlite());

public sealed class NextCourseOnPostgres() : NextCourseConformance(TestUnit.OnPostgres());
