using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class ReplanningTests
{
    private static readonly DateOnly First = new(2026, 3, 2);
    private static readonly RegimenCalendar Calendar = RegimenCalendar.Parse(
        DataFiles.Text("regimens.json"),
        "regimens.json"
    )[Regimen.IsaPd];

    [Theory]
    [InlineData(1, 1, 1, 8, 7)]
    [InlineData(1, 22, 2, 1, 7)]
    [InlineData(2, 1, 2, 15, 14)]
    [InlineData(2, 15, 3, 1, 14)]
    [InlineData(1, 8, 1, 22, 14)]
    [InlineData(2, 15, 2, 1, 14)]
    [InlineData(1, 8, 1, 8, 7)]
    public void IntervalDays_BetweenDaysOfTheCalendar_IsTheRegimens(
        int cycle,
        int day,
        int toCycle,
        int toDay,
        int days
    ) => Assert.Equal(days, Calendar.IntervalDays((cycle, day), (toCycle, toDay)));

    [Fact]
    public void Move_LaterInfusions_FollowAtTheirIntervals()
    {
        var moved = Replanning.Move(Calendar, [Given(1), Open(2), Open(3), Open(4), Open(5), Open(6)], 2, Day(10));

        Assert.Equal([10, 17, 24, 31, 45], Days(moved));
        Assert.Equal(["1/8", "1/15", "1/22", "2/1", "2/15"], moved.Select(i => $"{i.Cycle}/{i.DayOfCycle}"));
    }

    [Fact]
    public void Move_InfusionInBetween_LeavesTheEarlierOnes() =>
        Assert.Equal(
            [7, 14, 28, 35],
            Days(Replanning.Move(Calendar, [Given(1), Open(2), Open(3), Open(4), Open(5)], 4, Day(28)))
        );

    [Fact]
    public void Move_BackAgain_BringsTheLaterOnesBack()
    {
        IReadOnlyList<CalendarPlace> delayed =
        [
            Given(1),
            Open(2, 21) with
            {
                ChosenOn = Day(21),
            },
            Open(3, 28),
            Open(4, 35),
        ];

        Assert.Equal([7, 14, 21], Days(Replanning.Move(Calendar, delayed, 2, Day(7))));
    }

    [Fact]
    public void Move_BeforeAnInfusionWithAChosenDate_KeepsTheChosenDateWhereItIsLate()
    {
        IReadOnlyList<CalendarPlace> chosen = [Given(1), Open(2), Open(3), Open(4, 40) with { ChosenOn = Day(40) }];

        Assert.Equal([9, 16, 40], Days(Replanning.Move(Calendar, chosen, 2, Day(9))));
        Assert.Equal([30, 37, 44], Days(Replanning.Move(Calendar, chosen, 2, Day(30))));
    }

    [Fact]
    public void Move_AfterAnInfusionGivenLate_PushesWhatWouldBeTooSoon() =>
        Assert.Equal(
            [17, 30, 37],
            Days(Replanning.Move(Calendar, [Given(1), Given(2, 10), Open(3), Open(4), Open(5)], 4, Day(30)))
        );

    [Theory]
    [InlineData(12, "calendar.interval-short")]
    [InlineData(13, null)]
    [InlineData(14, null)]
    public void Check_AroundTheInterval_RefusesAShorterOne(int day, string? code)
    {
        IReadOnlyList<CalendarPlace> course = [Given(1, 6), Open(2), Open(3)];

        Assert.Equal(code, Checked(course, 2, day, today: 0));
    }

    [Theory]
    [InlineData(19, "calendar.date-passed")]
    [InlineData(20, null)]
    [InlineData(385, null)]
    [InlineData(386, "calendar.date-too-far")]
    public void Check_AroundTodayAndAYear_RefusesOutside(int day, string? code) =>
        Assert.Equal(code, Checked([Given(1), Open(2), Open(3)], 2, day, today: 20));

    [Fact]
    public void Check_FirstInfusion_HasNoIntervalToKeep() => Assert.Null(Checked([Open(1), Open(2)], 1, 0, today: 0));

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    [InlineData(21, false)]
    public void TooSoon_AroundTheInterval_NamesTheFirstRightDate(int planned, bool soon)
    {
        var found = Replanning.TooSoon(Calendar, [Given(1), Given(2, 7), Open(3, planned)]);

        Assert.Equal(soon, found is not null);
        if (found is var (place, earliest))
            Assert.Equal((3, Day(14)), (place.Number, earliest));
    }

    [Fact]
    public void GiveMissed_NextOpenInfusion_BecomesTheMissedDose()
    {
        IReadOnlyList<CalendarPlace> course = [Given(1), NotGiven(2), NotGiven(3), Open(4), Open(5), Open(6)];

        var planned = Replanning.GiveMissed(Calendar, course, Day(17));

        Assert.Equal([4, 5, 6], planned.Select(i => i.Ordinal));
        Assert.Equal(["1/8", "1/15", "1/22"], planned.Select(i => $"{i.Cycle}/{i.DayOfCycle}"));
        Assert.Equal([17, 24, 31], Days(planned));
    }

    [Fact]
    public void Missed_OnlyDirectlyAfterTheLastGiven_IsFound()
    {
        Assert.Null(Replanning.Missed([Given(1), Open(2), NotGiven(3)]));
        Assert.Null(Replanning.Missed([Given(1), NotGiven(2), Given(3, 14), Open(4)]));
        Assert.Equal(2, Replanning.Missed([Given(1), NotGiven(2), Open(3)])!.Number);
        Assert.Equal(1, Replanning.Missed([NotGiven(1), Open(2)])!.Number);
    }

    [Fact]
    public void From_AfterTheLastGiven_GoesOnWithTheNextDayOfTheCalendar()
    {
        IReadOnlyList<CalendarPlace> ended = [Given(1), Given(2, 7), NotGiven(3), NotGiven(4)];

        Assert.Equal((1, 15), Replanning.NextDay(Calendar, ended));
        Assert.Equal(Day(14), Replanning.EarliestNext(Calendar, ended));
        Assert.Equal([50, 57, 64, 78], Days(Replanning.From(Calendar, 5, (1, 15), Day(50)).Take(4)));
    }

    [Fact]
    public void From_TheBeginning_IsTheRegimensCalendar() =>
        Assert.Equal(Calendar.Infusions(First).Take(20), Replanning.From(Calendar, 1, (1, 1), First).Take(20));

    [Fact]
    public void NextDay_OfACourseNeverGiven_IsTheFirst() =>
        Assert.Equal((1, 1), Replanning.NextDay(Calendar, [NotGiven(1), NotGiven(2)]));

    [Fact]
    public void Move_OfAnInfusionThatIsNotOpen_IsADefect() =>
        Assert.Throws<ArgumentException>(() => Replanning.Move(Calendar, [Given(1), NotGiven(2), Open(3)], 2, Day(20)));

    private static string? Checked(IReadOnlyList<CalendarPlace> course, int number, int day, int today) =>
        Replanning
            .Check(Calendar, course, Replanning.Move(Calendar, course, number, Day(day)), number, Day(today))
            .SingleOrDefault()
            ?.Code;

    private static DateOnly Day(int days) => First.AddDays(days);

    private static IEnumerable<int> Days(IEnumerable<ScheduledInfusion> planned) =>
        planned.Select(i => i.Date.DayNumber - First.DayNumber);

    private static CalendarPlace Open(int number, int? day = null)
    {
        var planned = Calendar.Infusions(First).ElementAt(number - 1);
        return new CalendarPlace
        {
            Number = number,
            Cycle = planned.Cycle,
            DayOfCycle = planned.DayOfCycle,
            PlannedOn = day is { } on ? Day(on) : planned.Date,
            Fate = CalendarFate.Open,
        };
    }

    private static CalendarPlace NotGiven(int number) => Open(number) with { Fate = CalendarFate.NotGiven };

    private static CalendarPlace Given(int number, int? day = null)
    {
        var open = Open(number);
        return open with { Fate = CalendarFate.Given, GivenOn = day is { } on ? Day(on) : open.PlannedOn };
    }
}
