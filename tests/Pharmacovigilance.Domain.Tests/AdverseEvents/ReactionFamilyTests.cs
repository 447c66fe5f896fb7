using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>What a reaction to an infusion may be called, and which infusion it belongs to.</summary>
public sealed class ReactionFamilyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly InfusionId First = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly InfusionId Second = new(new Guid(2, 0, 0, new byte[8]));

    [Theory]
    [InlineData(CtcaeTerms.InfusionRelatedReaction, true)]
    [InlineData(CtcaeTerms.Anaphylaxis, true)]
    [InlineData(CtcaeTerms.AllergicReaction, true)]
    [InlineData(CtcaeTerms.CytokineReleaseSyndrome, true)]
    [InlineData(CtcaeTerms.Hypertension, false)]
    [InlineData(CtcaeTerms.Diarrhea, false)]
    public void Includes_Term_FollowsTheList(string llt, bool expected) =>
        Assert.Equal(expected, ReactionFamily.Includes(llt));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(24 * 60, true)]
    [InlineData(24 * 60 + 1, false)]
    public void Holds_ByTimeAlone_FromTheStartToTwentyFourHoursAfterIt(int minutes, bool expected)
    {
        foreach (
            string llt in new[]
            {
                CtcaeTerms.AllergicReaction,
                CtcaeTerms.CytokineReleaseSyndrome,
                CtcaeTerms.Anaphylaxis,
            }
        )
        {
            var content = Content(llt, Start.AddMinutes(minutes));
            Assert.Equal(expected, ReactionFamily.Holds(content, [(First, Start)]));
            Assert.Equal(expected ? First : null, ReactionFamily.InfusionOf(content, [(First, Start)]));
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Holds_OfWhichOnlyTheDayIsKnown_AnyInstantOfItCounts(int days, bool expected)
    {
        var content = Content(
            CtcaeTerms.Anaphylaxis,
            new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddDays(days)
        ) with
        {
            OnsetTimeKnown = false,
        };
        Assert.Equal(expected ? First : null, ReactionFamily.InfusionOf(content, [(First, Start)]));
    }

    [Fact]
    public void Holds_TermInfusionReaction_NeedsNoTime() =>
        Assert.True(
            ReactionFamily.Holds(Content(CtcaeTerms.InfusionRelatedReaction, Start.AddDays(9)), [(First, Start)])
        );

    [Fact]
    public void Holds_RecordedWithTheInfusion_CountsWhateverItsTime()
    {
        var content = Content(CtcaeTerms.AllergicReaction, Start.AddDays(2)) with { InfusionId = First };
        Assert.True(ReactionFamily.Holds(content, [(First, Start)]));
        Assert.Equal(First, ReactionFamily.InfusionOf(content, [(Second, Start.AddDays(1))]));
    }

    [Fact]
    public void Holds_UnknownOnset_CountsOnceAnythingWasGiven()
    {
        Assert.True(ReactionFamily.Holds(Content(CtcaeTerms.AllergicReaction, null), [(First, Start)]));
        Assert.False(ReactionFamily.Holds(Content(CtcaeTerms.AllergicReaction, null), []));
    }

    [Fact]
    public void InfusionOf_TwoWindowsOverlap_IsTheLaterInfusion() =>
        Assert.Equal(
            Second,
            ReactionFamily.InfusionOf(
                Content(CtcaeTerms.AllergicReaction, Start.AddHours(20)),
                [(Second, Start.AddHours(10)), (First, Start)]
            )
        );

    [Fact]
    public void Holds_OtherTermDuringAnInfusion_IsNoReaction() =>
        Assert.False(
            ReactionFamily.Holds(
                Content(CtcaeTerms.Hypertension, Start.AddMinutes(5)) with
                {
                    InfusionId = First,
                },
                [(First, Start)]
            )
        );

    private static AdverseEventContent Content(string llt, DateTimeOffset? onset) =>
        new()
        {
            LltCode = llt,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade3,
            OnsetAt = onset,
        };
}
