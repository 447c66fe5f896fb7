using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Domain.Tests.Calls.OnCall;

public class OnCallCalendarTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly UnitClock Utc = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly OnCallCalendar Calendar = new([
        Duty(OnCallRole.Deputy, 1, 8, 16),
        Duty(OnCallRole.Deputy, 2, 16, 20),
        Duty(OnCallRole.Senior, 3, 8, 20),
    ]);

    [Theory]
    [InlineData(7.99, null)]
    [InlineData(8.0, 1)]
    [InlineData(15.99, 1)]
    [InlineData(16.0, 2)]
    [InlineData(20.0, null)]
    public void At_AnInstant_IsTheDutyThatCoversIt(double hour, int? person) =>
        Assert.Equal(
            person is { } number ? Person(number) : null,
            Calendar.At(OnCallRole.Deputy, Monday.AddHours(hour))?.PersonId
        );

    [Theory]
    [InlineData(OnCallRole.Deputy, 20, 22, false)]
    [InlineData(OnCallRole.Deputy, 19, 22, true)]
    [InlineData(OnCallRole.Deputy, 6, 8, false)]
    [InlineData(OnCallRole.Deputy, 0, 24, true)]
    [InlineData(OnCallRole.Deputy, 9, 10, true)]
    [InlineData(OnCallRole.Senior, 20, 22, false)]
    public void Overlapping_TouchingEnds_DoNotOverlap(OnCallRole role, double from, double until, bool overlaps) =>
        Assert.Equal(overlaps, Calendar.Overlapping(role, Monday.AddHours(from), Monday.AddHours(until)) is not null);

    [Fact]
    public void Gaps_OfADay_AreWhatNoDutyCovers()
    {
        var gaps = Calendar.Gaps(OnCallRole.Deputy, Monday, Monday.AddDays(1), AlertingPolicy.Shipped, Utc);

        Assert.Equal(
            [(Monday, Monday.AddHours(8)), (Monday.AddHours(20), Monday.AddDays(1))],
            gaps.Select(gap => (gap.From, gap.Until))
        );
    }

    [Fact]
    public void Gaps_WithoutAnyDuty_AreOneStretch() =>
        Assert.Equal(
            new OnCallGap(OnCallRole.Senior, Monday.AddHours(3), Monday.AddDays(9)),
            Assert.Single(
                OnCallCalendar.Empty.Gaps(
                    OnCallRole.Senior,
                    Monday.AddHours(3),
                    Monday.AddDays(9),
                    AlertingPolicy.Shipped,
                    Utc
                )
            )
        );

    [Fact]
    public void Gaps_InShiftsWhoseChainDoesNotAskForTheRole_AreNone()
    {
        var policy = AlertingPolicy.Shipped with
        {
            Shifts =
            [
                AlertingPolicy.Shipped.Shifts[0],
                AlertingPolicy.Shipped.Shifts[1] with
                {
                    Chain = [new(ChainStepKind.Attending, 5), new(ChainStepKind.PhoneList, 1)],
                },
            ],
        };

        Assert.Equal(
            [(Monday.AddHours(7), Monday.AddHours(8))],
            Calendar
                .Gaps(OnCallRole.Deputy, Monday, Monday.AddDays(1), policy, Utc)
                .Select(gap => (gap.From, gap.Until))
        );
    }

    private static OnCallDuty Duty(OnCallRole role, int person, double from, double until) =>
        new(new DutyId(Guid.Empty), role, Person(person), Monday.AddHours(from), Monday.AddHours(until));

    private static UserId Person(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
