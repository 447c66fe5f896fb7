using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Domain.Tests.Calls.OnCall;

public class EscalationChainTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<ChainStep> Chain = AlertingPolicy.Shipped.Shifts[0].Chain;
    private static readonly UserId Attending = Person(1);
    private static readonly UserId Deputy = Person(2);
    private static readonly UserId Senior = Person(3);

    [Fact]
    public void Reach_EverybodyThere_BeginsWithTheAttendingAndWaits()
    {
        var reached = EscalationChain.Reach(Chain, People(), Now);

        Assert.Equal(
            (1, ChainStepKind.Attending, Attending, Now.AddMinutes(5)),
            (reached.Step, reached.Kind, reached.PersonId!.Value, reached.NextAt!.Value)
        );
        Assert.Empty(reached.Skipped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1441)]
    public void Reach_AnyWait_IsTakenAsItIs(int minutes) =>
        Assert.Equal(
            Now.AddMinutes(minutes),
            EscalationChain.Reach([new(ChainStepKind.Attending, minutes), Chain[3]], People(), Now).NextAt
        );

    [Fact]
    public void Reach_NobodyAttends_GoesToTheDeputyAndSaysWhy()
    {
        var reached = EscalationChain.Reach(Chain, People() with { Attending = null }, Now);

        Assert.Equal((2, Deputy), (reached.Step, reached.PersonId!.Value));
        Assert.Equal(
            new SkippedStep(1, ChainStepKind.Attending, SkipReason.NobodyOnStep, null),
            Assert.Single(reached.Skipped)
        );
    }

    [Fact]
    public void Reach_AttendingDisabled_GoesToTheDeputyAndSaysWhy()
    {
        var reached = EscalationChain.Reach(Chain, People() with { MayBeCalled = new HashSet<UserId> { Deputy } }, Now);

        Assert.Equal(
            (2, new SkippedStep(1, ChainStepKind.Attending, SkipReason.AccountDisabled, Attending)),
            (reached.Step, Assert.Single(reached.Skipped))
        );
    }

    [Fact]
    public void Reach_DeputyIsTheAttending_IsNotCalledTwice()
    {
        var reached = EscalationChain.Reach(
            Chain,
            People(deputy: Attending) with
            {
                CalledBefore = new HashSet<UserId> { Attending },
            },
            Now,
            2
        );

        Assert.Equal((3, Senior), (reached.Step, reached.PersonId!.Value));
        Assert.Equal(SkipReason.SamePersonAsBefore, Assert.Single(reached.Skipped).Why);
    }

    [Fact]
    public void Foresee_DeputyStandsOnTwoSteps_TakesTheSecondOneNoTime()
    {
        var steps = EscalationChain.Foresee(Chain, People(deputy: Senior), Now);

        Assert.Equal([Now, Now.AddMinutes(5), Now.AddMinutes(10), Now.AddMinutes(10)], steps.Select(step => step.At));
        Assert.Equal([null, null, SkipReason.SamePersonAsBefore, null], steps.Select(step => step.Skipped));
        Assert.Equal(ChainStepKind.PhoneList, steps[^1].Kind);
    }

    [Fact]
    public void Foresee_DutyEndsBeforeItsStep_IsSkippedAsNobody()
    {
        var people = People() with
        {
            Calendar = new OnCallCalendar([
                new OnCallDuty(new DutyId(Guid.Empty), OnCallRole.Deputy, Deputy, Now.AddHours(-1), Now.AddMinutes(5)),
            ]),
        };

        Assert.Equal(
            [(1, null), (2, SkipReason.NobodyOnStep), (3, SkipReason.NobodyOnStep), (4, (SkipReason?)null)],
            EscalationChain.Foresee(Chain, people, Now).Select(step => (step.Step, step.Skipped))
        );
    }

    [Fact]
    public void Reach_NobodyAtAll_EndsAtThePhoneListWithoutANextStep()
    {
        var reached = EscalationChain.Reach(
            Chain,
            new ChainPeople(OnCallCalendar.Empty, null, new HashSet<UserId>(), new HashSet<UserId>()),
            Now
        );

        Assert.Equal(
            (4, ChainStepKind.PhoneList, (UserId?)null, (DateTimeOffset?)null),
            (reached.Step, reached.Kind, reached.PersonId, reached.NextAt)
        );
        Assert.Equal([1, 2, 3], reached.Skipped.Select(skipped => skipped.Step));
    }

    [Fact]
    public void Reach_DutyHasEnded_AsksWhoIsOnDutyThen()
    {
        var calendar = new OnCallCalendar([
            Duty(OnCallRole.Deputy, Deputy, Now.AddHours(-8), Now.AddMinutes(5)),
            Duty(OnCallRole.Deputy, Senior, Now.AddMinutes(5), Now.AddHours(8)),
        ]);

        Assert.Equal(
            Deputy,
            EscalationChain
                .Reach(Chain, People() with { Calendar = calendar }, Now.AddMinutes(5).AddMilliseconds(-1), 2)
                .PersonId
        );
        Assert.Equal(
            Senior,
            EscalationChain.Reach(Chain, People() with { Calendar = calendar }, Now.AddMinutes(5), 2).PersonId
        );
    }

    [Theory]
    [InlineData(5)]
    [InlineData(99)]
    public void Reach_BeyondTheChain_StaysAtThePhoneList(int first) =>
        Assert.Equal((4, ChainStepKind.PhoneList), Place(EscalationChain.Reach(Chain, People(), Now, first)));

    /// <summary>Whatever stands in the chain and whoever is there: each step is visited once at most, in order, nobody is called twice, and it ends.</summary>
    [Fact]
    public void Climb_AnyChainAndPeople_VisitsEachStepOnceAndEnds() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                ChainStepKind[] kinds =
                [
                    .. new[] { ChainStepKind.Attending, ChainStepKind.Deputy, ChainStepKind.Senior }
                        .OrderBy(_ => random.Next())
                        .Take(random.Next(4)),
                ];
                ChainStep[] chain =
                [
                    .. kinds.Select(kind => new ChainStep(kind, random.Next(1, 200))),
                    new ChainStep(ChainStepKind.PhoneList, 1),
                ];
                var people = new ChainPeople(
                    new OnCallCalendar([
                        Duty(OnCallRole.Deputy, Person(random.Next(4)), Now, Now.AddMinutes(random.Next(1, 300))),
                        Duty(OnCallRole.Senior, Person(random.Next(4)), Now, Now.AddDays(9)),
                    ]),
                    random.Next(3) == 0 ? null : Person(random.Next(4)),
                    Enumerable.Range(0, 4).Where(_ => random.Next(4) > 0).Select(Person).ToHashSet(),
                    new HashSet<UserId>()
                );
                var (visited, called, at, next) = (new List<int>(), new HashSet<UserId>(), Now, 1);
                for (int turn = 0; ; turn++)
                {
                    Assert.True(turn <= chain.Length);
                    var reached = EscalationChain.Reach(chain, people with { CalledBefore = called }, at, next);
                    visited.AddRange([.. reached.Skipped.Select(skipped => skipped.Step), reached.Step]);
                    if (reached.PersonId is not { } person)
                    {
                        Assert.Equal(ChainStepKind.PhoneList, reached.Kind);
                        Assert.Null(reached.NextAt);
                        break;
                    }

                    Assert.True(called.Add(person));
                    Assert.Equal(at.AddMinutes(chain[reached.Step - 1].WaitMinutes), reached.NextAt);
                    (at, next) = (reached.NextAt!.Value, reached.Step + 1);
                }

                Assert.Equal(Enumerable.Range(1, chain.Length), visited);
                return true;
            })
            .QuickCheckThrowOnFailure();

    private static (int Step, ChainStepKind Kind) Place(ReachedStep reached) => (reached.Step, reached.Kind);

    private static ChainPeople People(UserId? deputy = null) =>
        new(
            new OnCallCalendar([
                Duty(OnCallRole.Deputy, deputy ?? Deputy, Now.AddDays(-1), Now.AddDays(1)),
                Duty(OnCallRole.Senior, Senior, Now.AddDays(-1), Now.AddDays(1)),
            ]),
            Attending,
            new HashSet<UserId> { Attending, Deputy, Senior },
            new HashSet<UserId>()
        );

    private static OnCallDuty Duty(OnCallRole role, UserId person, DateTimeOffset from, DateTimeOffset until) =>
        new(new DutyId(Guid.Empty), role, person, from, until);

    private static UserId Person(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
