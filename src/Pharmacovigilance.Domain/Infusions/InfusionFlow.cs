namespace Pharmacovigilance.Domain.Infusions;

/// <summary>The infusion's state machine: planned → premedicated → running ⇄ interrupted → ended.</summary>
public static class InfusionFlow
{
    /// <summary>The status after a step; null when the step is not possible in this status.</summary>
    /// <remarks>
    /// A start from Planned is allowed: whether premedication is missing is a matter for the rules and the physician, and a
    /// record that cannot be entered would only move the truth to paper.
    /// </remarks>
    public static InfusionStatus? After(InfusionStatus status, InfusionStepKind step) =>
        (status, step) switch
        {
            (InfusionStatus.Planned or InfusionStatus.Premedicated, InfusionStepKind.Premedicated) =>
                InfusionStatus.Premedicated,
            (InfusionStatus.Planned or InfusionStatus.Premedicated, InfusionStepKind.Started) => InfusionStatus.Running,
            (InfusionStatus.Planned or InfusionStatus.Premedicated, InfusionStepKind.NotGiven) =>
                InfusionStatus.NotGiven,
            (InfusionStatus.Running, InfusionStepKind.RateChanged) => InfusionStatus.Running,
            (InfusionStatus.Running, InfusionStepKind.Interrupted) => InfusionStatus.Interrupted,
            (InfusionStatus.Interrupted, InfusionStepKind.Resumed) => InfusionStatus.Running,
            (InfusionStatus.Running or InfusionStatus.Interrupted, InfusionStepKind.Ended) => InfusionStatus.Ended,
            _ => null,
        };

    /// <summary>The steps possible in a status, in the order a nurse would take them. What is given under the skin has no rate to change.</summary>
    public static IReadOnlyList<InfusionStepKind> Possible(
        InfusionStatus status,
        InfusionRoute route = InfusionRoute.Intravenous
    ) =>
        [
            .. Enum.GetValues<InfusionStepKind>()
                .Where(step =>
                    After(status, step) is not null && !(route == InfusionRoute.Subcutaneous && NeedsVein(step))
                ),
        ];

    /// <summary>The steps that only an intravenous infusion has.</summary>
    public static bool NeedsVein(InfusionStepKind step) =>
        step is InfusionStepKind.RateChanged or InfusionStepKind.Interrupted or InfusionStepKind.Resumed;
}
