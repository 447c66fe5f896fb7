namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What the steps say about an instant in the past.</summary>
public static class InfusionTimeline
{
    /// <summary>The rate at an instant, µL/h; null before the start, while interrupted and after the end.</summary>
    public static long? RateAt(IEnumerable<InfusionStep> steps, DateTimeOffset at) =>
        InfusionState.Effective(steps).LastOrDefault(step => step.At <= at && step.Kind != InfusionStepKind.Premedicated) is { } last
            ? last.RateMicrolitresPerHour
            : null;
}
