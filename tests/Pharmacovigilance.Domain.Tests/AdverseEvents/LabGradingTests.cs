using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class LabGradingTests
{
    private static GradeProposal Propose(LabTest test, string value, string unit, string? lln)
    {
        var limit = lln is null ? null : LabValueTests.Value(test, lln, unit);
        return LabGrading.Propose(DataFiles.Ctcae50, LabValueTests.Value(test, value, unit), limit);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0", "2.0", Grade.Grade4)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0.49", "2.0", Grade.Grade4)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0.499999", "2.0", Grade.Grade4)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0.50", "2.0", Grade.Grade3)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0.99", "2.0", Grade.Grade3)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.0", "2.0", Grade.Grade2)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.49", "2.0", Grade.Grade2)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.5", "2.0", Grade.Grade1)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.99", "2.0", Grade.Grade1)]
    [InlineData(LabTest.NeutrophilCount, "/uL", "700", "2000", Grade.Grade3)]
    [InlineData(LabTest.NeutrophilCount, "/mm3", "499", "2000", Grade.Grade4)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.2", "1.0", Grade.Grade2)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "24.9", "150", Grade.Grade4)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "25", "150", Grade.Grade3)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "49.9", "150", Grade.Grade3)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "50", "150", Grade.Grade2)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "74.9", "150", Grade.Grade2)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "75", "150", Grade.Grade1)]
    [InlineData(LabTest.PlateletCount, "10*9/L", "149", "150", Grade.Grade1)]
    [InlineData(LabTest.Hemoglobin, "g/L", "79", "130", Grade.Grade3)]
    [InlineData(LabTest.Hemoglobin, "g/L", "30", "130", Grade.Grade3)]
    [InlineData(LabTest.Hemoglobin, "g/L", "80", "130", Grade.Grade2)]
    [InlineData(LabTest.Hemoglobin, "g/L", "99.9", "130", Grade.Grade2)]
    [InlineData(LabTest.Hemoglobin, "g/L", "100", "130", Grade.Grade1)]
    [InlineData(LabTest.Hemoglobin, "g/dL", "7.9", "13", Grade.Grade3)]
    [InlineData(LabTest.Hemoglobin, "g/dL", "12.9", "13", Grade.Grade1)]
    public void Propose_BelowALimit_GivesTheGradeOfTheText(LabTest test, string unit, string value, string lln, Grade grade)
    {
        var proposal = Propose(test, value, unit, lln);

        Assert.Equal(ProposalOutcome.Proposed, proposal.Outcome);
        Assert.Equal(grade, proposal.Grade);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "2.0", "2.0")]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.5", "1.5")]
    [InlineData(LabTest.PlateletCount, "10*9/L", "150", "150")]
    [InlineData(LabTest.Hemoglobin, "g/dL", "13", "13")]
    public void Propose_AtTheLowerLimitOfNormal_IsWithinNormal(LabTest test, string unit, string value, string lln)
    {
        var proposal = Propose(test, value, unit, lln);

        Assert.Equal(ProposalOutcome.NotGraded, proposal.Outcome);
        Assert.Equal(GradeReason.WithinNormal, proposal.Reason);
        Assert.Null(proposal.Grade);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.5")]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "6.0")]
    [InlineData(LabTest.PlateletCount, "10*9/L", "75")]
    [InlineData(LabTest.Hemoglobin, "g/L", "100")]
    public void Propose_AboveNumericLimitsWithoutLln_IsUngradableNotNormal(LabTest test, string unit, string value)
    {
        var proposal = Propose(test, value, unit, lln: null);

        Assert.Equal(ProposalOutcome.Ungradable, proposal.Outcome);
        Assert.Equal(GradeReason.LowerLimitOfNormalMissing, proposal.Reason);
        Assert.Null(proposal.Grade);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "0.4", Grade.Grade4, 0.5)]
    [InlineData(LabTest.NeutrophilCount, "10*9/L", "1.49", Grade.Grade2, 1.5)]
    [InlineData(LabTest.Hemoglobin, "g/L", "70", Grade.Grade3, 80)]
    public void Propose_BelowANumericLimitWithoutLln_StillProposesAndNamesTheLimit(LabTest test, string unit, string value, Grade grade, double limit)
    {
        var proposal = Propose(test, value, unit, lln: null);

        Assert.Equal(grade, proposal.Grade);
        Assert.Equal(GradeReason.BelowLimit, proposal.Reason);
        Assert.Equal((decimal)limit, proposal.Limit);
    }

    [Fact]
    public void Propose_SevereAnemia_RemarksThatGrade4IsNotVisible()
    {
        Assert.Equal(ProposalRemarks.HigherGradeNeedsJudgement, Propose(LabTest.Hemoglobin, "60", "g/L", "130").Remarks);
        Assert.Equal(ProposalRemarks.None, Propose(LabTest.Hemoglobin, "90", "g/L", "130").Remarks);
        Assert.Equal(ProposalRemarks.None, Propose(LabTest.NeutrophilCount, "0.1", "10*9/L", "2").Remarks);
    }

    [Fact]
    public void Propose_LowerLimitOfAnotherTest_IsAProgrammingError() =>
        Assert.Throws<ArgumentException>(() => LabGrading.Propose(
            DataFiles.Ctcae50,
            LabValueTests.Value(LabTest.NeutrophilCount, "1.6", "10*9/L"),
            LabValueTests.Value(LabTest.PlateletCount, "150", "10*9/L")));

    [Fact]
    public void Grade_AsTheNeutrophilCountFalls_NeverFalls()
    {
        var pairs = Gen.Choose(10, 5000).Two().ToArbitrary();

        Prop.ForAll(pairs, pair =>
        {
            var (a, b) = pair;
            var lower = Graded(Math.Min(a, b));
            var higher = Graded(Math.Max(a, b));
            return lower >= higher;
        }).QuickCheckThrowOnFailure();

        static int Graded(int perMicrolitre)
        {
            var value = LabValueTests.Value(LabTest.NeutrophilCount, perMicrolitre.ToString(System.Globalization.CultureInfo.InvariantCulture), "/uL");
            var lln = LabValueTests.Value(LabTest.NeutrophilCount, "2", "10*9/L");
            return LabGrading.Propose(DataFiles.Ctcae50, value, lln).Grade is { } grade ? (int)grade : 0;
        }
    }

    [Fact]
    public void Grade_OfTheSameCountInAnotherUnit_IsTheSame()
    {
        Prop.ForAll(Gen.Choose(10, 5000).ToArbitrary(), perMicrolitre =>
        {
            Assert.True(LabValue.TryRead(LabTest.NeutrophilCount, perMicrolitre, "/uL", out var one, out _));
            Assert.True(LabValue.TryRead(LabTest.NeutrophilCount, perMicrolitre / 1000m, "10*9/L", out var other, out _));
            return LabGrading.Propose(DataFiles.Ctcae50, one, null) == LabGrading.Propose(DataFiles.Ctcae50, other, null);
        }).QuickCheckThrowOnFailure();
    }
}
