using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class BloodPressureGradingTests
{
    private static BloodPressureReading Reading(int systolic, int diastolic)
    {
        Assert.True(
            BloodPressureReading.TryRead(systolic, diastolic, out var reading, out var refusal),
            refusal?.Sentence
        );
        return reading;
    }

    [Theory]
    [InlineData(119, 79, null)]
    [InlineData(120, 79, Grade.Grade1)]
    [InlineData(119, 80, Grade.Grade1)]
    [InlineData(139, 89, Grade.Grade1)]
    [InlineData(140, 60, Grade.Grade2)]
    [InlineData(110, 90, Grade.Grade2)]
    [InlineData(159, 99, Grade.Grade2)]
    [InlineData(160, 60, Grade.Grade3)]
    [InlineData(130, 100, Grade.Grade3)]
    [InlineData(260, 150, Grade.Grade3)]
    public void Propose_AdultReading_TakesTheHigherGradeOfBothPressures(int systolic, int diastolic, Grade? grade)
    {
        var proposal = BloodPressureGrading.Propose(
            DataFiles.Ctcae50,
            new PressureFinding(Reading(systolic, diastolic), DuringReaction: false)
        );

        Assert.Equal(grade, proposal.Grade);
        Assert.Equal(grade is null ? ProposalOutcome.NotGraded : ProposalOutcome.Proposed, proposal.Outcome);
        Assert.True(proposal.Remarks.HasFlag(ProposalRemarks.SingleReading));
        Assert.Equal(grade == Grade.Grade3, proposal.Remarks.HasFlag(ProposalRemarks.HigherGradeNeedsJudgement));
    }

    [Theory]
    [InlineData(165, 85, GradeReason.SystolicAtOrAboveLimit, 160)]
    [InlineData(130, 102, GradeReason.DiastolicAtOrAboveLimit, 100)]
    [InlineData(165, 102, GradeReason.BothPressuresAtOrAboveLimit, 160)]
    public void Propose_Reason_NamesThePressureThatDecided(int systolic, int diastolic, GradeReason reason, int limit)
    {
        var proposal = BloodPressureGrading.Propose(
            DataFiles.Ctcae50,
            new PressureFinding(Reading(systolic, diastolic), DuringReaction: false)
        );

        Assert.Equal(reason, proposal.Reason);
        Assert.Equal(limit, proposal.Limit);
    }

    [Theory]
    [InlineData("4.03")]
    [InlineData("5.0")]
    [InlineData("6.0")]
    public void Propose_DuringAnInfusionReaction_IsASignOfTheReaction(string version)
    {
        var finding = new PressureFinding(
            Reading(190, 112),
            DuringReaction: true,
            Reading(120, 80),
            PressurePersistence.OverOneHour
        );
        var proposal = BloodPressureGrading.Propose(LabBoundaryTests.Dictionary(version), finding);

        Assert.Equal(ProposalOutcome.Ungradable, proposal.Outcome);
        Assert.Equal(GradeReason.TakenDuringInfusionReaction, proposal.Reason);
        Assert.Null(proposal.Grade);
    }

    [Theory]
    [InlineData(39, 30, BloodPressureRefusalReason.SystolicImplausible)]
    [InlineData(301, 80, BloodPressureRefusalReason.SystolicImplausible)]
    [InlineData(120, 19, BloodPressureRefusalReason.DiastolicImplausible)]
    [InlineData(250, 201, BloodPressureRefusalReason.DiastolicImplausible)]
    [InlineData(80, 120, BloodPressureRefusalReason.SystolicNotAboveDiastolic)]
    [InlineData(90, 90, BloodPressureRefusalReason.SystolicNotAboveDiastolic)]
    public void Read_ImplausiblePair_IsRefusedWithASentence(
        int systolic,
        int diastolic,
        BloodPressureRefusalReason reason
    )
    {
        Assert.False(BloodPressureReading.TryRead(systolic, diastolic, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
        Assert.EndsWith(
            reason == BloodPressureRefusalReason.SystolicNotAboveDiastolic ? "were they swapped?" : ".",
            refusal.Sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(300, 200)]
    public void Read_AtTheBounds_IsAccepted(int systolic, int diastolic) =>
        Assert.Equal(systolic, Reading(systolic, diastolic).SystolicMmHg);
}
