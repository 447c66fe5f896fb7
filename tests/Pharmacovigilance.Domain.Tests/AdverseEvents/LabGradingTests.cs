using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class LabGradingTests
{
    private static GradeProposal Propose(LabTest test, string value, string unit, string? lln)
    {
        var limit = lln is null ? null : LabValueTests.Value(test, lln, unit);
        return LabGrading.Propose(DataFiles.Ctcae50, LabValueTests.Value(test, value, unit), limit);
    }

    [Fact]
    public void Propose_BelowANumericLimitButNotBelowLln_TakesTheNumericLimit() =>
        Assert.Equal(Grade.Grade2, Propose(LabTest.NeutrophilCount, "1.2", "10*9/L", lln: "1.0").Grade);

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
    public void Propose_BelowANumericLimitWithoutLln_StillProposesAndNamesTheLimit(
        LabTest test,
        string unit,
        string value,
        Grade grade,
        double limit
    )
    {
        var proposal = Propose(test, value, unit, lln: null);

        Assert.Equal(grade, proposal.Grade);
        Assert.Equal(GradeReason.BelowLimit, proposal.Reason);
        Assert.Equal((decimal)limit, proposal.Limit);
    }

    [Fact]
    public void Propose_SevereAnemia_RemarksThatGrade4IsNotVisible()
    {
        Assert.Equal(
            ProposalRemarks.HigherGradeNeedsJudgement,
            Propose(LabTest.Hemoglobin, "60", "g/L", "130").Remarks
        );
        Assert.Equal(ProposalRemarks.None, Propose(LabTest.Hemoglobin, "90", "g/L", "130").Remarks);
        Assert.Equal(ProposalRemarks.None, Propose(LabTest.NeutrophilCount, "0.1", "10*9/L", "2").Remarks);
    }

    [Fact]
    public void Propose_LowerLimitOfAnotherTest_IsAProgrammingError() =>
        Assert.Throws<ArgumentException>(() =>
            LabGrading.Propose(
                DataFiles.Ctcae50,
                LabValueTests.Value(LabTest.NeutrophilCount, "1.6", "10*9/L"),
                LabValueTests.Value(LabTest.PlateletCount, "150", "10*9/L")
            )
        );
}
