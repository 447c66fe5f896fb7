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
}
