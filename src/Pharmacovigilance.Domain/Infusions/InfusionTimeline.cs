namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A stretch in which an infusion stood still.</summary>
/// <param name="ResumedAt">When it went on; null while it has not.</param>
/// <param name="EndedAt">When the infusion ended without going on; null otherwise.</param>
public sealed record InfusionPause(
    DateTimeOffset From,
    DateTimeOffset? ResumedAt = null,
    DateTimeOffset? EndedAt = null
)
{
    /// <summary>The last instant of it; null while it lasts.</summary>
    public DateTimeOffset? Until => ResumedAt ?? EndedAt;
}

/// <summary>What the steps say about an instant in the past.</summary>
public static class InfusionTimeline
{
    /// <summary>
    /// The rate a patient had at an instant, µL/h; null before the start, while interrupted and after the end. What stops the
    /// infusion at that very instant comes after it: a reaction for which it is interrupted came at the rate before.
    /// </summary>
    public static long? RateAt(IEnumerable<InfusionStep> steps, DateTimeOffset at) =>
        InfusionState
            .Effective(steps)
            .LastOrDefault(step =>
                step.Kind != InfusionStepKind.Premedicated
                && (
                    step.At < at
                    || (step.At == at && step.Kind is not (InfusionStepKind.Interrupted or InfusionStepKind.Ended))
                )
            )
            is { } last
            ? last.RateMicrolitresPerHour
            : null;

    /// <summary>The interruptions, in time order.</summary>
    public static IReadOnlyList<InfusionPause> Pauses(IEnumerable<InfusionStep> steps)
    {
        var pauses = new List<InfusionPause>();
        foreach (var step in InfusionState.Effective(steps))
        {
            if (step.Kind == InfusionStepKind.Interrupted)
                pauses.Add(new InfusionPause(step.At));
            else if (pauses is not [.., { Until: null } last])
                continue;
            else if (step.Kind == InfusionStepKind.Resumed)
                pauses[^1] = last with { ResumedAt = step.At };
            else if (step.Kind == InfusionStepKind.Ended)
                pauses[^1] = last with { EndedAt = step.At };
        }

        return pauses;
    }
}
