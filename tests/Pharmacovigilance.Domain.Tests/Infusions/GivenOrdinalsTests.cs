using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class GivenOrdinalsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_AnyCourseRecordedInAnyOrder_IsContiguousAndFollowsTheStarts() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var started = Enumerable
                    .Range(1, random.Next(12))
                    .Select(number => new StartedInfusion(Id(number), number, Start.AddDays(random.Next(6))))
                    .ToList();
                var numbers = GivenOrdinals.Of(started);

                Assert.Equal(Enumerable.Range(1, started.Count), numbers.Values.Order());
                Assert.Equal(numbers, GivenOrdinals.Of(started.OrderBy(_ => random.Next())));
                foreach (var one in started)
                foreach (var other in started.Where(other => one.StartedAt < other.StartedAt))
                    Assert.True(numbers[one.InfusionId] < numbers[other.InfusionId]);
                return true;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_SameInstant_FollowsTheCalendar() =>
        Assert.Equal(1, GivenOrdinals.Of([new(Id(2), 2, Start), new(Id(1), 1, Start)])[Id(1)]);

    private static InfusionId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
