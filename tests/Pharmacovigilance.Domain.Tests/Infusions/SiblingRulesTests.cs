using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>Infusions of one patient beside each other. Hours count from Monday, 2 March 2026, 08:00 UTC.</summary>
public sealed class SiblingRulesTests
{
    private static readonly DateTimeOffset Zero = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly CourseId Course = new(Guid.Parse("0000000c-0000-7000-8000-000000000001"));
    private static readonly CourseId OtherCourse = new(Guid.Parse("0000000c-0000-7000-8000-000000000002"));

    [Theory]
    [InlineData(InfusionStatus.Running, "infusion.overlaps-running")]
    [InlineData(InfusionStatus.Interrupted, "infusion.overlaps-running")]
    public void Start_WhileAnotherGoesOn_IsRefused(InfusionStatus other, string code)
    {
        var sibling = Of(1, 0, null, other, row: 1);
        Assert.Equal(code, Assert.Single(Starting(Of(2, 1), sibling)).Code);
        Assert.Equal(code, Assert.Single(Starting(Elsewhere(Of(1, 1)), sibling)).Code);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(3.0, false)]
    [InlineData(4.0, false)]
    public void Start_BesideOneThatRanTillThree_MayTouchItAndNotOverlap(double start, bool refused) =>
        Assert.Equal(
            refused ? ["infusion.overlaps"] : [],
            Starting(Of(2, start), Of(1, 0, 3, row: 1)).Select(r => r.Code)
        );

    [Fact]
    public void Start_BeforeAnEarlierPlaceOfTheCalendar_IsInvertedInItsCourseOnly()
    {
        var third = Of(3, 14 * 24, (14 * 24) + 2, row: 1);
        Assert.Equal(["infusion.order-inverted"], Starting(Of(2, 15 * 24), third).Select(r => r.Code));
        Assert.Empty(Starting(Elsewhere(Of(2, 15 * 24)), third));
        Assert.Empty(Starting(Of(2, 7 * 24), third));
    }

    [Fact]
    public void Start_WhoseDayAloneIsKnown_IsComparedByItsDate()
    {
        var other = Of(2, 48, 50, row: 1);
        Assert.Empty(Starting(DayOnly(1, 48), other));
        Assert.Equal(["infusion.order-inverted"], Starting(DayOnly(1, 72), other).Select(r => r.Code));
    }

    [Fact]
    public void End_MovedPastTheStartOfAnother_IsRefused()
    {
        var (before, later) = (Of(1, 0, 3, row: 1), Of(2, 4, 6, row: 2));
        Assert.Equal(
            ["infusion.overlaps"],
            SiblingRules.Check(before, Of(1, 0, 5, row: 1), [later], letsRun: false).Select(r => r.Code)
        );
        Assert.Empty(SiblingRules.Check(before, Of(1, 0, 4, row: 1), [later], letsRun: false));
    }

    [Fact]
    public void Start_EnteredLate_WaitsForItsEndAndIsRefusedOnlyThen()
    {
        var later = Of(2, 24, null, InfusionStatus.Running, row: 1);
        Assert.Empty(Starting(Of(1, 0), later));
        var begun = Of(1, 0, null, InfusionStatus.Running, row: 2);
        Assert.Empty(SiblingRules.Check(begun, Of(1, 0, 3, row: 2), [later], letsRun: false));
        Assert.Equal(
            ["infusion.overlaps-running"],
            SiblingRules.Check(begun, Of(1, 0, 25, row: 2), [later], letsRun: false).Select(r => r.Code)
        );
    }

    [Fact]
    public void TwoThatRunAlready_CanBeEnded_AndNotResumed()
    {
        var (first, second) = (
            Of(1, 0, null, InfusionStatus.Interrupted, row: 1),
            Of(2, 1, null, InfusionStatus.Running, row: 2)
        );
        Assert.Empty(SiblingRules.Check(first, Of(1, 0, 2, row: 1), [second], letsRun: false));
        Assert.Equal(
            ["infusion.overlaps-running"],
            SiblingRules
                .Check(first, Of(1, 0, null, InfusionStatus.Running, row: 1), [second], letsRun: true)
                .Select(r => r.Code)
        );
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(6, 6)]
    [InlineData(7, null)]
    public void Spacing_WithinCycleOne_LeavesSevenDays(int day, int? between)
    {
        var gap = Spacing(Of(2, 0), day, Of(1, 0, 3, row: 1));
        Assert.Equal(between, gap?.DaysBetween);
        if (gap is not null)
            Assert.Equal((7, new DateOnly(2026, 3, 9)), (gap.IntervalDays, gap.EarliestOn));
    }

    [Fact]
    public void Spacing_ToAnotherCourse_CountsTheDaysThatOneLeaves()
    {
        var other = Elsewhere(Of(1, 0, 3, row: 1));
        Assert.NotNull(Spacing(Of(1, 0), 6, other));
        Assert.Null(Spacing(Of(1, 0), 7, other));
    }

    [Fact]
    public void Spacing_OfAStartEnteredLate_LooksAtTheNextTooWhereAsked()
    {
        var next = Of(2, 7 * 24, (7 * 24) + 3, row: 1);
        Assert.NotNull(Spacing(Of(1, 0), 3, next));
        Assert.Null(
            StartSpacing.Of(
                Of(1, 0),
                Zero.AddDays(3),
                new DateOnly(2026, 3, 5),
                [next],
                RuleData.Knowledge.Calendars,
                alsoAfter: false
            )
        );
    }

    private static IReadOnlyList<Refusal> Starting(PatientInfusion started, PatientInfusion sibling) =>
        SiblingRules.Check(
            started with
            {
                State = InfusionState.Planned,
                StartedOn = null,
            },
            started,
            [sibling],
            letsRun: true
        );

    private static SpacingGap? Spacing(PatientInfusion infusion, int day, PatientInfusion sibling) =>
        StartSpacing.Of(
            infusion,
            Zero.AddDays(day),
            DateOnly.FromDateTime(Zero.AddDays(day).UtcDateTime),
            [sibling],
            RuleData.Knowledge.Calendars,
            alsoAfter: true
        );

    /// <param name="start">Hours.</param>
    /// <param name="end">Hours; null while it goes on.</param>
    /// <param name="row">Order of entry; null = being entered now.</param>
    private static PatientInfusion Of(
        int ordinal,
        double start,
        double? end = null,
        InfusionStatus? status = null,
        int? row = null
    )
    {
        var at = Zero.AddHours(start);
        DateTimeOffset? ended = end is { } hours ? Zero.AddHours(hours) : null;
        var state = new InfusionState
        {
            Status = status ?? (ended is null ? InfusionStatus.Running : InfusionStatus.Ended),
            StartedAt = at,
            EndedAt = ended,
            LastStepAt = ended ?? at,
        };
        return new PatientInfusion
        {
            InfusionId = new(Guid.Parse($"0000000d-0000-7000-8000-{ordinal:D12}")),
            CourseId = Course,
            Regimen = Regimen.IsaPd,
            CalendarOrdinal = ordinal,
            Cycle = 1,
            DayOfCycle = ((ordinal - 1) * 7) + 1,
            State = state,
            StartedOn = DateOnly.FromDateTime(at.UtcDateTime),
            StartRow = row is { } number
                ? new InfusionStepId(Guid.Parse($"00000000-{number:D4}-7000-8000-000000000000"))
                : null,
        };
    }

    private static PatientInfusion Elsewhere(PatientInfusion infusion) =>
        infusion with
        {
            CourseId = OtherCourse,
            InfusionId = new(Guid.Parse("0000000d-0000-7000-8000-000000000099")),
        };

    private static PatientInfusion DayOnly(int ordinal, double start) =>
        Of(ordinal, start, start) is var known
            ? known with
            {
                State = known.State with { StartTimeKnown = false, EndedAt = null },
            }
            : null!;
}
