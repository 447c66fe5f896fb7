using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Of one instant the worse value stands, and recovery needs a later one; the order of entry decides nothing.</summary>
public class TiedFactsTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Hold_LowAndRecoveredOfOneInstant_StaysOpenUntilALaterRecovery(int low, int high)
    {
        var course = new TestCourse()
            .Anc(0.4m, 1, low, recorded: 1 + (low / 100.0))
            .Anc(2m, 1, high, recorded: 1 + (high / 100.0));

        var hold = Assert.Single(course.Evaluate().Of(RuleId.AncHold));
        Assert.Equal((TestCourse.Anc(low), null), (hold.Subject, hold.Hold!.EndedAt));
        Assert.IsType<AncReadiness.OnHold>(Readiness(course, 1.5));
        Assert.Equal(
            TestCourse.At(2),
            Assert.Single(course.Anc(1.2m, 2, 3).Evaluate().Of(RuleId.AncHold)).Hold!.EndedAt
        );
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Hold_RecoveryTiedWithALowCount_IsNone(int low, int high) =>
        Assert.Null(
            Assert
                .Single(
                    new TestCourse().Anc(0.3m, 0, 9).Anc(1.4m, 2, high).Anc(0.7m, 2, low).Evaluate().Of(RuleId.AncHold)
                )
                .Hold!.EndedAt
        );

    [Fact]
    public void Hold_TheSameValueEnteredTwice_KeepsItsName() =>
        Assert.Equal(
            TestCourse.Anc(7),
            Assert
                .Single(
                    new TestCourse()
                        .Anc(0.4m, 1, 7, recorded: 1.1)
                        .Anc(0.4m, 1, 3, recorded: 1.2)
                        .Evaluate()
                        .Of(RuleId.AncHold)
                )
                .Subject
        );

    [Fact]
    public void Hold_OverriddenThenAWorseValueOfTheSameInstant_AsksForANewDecision()
    {
        var course = new TestCourse().Anc(0.4m, 1, 1).Override(TestCourse.Anc(1), 1.5).Anc(0.2m, 1, 2, recorded: 2);

        var hold = Assert.Single(course.Evaluate().Of(RuleId.AncHold));
        Assert.Equal((TestCourse.Anc(2), null), (hold.Subject, hold.Hold!.EndedAt));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void PressureHold_HighAndNormalOfOneInstant_StaysOpen(int high, int normal)
    {
        var course = new TestCourse(regimen: Regimen.IsaKd)
            .Infusion(1, 3, Pharmacovigilance.Domain.Infusions.InfusionStatus.Planned)
            .Pressure(150, 104, 3, high)
            .Pressure(158, 80, 3, normal);

        var hold = Assert.Single(course.Evaluate(3.1).Of(RuleId.PressureHold));
        Assert.Equal((TestCourse.Pressure(high), null), (hold.Subject, hold.Hold!.EndedAt));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Platelets_TiedLowAndRecovered_StayLow(int low, int high) =>
        Assert.Null(
            Assert
                .Single(
                    new TestCourse()
                        .Platelets(20, 1, low)
                        .Platelets(80, 1, high)
                        .Under("us-2024")
                        .Of(RuleId.PomalidomidePlatelets)
                )
                .End
        );

    [Fact]
    public void Readiness_TwoCountsOfOneInstant_StatesTheLower() =>
        Assert.Equal(
            1_100_000,
            Assert
                .IsType<AncReadiness.Ready>(
                    Readiness(new TestCourse().Anc(1.1m, 1, 1).Anc(3m, 1, 2, recorded: 1.2), 1.3)
                )
                .Count.MicroGigaPerLitre
        );

    [Fact]
    public void EventCourse_TwoStatementsOfOneInstant_TheWorseStands()
    {
        var at = TestCourse.At(1);
        EventCourseEntry Said(int id, Grade? grade, EventOutcome? outcome, int recorded) =>
            new()
            {
                Id = new(Guid.Parse($"00000001-0000-7000-8000-{id:D12}")),
                EventId = TestCourse.EventIdOf(1),
                Supersedes = null,
                Status = EventStatus.Recorded,
                Content = new(at, grade, outcome),
                RecordedAt = at.AddMinutes(recorded),
                RecordedBy = "N",
                Reason = null,
            };
        var content = new AdverseEventContent
        {
            LltCode = CtcaeTerms.InfusionRelatedReaction,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade2,
            OnsetAt = TestCourse.At(0.5),
        };
        foreach (int first in new[] { 1, 2 })
        {
            var course = new EventCourse(
                content,
                [Said(1, Grade.Grade3, null, first), Said(2, null, EventOutcome.Recovered, 3 - first)]
            );
            Assert.Equal(new EventStanding(EventPhase.Graded, Grade.Grade3), course.Current);
        }
    }

    private static AncReadiness Readiness(TestCourse course, double at)
    {
        var facts = course.Facts();
        return AncReadiness.Of(
            facts.NeutrophilCounts,
            facts.Conditions,
            facts.OverriddenHolds,
            RuleData.Rules,
            TestCourse.At(at)
        );
    }
}
