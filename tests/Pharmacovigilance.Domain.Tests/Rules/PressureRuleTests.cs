using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Blood pressure before an infusion: the unit's limit of 160/100, regimens with carfilzomib only.</summary>
public class PressureRuleTests
{
    [Theory]
    [InlineData(159, 99, false)]
    [InlineData(160, 60, true)]
    [InlineData(120, 100, true)]
    public void Reading_AtOrAboveEitherFigure_Holds(int systolic, int diastolic, bool holds) =>
        Assert.Equal(holds, Found(Carfilzomib().Pressure(systolic, diastolic, 0.9, 1)).Count == 1);

    [Fact]
    public void Hold_EndsWithALowerReading_AndNotWithAnotherHighOne()
    {
        Assert.Null(
            Assert.Single(Found(Carfilzomib().Pressure(170, 90, 0.9, 1).Pressure(165, 90, 0.95, 2))).Hold!.EndedAt
        );
        Assert.Equal(
            TestCourse.At(0.95),
            Assert.Single(Found(Carfilzomib().Pressure(170, 90, 0.9, 1).Pressure(159, 99, 0.95, 2))).Hold!.EndedAt
        );
    }

    [Fact]
    public void Hold_Overridden_EndsWithTheDecision() =>
        Assert.Equal(
            TestCourse.At(0.92),
            Assert
                .Single(Found(Carfilzomib().Pressure(170, 90, 0.9, 1).Override(TestCourse.Pressure(1), 0.92)))
                .Hold!.EndedAt
        );

    [Fact]
    public void Reading_OfIsaPd_InAReaction_AfterTheStart_OrOnAnEarlierDay_HoldsNothing()
    {
        Assert.Empty(Found(new TestCourse().Infusion(1, 1, InfusionStatus.Planned).Pressure(200, 120, 1, 1)));
        Assert.Empty(Found(Carfilzomib().Pressure(200, 120, 0.9, 1, duringReaction: true)));
        Assert.Empty(Found(new TestCourse(regimen: Regimen.IsaKd).Infusion(1, 1).Pressure(200, 120, 1.05, 1)));
        Assert.Empty(
            Found(
                new TestCourse(regimen: Regimen.IsaKd).Infusion(1, 5, InfusionStatus.Planned).Pressure(200, 120, 1, 1)
            )
        );
    }

    [Fact]
    public void Reading_NamedForAnInfusion_CountsOnAnyDay_UnlessThatIsCalledOff()
    {
        Assert.Single(
            Found(
                new TestCourse(regimen: Regimen.IsaKd)
                    .Infusion(1, 5, InfusionStatus.Planned)
                    .Pressure(170, 90, 4, 1, infusion: 1)
            )
        );
        Assert.Empty(
            Found(
                new TestCourse(regimen: Regimen.IsaKd)
                    .Infusion(1, 5, InfusionStatus.NotGiven)
                    .Pressure(170, 90, 5, 1, infusion: 1)
            )
        );
    }

    [Fact]
    public void Limit_OfTheUnit_DecidesAndMayBeAbsent()
    {
        var policy = RuleData.Local.Policy;
        var lower = RuleData.Rules.With(policy with { PreInfusionPressure = new PressureLimit(150, 90) });
        var none = RuleData.Rules.With(policy with { PreInfusionPressure = null });

        Assert.Equal(
            "150",
            Assert
                .Single(Carfilzomib().Pressure(150, 80, 0.9, 1).Under(lower).Of(RuleId.PressureHold))
                .Fact(FactNames.SystolicLimitMmHg)
        );
        Assert.Empty(Carfilzomib().Pressure(200, 120, 0.9, 1).Under(none).Of(RuleId.PressureHold));
    }

    private static IReadOnlyList<Finding> Found(TestCourse course) => course.Evaluate().Of(RuleId.PressureHold);

    private static TestCourse Carfilzomib() =>
        new TestCourse(regimen: Regimen.IsaKd).Infusion(1, 0.5, InfusionStatus.Planned);
}
