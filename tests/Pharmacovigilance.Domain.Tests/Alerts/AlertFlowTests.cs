using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Tests.Alerts;

public class AlertFlowTests
{
    [Theory]
    [InlineData(AlertStatus.Closed, AlertStatus.Accepted, false)]
    [InlineData(AlertStatus.Withdrawn, AlertStatus.Acknowledged, false)]
    [InlineData(AlertStatus.Open, AlertStatus.CarriedOut, false)]
    [InlineData(AlertStatus.Accepted, AlertStatus.CarriedOut, true)]
    [InlineData(AlertStatus.Closed, AlertStatus.Closed, true)]
    public void MayWrite_FromAStatusToAnother_FollowsTheFlowOrStays(AlertStatus from, AlertStatus to, bool may) =>
        Assert.Equal(may, AlertFlow.MayWrite(from, to));

    [Theory]
    [InlineData(AlertStatus.Open, "due")]
    [InlineData(AlertStatus.Acknowledged, "due")]
    [InlineData(AlertStatus.Accepted, "decision, decided, followed up")]
    [InlineData(AlertStatus.Overridden, "decision, decided, followed up")]
    [InlineData(AlertStatus.CarriedOut, "decided, followed up")]
    [InlineData(AlertStatus.OutcomeChecked, "decided, followed up")]
    [InlineData(AlertStatus.Closed, "decided, over")]
    [InlineData(AlertStatus.Resolved, "over, undecided")]
    [InlineData(AlertStatus.Withdrawn, "over, undecided")]
    [InlineData(AlertStatus.Expired, "over, undecided")]
    public void Status_Each_IsInTheseSets(AlertStatus status, string sets)
    {
        (string Name, bool IsIn)[] all =
        [
            ("due", AlertFlow.IsDecisionDue(status)),
            ("decision", AlertFlow.IsDecision(status)),
            ("decided", AlertFlow.IsDecided(status)),
            ("followed up", AlertFlow.IsFollowedUp(status)),
            ("over", AlertFlow.IsOver(status)),
            ("undecided", AlertFlow.IsEndedUndecided(status)),
        ];
        Assert.Equal(sets, string.Join(", ", all.Where(set => set.IsIn).Select(set => set.Name)));
    }
}
