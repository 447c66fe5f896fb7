using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class NextCourseTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly EarlierCourse Ended = new(
        "C-0001",
        Today.AddDays(-20),
        CourseEndReason.ProgressiveDisease,
        Today.AddDays(-21)
    );
    private static readonly NextCourse Next = new(Regimen.IsaKd, Today, new UserId(Guid.Empty), CourseBaseline.Unknown);

    [Fact]
    public void Check_EarlierCourseHasEnded_TakesIt() => Assert.Empty(Refusals(Next, Ended));

    [Theory]
    [InlineData(null, null, "course.earlier-goes-on")]
    [InlineData(-20, CourseEndReason.Death, "course.patient-died")]
    [InlineData(1, CourseEndReason.Completed, "course.first-dose-before-end")]
    public void Check_EarlierCourse_StandsAgainstIt(int? endedAfterDays, CourseEndReason? reason, string code) =>
        Assert.Equal(
            code,
            Assert
                .Single(
                    Refusals(
                        Next,
                        Ended with
                        {
                            EndedOn = endedAfterDays is { } days ? Today.AddDays(days) : null,
                            EndedBy = reason,
                        }
                    )
                )
                .Code
        );

    [Theory]
    [InlineData(6, "course.first-dose-too-soon")]
    [InlineData(7, null)]
    public void Check_AfterTheLastInfusionOfAnyCourse_LeavesTheShortestInterval(int daysAfter, string? code) =>
        Assert.Equal(
            code,
            Refusals(Next, Ended, Ended with { Code = "C-0000", LastGivenOn = Today.AddDays(-daysAfter) })
                .SingleOrDefault()
                ?.Code
        );

    [Fact]
    public void Check_UnderEighteenAtTheFirstDose_IsRefused() =>
        Assert.Equal(
            "course.not-adult",
            Assert.Single(NextCourseRules.Check(Next, [Ended], Calendar, Today.AddYears(-18).AddDays(1), Today)).Code
        );

    [Theory]
    [InlineData(21, Stated.Unknown, Stated.Unknown, "course.prior-lines-range")]
    [InlineData(0, Stated.Yes, Stated.Unknown, "course.no-lines-but-drug")]
    [InlineData(2, Stated.No, Stated.Yes, "course.refractory-never-given")]
    [InlineData(null, Stated.Unknown, Stated.Yes, null)]
    [InlineData(0, Stated.No, Stated.No, null)]
    public void Check_EarlierTreatment_IsTakenUnlessItContradictsItself(
        int? lines,
        Stated lenalidomide,
        Stated refractory,
        string? code
    ) =>
        Assert.Equal(
            code,
            CourseBaselineRules
                .Check(
                    new CourseBaseline(
                        null,
                        new PriorTreatment
                        {
                            Lines = lines,
                            Lenalidomide = lenalidomide,
                            RefractoryToLenalidomide = refractory,
                        }
                    )
                )
                .SingleOrDefault()
                ?.Code
        );

    private static IReadOnlyList<Refusal> Refusals(NextCourse next, params EarlierCourse[] earlier) =>
        NextCourseRules.Check(next, earlier, Calendar, null, Today);

    private static RegimenCalendar Calendar => RuleData.Knowledge.Calendars[Regimen.IsaKd];
}
