using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>What must hold however an infusion goes: late steps, other rates, interruptions, reactions at any minute.</summary>
public class RatePlannerPropertyTests
{
    private static readonly RatePlans Plans = RatePlans.Parse(DataFiles.Text("rate-tables.json"), "rate-tables.json");

    private sealed record History(
        RatePlanner Planner,
        IReadOnlyList<InfusionStep> Steps,
        InfusionReactions Reactions,
        int LastMinute
    )
    {
        public InfusionProgress At(double minute) =>
            Planner.At(TestSteps.Nine.AddMinutes(minute), Steps, Reactions, stopHold: false);
    }

    private static void ForAnySeed(Action<int> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                check(seed);
                return true;
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("first", 200.0)]
    [InlineData("second", 112.5)]
    [InlineData("later", 75.0)]
    [InlineData("rapid", 30.0)]
    public void FollowingEveryOfferAtItsTime_TakesAsLongAsPublished(string id, double minutes)
    {
        var planner = new RatePlanner(Plans.Find(id)!, 0.5m, Plans.WatchAfterRestart);
        List<InfusionStep> steps = [TestSteps.Started(0, 1, planner.Table.InitialRate)];
        var now = TestSteps.Nine;
        while (planner.At(now, steps, InfusionReactions.None, stopHold: false) is { Offer: { } offer } progress)
        {
            Assert.Equal(TestSteps.Nine.AddMinutes(minutes), progress.End!.At);
            now = offer.DueAt;
            steps.Add(
                TestSteps.RateChanged(
                    (int)(now - TestSteps.Nine).TotalMinutes,
                    steps.Count + 1,
                    offer.RateMicrolitresPerHour
                )
            );
        }

        var end = planner.At(now, steps, InfusionReactions.None, stopHold: false).End!;
        Assert.Equal(TestSteps.Nine.AddMinutes(minutes), end.At);
        Assert.True(planner.At(end.At, steps, InfusionReactions.None, stopHold: false).ShouldBeEmpty);
    }

    [Fact]
    public void Given_OnlyGrowsAndMakesTheBagTogetherWithTheRest() =>
        ForAnySeed(seed =>
        {
            var history = Any(seed);
            long before = 0;
            for (int minute = 0; minute <= history.LastMinute + 60; minute += 7)
            {
                var progress = history.At(minute);
                Assert.InRange(progress.GivenMicrolitres!.Value, before, history.Planner.Table.VolumeMicrolitres);
                Assert.Equal(
                    history.Planner.Table.VolumeMicrolitres,
                    progress.GivenMicrolitres + progress.RemainingMicrolitres
                );
                before = progress.GivenMicrolitres.Value;
            }
        });

    [Fact]
    public void HigherRate_IsNeverOfferedWhileAReactionGoesOn() =>
        ForAnySeed(seed =>
        {
            var history = Any(seed);
            for (int minute = 0; minute <= history.LastMinute + 60; minute += 3)
            {
                var progress = history.At(minute);
                var level = history.Reactions.At(TestSteps.Nine.AddMinutes(minute));
                if (progress.Status == InfusionStatus.Running && level != ReactionLevel.None)
                    Assert.Equal((null, OfferBlock.ReactionGoesOn), (progress.Offer, progress.Block));
                if (progress.Status == InfusionStatus.Interrupted && level == ReactionLevel.TooSevere)
                    Assert.Null(progress.Offer);
            }
        });

    [Fact]
    public void Offer_OfARunningInfusion_IsAlwaysHigherAndNeverAboveTheTable() =>
        ForAnySeed(seed =>
        {
            var history = Any(seed);
            for (int minute = 0; minute <= history.LastMinute + 60; minute += 3)
            {
                if (history.At(minute) is { Status: InfusionStatus.Running, Offer: { } offer } running)
                    Assert.InRange(
                        offer.RateMicrolitresPerHour,
                        running.RateMicrolitresPerHour!.Value + 1,
                        Math.Max(history.Planner.Table.HighestRate, history.Steps[0].RateMicrolitresPerHour!.Value)
                    );
            }
        });

    [Fact]
    public void Restart_AfterAReaction_IsHalfTheRateOfTheStartWhateverCameBetween() =>
        ForAnySeed(seed =>
        {
            var history = Any(seed);
            for (int minute = 0; minute <= history.LastMinute + 60; minute += 3)
                if (history.At(minute).Offer is { Kind: OfferKind.Restart } restart)
                    Assert.Equal(history.Steps[0].RateMicrolitresPerHour / 2, restart.RateMicrolitresPerHour);
        });

    [Fact]
    public void OrderOfEntry_ChangesNothing() =>
        ForAnySeed(seed =>
        {
            var history = Any(seed);
            var random = new Random(seed);
            var shuffled = history with { Steps = [.. history.Steps.OrderBy(_ => random.Next())] };
            for (int minute = 0; minute <= history.LastMinute + 60; minute += 11)
                Assert.Equal(history.At(minute), shuffled.At(minute));
        });

    private static History Any(int seed)
    {
        var random = new Random(seed);
        var planner = new RatePlanner(Plans.Tables[random.Next(Plans.Tables.Count)], 0.5m, Plans.WatchAfterRestart);
        List<InfusionStep> steps =
        [
            TestSteps.Started(0, 1, random.Next(4) == 0 ? random.Next(10, 300) * 1000 : planner.Table.InitialRate),
        ];
        int minute = 0;
        bool runs = true;
        for (int i = random.Next(8); i > 0; i--)
        {
            minute += random.Next(1, 45);
            int id = steps.Count + 1;
            steps.Add(
                !runs ? TestSteps.Resumed(minute, id, random.Next(10, 300) * 1000)
                : random.Next(2) == 0 ? TestSteps.Interrupted(minute, id)
                : TestSteps.RateChanged(minute, id, random.Next(10, 300) * 1000)
            );
            runs = steps[^1].Kind != InfusionStepKind.Interrupted;
        }

        var reactions = Enumerable
            .Range(0, random.Next(3))
            .Select(_ => new InfusionReaction(
                TestSteps.Nine.AddMinutes(random.Next(minute + 30)),
                random.Next(3) == 0 ? null : (Grade)random.Next(1, 4),
                []
            ));
        var said = Enumerable
            .Range(0, random.Next(4))
            .Select(_ => new ReactionStatementAt(
                TestSteps.Nine.AddMinutes(random.Next(minute + 60)),
                (ReactionNow)random.Next(1, 4)
            ));
        return new History(planner, steps, new InfusionReactions(reactions, said, Grade.Grade1), minute);
    }
}
