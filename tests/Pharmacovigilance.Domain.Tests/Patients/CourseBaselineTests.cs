using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class CourseBaselineTests
{
    private static readonly DateOnly FirstDose = new(2026, 3, 2);
    private static readonly DateOnly Today = new(2026, 2, 25);

    [Theory]
    [InlineData(1_999, "course.egfr-range")]
    [InlineData(2_000, null)]
    [InlineData(52_000, null)]
    [InlineData(200_000, null)]
    [InlineData(200_001, "course.egfr-range")]
    public void Check_Egfr_LiesBetweenItsBounds(long egfr, string? code) =>
        Assert.Equal(code, Refused(new RenalFunction(egfr, Today)));

    [Theory]
    [InlineData("2026-02-25", null)]
    [InlineData("2026-02-26", "course.egfr-date-implausible")]
    [InlineData("2025-03-01", null)]
    [InlineData("2025-02-28", "course.egfr-date-implausible")]
    public void Check_EgfrDate_IsNeitherInTheFutureNorOld(string on, string? code) =>
        Assert.Equal(
            code,
            Refused(new RenalFunction(52_000, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)))
        );

    [Fact]
    public void Check_DateWithoutAValue_IsRefused() =>
        Assert.Equal("course.egfr-date-alone", Refused(new RenalFunction(null, Today)));

    [Fact]
    public void Check_NotKnownAndNotEntered_AreNothingWrongAndNotTheSame()
    {
        Assert.Null(Refused(RenalFunction.NotKnown));
        Assert.Null(Refused(null));
        Assert.NotEqual(CourseBaseline.Unknown with { Renal = RenalFunction.NotKnown }, CourseBaseline.Unknown);
        Assert.NotEqual(CourseBaseline.Unknown with { Ecog = EcogStatus.NotKnown }, CourseBaseline.Unknown);
    }

    [Fact]
    public void Check_EarliestDayThereIs_IsNoError() =>
        Assert.Empty(
            CourseBaselineRules.Check(
                CourseBaseline.Unknown with
                {
                    Renal = new RenalFunction(52_000, Today),
                },
                DateOnly.MinValue,
                Today
            )
        );

    [Fact]
    public void Level_OfAStatus()
    {
        Assert.Equal(
            [0, 1, 2, 3, 4],
            Enumerable.Range(0, 5).Select(level => ((EcogStatus?)EcogStatuses.Of(level)).Level())
        );
        Assert.Null(((EcogStatus?)EcogStatus.NotKnown).Level());
        Assert.Null(((EcogStatus?)null).Level());
        Assert.Throws<ArgumentOutOfRangeException>(() => EcogStatuses.Of(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => EcogStatuses.Of(-1));
    }

    private static string? Refused(RenalFunction? renal) =>
        CourseBaselineRules
            .Check(CourseBaseline.Unknown with { Renal = renal }, FirstDose, Today)
            .SingleOrDefault()
            ?.Code;
}
