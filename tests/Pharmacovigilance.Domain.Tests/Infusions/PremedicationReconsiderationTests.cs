using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class PremedicationReconsiderationTests
{
    private static readonly IReadOnlyList<PremedicationReconsideration> Notes = PremedicationReconsideration.Parse(
        DataFiles.Text("regimens.json"),
        "regimens.json"
    );

    private static PremedicationReconsideration Eu => Notes.Single(note => note.Jurisdiction == "EU");

    [Fact]
    public void Notes_ExistForTheEuOnly() => Assert.Equal(["EU"], Notes.Select(note => note.Jurisdiction));

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(7, true)]
    public void Applies_AroundFourInfusions(int given, bool applies) =>
        Assert.Equal(applies, Eu.Applies(Free(given), reactionOnRecord: false));

    [Fact]
    public void Applies_PlannedAndCalledOffInfusions_AreNotCounted()
    {
        InfusionState[] others =
        [
            InfusionState.Planned,
            new() { Status = InfusionStatus.Premedicated },
            new() { Status = InfusionStatus.NotGiven, Reason = "fever" },
        ];

        Assert.False(Eu.Applies([.. Free(3), .. others], reactionOnRecord: false));
        Assert.True(Eu.Applies([.. Free(4), .. others], reactionOnRecord: false));
    }

    [Theory]
    [InlineData(ReactionStatement.ReactionsRecorded)]
    [InlineData(ReactionStatement.NotReported)]
    [InlineData(null)]
    public void Applies_NotWithAReactionOrWithoutAStatementAmongThem(ReactionStatement? statement)
    {
        var other = Given(statement);

        Assert.False(Eu.Applies([other, .. Free(4)], reactionOnRecord: false));
        Assert.False(Eu.Applies([.. Free(6), other], reactionOnRecord: false));
    }

    [Fact]
    public void Applies_NotWhileOneRunsAndNotAfterALateReaction()
    {
        Assert.False(
            Eu.Applies([.. Free(4), new() { Status = InfusionStatus.Running, StartedAt = At }], reactionOnRecord: false)
        );
        Assert.False(Eu.Applies(Free(4), reactionOnRecord: true));
    }

    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static IEnumerable<InfusionState> Free(int count) =>
        Enumerable.Repeat(Given(ReactionStatement.NoReactionObserved), count);

    private static InfusionState Given(ReactionStatement? statement) =>
        new()
        {
            Status = InfusionStatus.Ended,
            StartedAt = At,
            EndedAt = At.AddHours(3),
            Reaction = statement,
        };
}
