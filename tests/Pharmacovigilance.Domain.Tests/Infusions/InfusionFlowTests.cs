using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class InfusionFlowTests
{
    [Theory]
    [InlineData(InfusionStatus.Planned, "Premedicated Started NotGiven")]
    [InlineData(InfusionStatus.Premedicated, "Premedicated Started NotGiven")]
    [InlineData(InfusionStatus.Running, "RateChanged Interrupted Ended")]
    [InlineData(InfusionStatus.Interrupted, "Resumed Ended")]
    [InlineData(InfusionStatus.Ended, "")]
    [InlineData(InfusionStatus.NotGiven, "")]
    public void Possible_InStatus_AreExactlyTheStepsOfTheFlow(InfusionStatus status, string steps) =>
        Assert.Equal(steps, string.Join(' ', InfusionFlow.Possible(status)), StringComparer.Ordinal);

    [Theory]
    [InlineData(InfusionStatus.Planned, InfusionStepKind.Premedicated, InfusionStatus.Premedicated)]
    [InlineData(InfusionStatus.Planned, InfusionStepKind.Started, InfusionStatus.Running)]
    [InlineData(InfusionStatus.Premedicated, InfusionStepKind.NotGiven, InfusionStatus.NotGiven)]
    [InlineData(InfusionStatus.Running, InfusionStepKind.Interrupted, InfusionStatus.Interrupted)]
    [InlineData(InfusionStatus.Interrupted, InfusionStepKind.Resumed, InfusionStatus.Running)]
    [InlineData(InfusionStatus.Interrupted, InfusionStepKind.Ended, InfusionStatus.Ended)]
    [InlineData(InfusionStatus.Interrupted, InfusionStepKind.RateChanged, null)]
    [InlineData(InfusionStatus.Ended, InfusionStepKind.Resumed, null)]
    public void After_Step_GivesTheNextStatusOrNone(
        InfusionStatus status,
        InfusionStepKind step,
        InfusionStatus? after
    ) => Assert.Equal(after, InfusionFlow.After(status, step));
}
