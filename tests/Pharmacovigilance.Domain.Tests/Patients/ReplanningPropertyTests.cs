using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

/// <summary>What must hold for any pattern of late, missed and moved doses.</summary>
public class ReplanningPropertyTests
{
    private static readonly DateOnly First = new(2026, 3, 2);
    private static readonly IReadOnlyDictionary<Regimen, RegimenCalendar> Calendars = RegimenCalendar.Parse(
        DataFiles.Text("regimens.json"),
        "regimens.json"
    );

    private static void ForAnySeed(Action<int> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                check(seed);
                return true;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Interval_AfterAnyMove_NeverShrinks() =>
        ForAnySeed(seed =>
        {
            var (calendar, course, random) = History(seed);
            foreach (var planned in Moves(calendar, course, random))
                AssertIntervals(calendar, course, planned);
        });

    [Fact]
    public void Interval_AfterAnyRowOfMoves_NeverShrinksAndEveryNumberKeepsItsPlace() =>
        ForAnySeed(seed =>
        {
            var (calendar, course, random) = History(seed);
            for (int i = 0; i < 6; i++)
            {
                var open = course
                    .Where(place => place.Fate == CalendarFate.Open)
                    .Select(place => place.Number)
                    .ToList();
                if (open.Count == 0)
                    return;
                course = Apply(calendar, course, open[random.Next(open.Count)], Date(random));
            }

            var planned = course
                .Where(place => place.Fate == CalendarFate.Open)
                .Select(place => new ScheduledInfusion(place.Number, place.Cycle, place.DayOfCycle, place.PlannedOn))
                .ToList();
            Assert.Equal(Enumerable.Range(1, course.Count), course.Select(place => place.Number));
            Assert.Equal(planned.Select(infusion => infusion.Date).Order(), planned.Select(infusion => infusion.Date));
        });

    /// <summary>
    /// Two people move two infusions of the same course: whichever is recorded first, the calendar ends the same. A date that
    /// is refused, because the other move already makes it too soon, changes nothing.
    /// </summary>
    [Fact]
    public void Calendar_AfterTwoMoves_DoesNotDependOnTheirOrder() =>
        ForAnySeed(seed =>
        {
            var (calendar, course, random) = History(seed);
            var open = course.Where(place => place.Fate == CalendarFate.Open).Select(place => place.Number).ToList();
            if (open.Count < 2)
                return;
            int one = open[random.Next(open.Count - 1)];
            int two = open.Where(number => number > one).ElementAt(random.Next(open.Count(number => number > one)));
            var (first, second) = (Date(random), Date(random));
            // Both are possible by themselves; what one of them then makes of the other is the question.
            if (IsShort(calendar, course, one, first) || IsShort(calendar, course, two, second))
                return;

            var forward = Dates(Apply(calendar, Apply(calendar, course, one, first), two, second));
            var backward = Dates(Apply(calendar, Apply(calendar, course, two, second), one, first));

            Assert.Equal(forward, backward);
        });

    [Fact]
    public void Calendar_OfShuffledPlaces_IsTheSame() =>
        ForAnySeed(seed =>
        {
            var (calendar, course, random) = History(seed);
            var open = course.Where(place => place.Fate == CalendarFate.Open).Select(place => place.Number).ToList();
            if (open.Count == 0)
                return;
            var date = Date(random);
            var shuffled = course.OrderBy(_ => random.Next()).ToList();

            Assert.Equal(
                Replanning.Move(calendar, course, open[0], date),
                Replanning.Move(calendar, shuffled, open[0], date)
            );
            Assert.Equal(Replanning.Missed(course), Replanning.Missed(shuffled));
            Assert.Equal(Replanning.TooSoon(calendar, course), Replanning.TooSoon(calendar, shuffled));
        });

    [Fact]
    public void MissedDose_GivenAfterAll_IsTheDayAfterTheLastGivenAndTheRestFollowsInOrder() =>
        ForAnySeed(seed =>
        {
            var (calendar, course, random) = History(seed);
            if (Replanning.Missed(course) is not { } missed || course.All(place => place.Fate != CalendarFate.Open))
                return;
            var date =
                Replanning.EarliestNext(calendar, course) is { } earliest && earliest > Date(random)
                    ? earliest
                    : Date(random);

            var planned = Replanning.GiveMissed(calendar, course, date);

            Assert.Equal((missed.Cycle, missed.DayOfCycle), (planned[0].Cycle, planned[0].DayOfCycle));
            for (int i = 1; i < planned.Count; i++)
                Assert.Equal(
                    calendar.After(planned[i - 1].Cycle, planned[i - 1].DayOfCycle),
                    (planned[i].Cycle, planned[i].DayOfCycle)
                );
            AssertSpaced(calendar, planned);
        });

    private static IEnumerable<IReadOnlyList<ScheduledInfusion>> Moves(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        Random random
    )
    {
        foreach (int number in course.Where(place => place.Fate == CalendarFate.Open).Select(place => place.Number))
        {
            var planned = Replanning.Move(calendar, course, number, Date(random));
            if (Replanning.Check(calendar, course, planned, number, First.AddDays(-400)).Count == 0)
                yield return planned;
        }
    }

    private static void AssertIntervals(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        IReadOnlyList<ScheduledInfusion> planned
    )
    {
        AssertSpaced(calendar, planned);
        if (
            course
                .Where(place => place.Fate == CalendarFate.Given)
                .OrderBy(place => place.GivenOn)
                .ThenBy(place => place.Number)
                .LastOrDefault()
            is not { } last
        )
            return;
        int needed = calendar.IntervalDays((last.Cycle, last.DayOfCycle), (planned[0].Cycle, planned[0].DayOfCycle));
        Assert.True(
            planned[0].Date >= last.GivenOn!.Value.AddDays(needed),
            $"{planned[0]} comes too soon after {last}"
        );
    }

    private static void AssertSpaced(RegimenCalendar calendar, IReadOnlyList<ScheduledInfusion> planned)
    {
        for (int i = 1; i < planned.Count; i++)
        {
            int needed = calendar.IntervalDays(
                (planned[i - 1].Cycle, planned[i - 1].DayOfCycle),
                (planned[i].Cycle, planned[i].DayOfCycle)
            );
            Assert.True(
                planned[i].Date >= planned[i - 1].Date.AddDays(needed),
                $"{planned[i]} comes too soon after {planned[i - 1]}"
            );
        }
    }

    private static bool IsShort(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        int number,
        DateOnly date
    ) =>
        Replanning
            .Check(calendar, course, Replanning.Move(calendar, course, number, date), number, First.AddDays(-400))
            .Count > 0;

    /// <summary>The course after a move, as the unit stores it: dates superseded, the chosen one marked.</summary>
    private static IReadOnlyList<CalendarPlace> Apply(
        RegimenCalendar calendar,
        IReadOnlyList<CalendarPlace> course,
        int number,
        DateOnly date
    )
    {
        var planned = Replanning.Move(calendar, course, number, date);
        if (Replanning.Check(calendar, course, planned, number, First.AddDays(-400)).Count > 0)
            return course;
        var byNumber = planned.ToDictionary(infusion => infusion.Ordinal);
        return
        [
            .. course.Select(place =>
                !byNumber.TryGetValue(place.Number, out var now)
                    ? place
                    : place with
                    {
                        PlannedOn = now.Date,
                        ChosenOn = place.Number == number ? now.Date : place.ChosenOn,
                    }
            ),
        ];
    }

    private static IEnumerable<(int Number, DateOnly On)> Dates(IReadOnlyList<CalendarPlace> course) =>
        course.Select(place => (place.Number, place.PlannedOn));

    private static DateOnly Date(Random random) => First.AddDays(random.Next(0, 200));

    /// <summary>Some infusions given, in time or late, some called off, and the rest open as first planned.</summary>
    private static (RegimenCalendar Calendar, IReadOnlyList<CalendarPlace> Course, Random Random) History(int seed)
    {
        var random = new Random(seed);
        var calendar = Calendars[random.Next(2) == 0 ? Regimen.IsaPd : Regimen.IsaKd];
        int over = random.Next(0, 6);
        var given = First;
        var course = new List<CalendarPlace>();
        foreach (var infusion in calendar.Infusions(First).Take(over + random.Next(0, 7)))
        {
            var place = new CalendarPlace
            {
                Number = infusion.Ordinal,
                Cycle = infusion.Cycle,
                DayOfCycle = infusion.DayOfCycle,
                PlannedOn = infusion.Date,
                Fate = CalendarFate.Open,
            };
            if (infusion.Ordinal <= over && random.Next(3) > 0)
            {
                var on = infusion.Date.AddDays(random.Next(0, 9));
                given = on > given ? on : given.AddDays(1);
                place = place with { Fate = CalendarFate.Given, GivenOn = given };
            }
            else if (infusion.Ordinal <= over || random.Next(6) == 0)
                place = place with { Fate = CalendarFate.NotGiven };
            course.Add(place);
        }

        return (calendar, course, random);
    }
}
