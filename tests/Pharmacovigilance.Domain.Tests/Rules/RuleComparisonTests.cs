using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class RuleComparisonTests
{
    [Fact]
    public void Between_SaysForEachFindingHowTheSetsStand()
    {
        var course = new TestCourse()
            .Infusion(1, 0, premedicationMinutes: [null, 30, 30])
            .Anc(0.4m, 1, 1)
            .Reaction(Grade.Grade1, 1, id: 1)
            .Reaction(Grade.Grade2, 1, id: 2);
        var compared = Compare(course, "eu-2023", "us-2020");

        Assert.Equal(FindingAgreement.Same, Of(RuleId.AncHold).Single().Agreement);
        Assert.Equal(FindingAgreement.OtherProposal, Of(RuleId.PremedicationMissing).Single().Agreement);
        Assert.Equal(
            [FindingAgreement.OnlyOther, FindingAgreement.OtherProposal],
            Of(RuleId.ReactionInterrupt).OrderBy(c => c.Shown.Subject, StringComparer.Ordinal).Select(c => c.Agreement)
        );

        IEnumerable<ComparedFinding> Of(RuleId rule) => compared.Where(c => c.Shown.Rule == rule);
    }

    [Fact]
    public void Between_OtherWayRound_IsTheMirror()
    {
        var course = new TestCourse().Anc(0.7m, 1, 1).Anc(0.4m, 3, 2);
        var there = Compare(course, "eu-2023", "eu-2025");
        var back = Compare(course, "eu-2025", "eu-2023");

        Assert.Equal(
            there.Count(c => c.Agreement == FindingAgreement.OnlyOther),
            back.Count(c => c.Agreement == FindingAgreement.OnlyInForce)
        );
        Assert.Single(there, c => c.Agreement == FindingAgreement.OnlyOther && c.InForce is null);
        Assert.Equal(there.Count, there.Select(c => c.Shown.Fingerprint).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("eu-2023/1", "eu-2023", "1", null)]
    [InlineData("us-2024/3+local/12", "us-2024", "3", "12")]
    public void Stamp_ReadsBack(string text, string set, string version, string? policy)
    {
        Assert.Equal(new RuleStamp(set, version, policy), RuleStamp.Parse(text));
        Assert.Equal(text, RuleStamp.Parse(text).ToString());
    }

    [Theory]
    [InlineData("eu-2023")]
    [InlineData("eu-2023/1+policy/2")]
    [InlineData("eu-2023/1+local/2+x")]
    public void Stamp_NotInForm_IsRefused(string text) => Assert.Throws<FormatException>(() => RuleStamp.Parse(text));

    [Fact]
    public void Pinned_VersionNoLongerShipped_IsReadByTheSetOfTheSameId()
    {
        Assert.True(RuleData.Library.TryPinned(RuleStamp.Parse("eu-2023/1"), out var rules));
        Assert.Equal("eu-2023/2+local/1", rules.Stamp);
        Assert.False(RuleData.Library.TryPinned(RuleStamp.Parse("xx-1900/1"), out _));
    }

    private static IReadOnlyList<ComparedFinding> Compare(TestCourse course, string inForce, string other) =>
        RuleComparison.Between(course.Under(inForce), RuleData.Set(inForce), course.Under(other), RuleData.Set(other));
}
