using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class BoundedResultTests
{
    [Theory]
    [InlineData("<0.1", ValueBound.Below, "0.1")]
    [InlineData("< 0,1", ValueBound.Below, "0.1")]
    [InlineData("＜0.1", ValueBound.Below, "0.1")]
    [InlineData("≤0.5", ValueBound.AtMost, "0.5")]
    [InlineData("<=0.5", ValueBound.AtMost, "0.5")]
    [InlineData(">200", ValueBound.Above, "200")]
    [InlineData("≥ 1", ValueBound.AtLeast, "1")]
    [InlineData(">=1,0", ValueBound.AtLeast, "1")]
    [InlineData("0.7", ValueBound.Exact, "0.7")]
    public void Result_WithASign_IsItsNumberAndItsBound(string typed, ValueBound bound, string number)
    {
        var read = TypedResult.Read(typed);

        Assert.Equal((bound, TypedNumberOutcome.Read), (read.Bound, read.Number.Outcome));
        Assert.Equal(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), read.Number.Value);
    }

    [Theory]
    [InlineData("<", TypedNumberOutcome.Unreadable)]
    [InlineData("<>1", TypedNumberOutcome.Unreadable)]
    [InlineData("<<1", TypedNumberOutcome.Unreadable)]
    [InlineData("~1", TypedNumberOutcome.Unreadable)]
    [InlineData("1>", TypedNumberOutcome.Unreadable)]
    [InlineData("<1,500", TypedNumberOutcome.Ambiguous)]
    [InlineData("", TypedNumberOutcome.Empty)]
    public void Result_SignAlone_OrAmbiguousNumber_IsNotRead(string typed, TypedNumberOutcome outcome) =>
        Assert.Equal(outcome, TypedResult.Read(typed).Number.Outcome);

    // CTCAE v5.0: ANC below 0.5 is grade 4, below 1.0 grade 3, below 1.5 grade 2, below the LLN grade 1.
    [Theory]
    [InlineData("<0.1", 4)]
    [InlineData("<0.5", 4)]
    [InlineData("≤0.4", 4)]
    [InlineData("≤0.5", null)]
    [InlineData("<0.6", null)]
    [InlineData("<1.5", null)]
    [InlineData(">0.4", null)]
    [InlineData("≥0.5", null)]
    [InlineData(">1.5", null)]
    [InlineData("≥1.8", 0)]
    [InlineData(">2", 0)]
    public void Grade_OfABound_IsProposedOnlyWhereTheBoundDecides(string result, int? grade)
    {
        var proposal = LabGrading.Propose(DataFiles.Ctcae50, Anc(result), Anc("1.8"));

        Assert.Equal(
            grade is null ? ProposalOutcome.Ungradable
                : grade == 0 ? ProposalOutcome.NotGraded
                : ProposalOutcome.Proposed,
            proposal.Outcome
        );
        Assert.Equal(grade is > 0 ? grade : null, (int?)proposal.Grade);
        if (grade is null)
            Assert.Equal(GradeReason.BoundDoesNotDecide, proposal.Reason);
    }

    [Theory]
    [InlineData("<0.5", true)]
    [InlineData("≤0.4", true)]
    [InlineData("<0.6", false)]
    [InlineData("<1.0", false)]
    [InlineData(">0.4", false)]
    public void Hold_OfABound_BeginsOnlyWhereItDecides(string result, bool holds)
    {
        var anc = Anc(result);
        var findings = new TestCourse().Anc(anc.Canonical, 0, 1, bound: anc.Bound).Evaluate().Of(RuleId.AncHold);

        Assert.Equal(holds, findings.Count == 1);
        Assert.All(findings, finding =>
            Assert.Equal(result[..1], finding.Fact(FactNames.AncGigaPerLitre)[..1], StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("<1.0", false)]
    [InlineData("<5", false)]
    [InlineData("≤1.0", false)]
    [InlineData(">0.9", false)]
    [InlineData("≥1.0", true)]
    [InlineData(">1.0", true)]
    public void Hold_LaterBound_IsReleasedOnlyWhereItDecides(string result, bool released)
    {
        var later = Anc(result);
        var hold = Assert
            .Single(
                new TestCourse()
                    .Anc(0.3m, 0, 1)
                    .Anc(later.Canonical, 3, 2, bound: later.Bound)
                    .Evaluate()
                    .Of(RuleId.AncHold)
            )
            .Hold!;

        Assert.Equal(released, hold.EndedAt is not null);
    }

    [Fact]
    public void Text_OfAHoldByABound_ShowsTheSignInBothLanguages()
    {
        var finding = Assert.Single(
            new TestCourse().Anc(0.1m, 0, 1, bound: ValueBound.Below).Evaluate().Of(RuleId.AncHold)
        );

        Assert.StartsWith("ANC <0.10 ×10⁹/L", finding.Text(), StringComparison.Ordinal);
        Assert.StartsWith("АЧН <0,10 ×10⁹/л", finding.Text("ru"), StringComparison.Ordinal);
        Assert.True(SevereCount.IsIn(finding.Facts));
        Assert.False(SevereCount.IsIn([new Fact(FactNames.AncGigaPerLitre, ">0.10")]));
    }

    [Theory]
    [InlineData("<0.1", "0.1", -1)]
    [InlineData("<0.1", "0.05", null)]
    [InlineData("0.5", "<0.1", 1)]
    [InlineData("<0.1", "<0.1", null)]
    [InlineData(">200", "150", 1)]
    [InlineData("0.5", "0.5", 0)]
    [InlineData("≤0.5", "≥0.5", null)]
    public void Trend_OfBounds_IsSaidOnlyWhereSure(string one, string other, int? expected) =>
        Assert.Equal(expected, ValueBounds.Compare(Anc(one), Anc(other)));

    private static LabValue Anc(string result)
    {
        var read = TypedResult.Read(result);
        Assert.True(
            LabValue.TryRead(LabTest.NeutrophilCount, read.Number.Value, "10*9/L", out var value, out _, read.Bound)
        );
        return value;
    }
}
