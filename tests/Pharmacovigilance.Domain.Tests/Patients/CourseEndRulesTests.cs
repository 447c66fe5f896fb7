using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class CourseEndRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(1, "course.end-in-future")]
    [InlineData(0, null)]
    [InlineData(-3, null)]
    [InlineData(-4, "course.end-before-infusion")]
    public void EndedOn_AroundTodayAndTheLastInfusion_IsRefusedOutside(int days, string? code) =>
        Assert.Equal(code, Code(new CourseEnd(Today.AddDays(days), CourseEndReason.Death)));

    [Fact]
    public void EndedOn_OfACourseNeverGiven_MayBeAnyPastDay() =>
        Assert.Empty(
            CourseEndRules.Check(
                new CourseEnd(Today.AddDays(-300), CourseEndReason.Completed),
                lastGivenOn: null,
                Today
            )
        );

    [Theory]
    [InlineData(CourseEndReason.Other, null, "course.end-note-required")]
    [InlineData(CourseEndReason.Other, " ", "course.end-note-required")]
    [InlineData(CourseEndReason.Other, "moved abroad", null)]
    [InlineData(CourseEndReason.ProgressiveDisease, null, null)]
    public void Note_IsNeededWithOtherOnly(CourseEndReason reason, string? note, string? code) =>
        Assert.Equal(code, Code(new CourseEnd(Today, reason, note)));

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "too-long")]
    public void Note_AroundItsLength_IsRefusedBeyond(int length, string? code) =>
        Assert.Equal(code, Code(new CourseEnd(Today, CourseEndReason.Death, new string('n', length))));

    [Fact]
    public void CourseEndCode_OfEveryReason_IsReadBackAndNothingElseIs()
    {
        Assert.All(Enum.GetValues<CourseEndReason>(), reason =>
            Assert.Equal(reason, CourseEndCode.Read(CourseEndCode.Of(reason)))
        );
        Assert.Null(CourseEndCode.Read("fever"));
        Assert.Null(CourseEndCode.Read("course-ended:99"));
        Assert.Null(CourseEndCode.Read(null));
    }

    private static string? Code(CourseEnd end) =>
        CourseEndRules.Check(end, Today.AddDays(-3), Today).SingleOrDefault()?.Code;
}
