namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A rate that was set above what the table, or the restart after a reaction, has for that moment.</summary>
/// <param name="AllowedMicrolitresPerHour">The highest rate then, µL/h.</param>
/// <param name="Restart">The infusion had been interrupted for a reaction: half of its own initial rate was the limit.</param>
public sealed record RateExcess(
    InfusionStepId StepId,
    InfusionStepKind Kind,
    DateTimeOffset At,
    long RateMicrolitresPerHour,
    long AllowedMicrolitresPerHour,
    bool Restart
)
{
    /// <summary>Every such rate of one infusion, in time order. What the table says at that time is what <see cref="RatePlanner"/> offers.</summary>
    /// <param name="steps">All rows of the infusion, corrections included.</param>
    public static IReadOnlyList<RateExcess> Of(
        RatePlanner planner,
        IReadOnlyList<InfusionStep> steps,
        InfusionReactions reactions
    )
    {
        var found = new List<RateExcess>();
        var taken = new List<InfusionStep>();
        foreach (var step in InfusionState.Effective(steps))
        {
            if (
                step.RateMicrolitresPerHour is { } rate
                && Allowed(planner, taken, step, reactions) is var (allowed, restart)
                && rate > allowed
            )
                found.Add(new RateExcess(step.Id, step.Kind, step.At, rate, allowed, restart));
            taken.Add(step);
        }

        return found;
    }

    /// <summary>Null where nothing can be said: the rate, or the time of the start, is unknown.</summary>
    private static (long Allowed, bool Restart)? Allowed(
        RatePlanner planner,
        List<InfusionStep> before,
        InfusionStep step,
        InfusionReactions reactions
    )
    {
        if (step.Kind == InfusionStepKind.Started)
            return (planner.Table.InitialRate, false);
        var progress = planner.At(step.At, before, reactions, stopHold: false);
        if (
            progress.Block == OfferBlock.ReactionAboveRestartGrade
            && InfusionState.From(before).InitialRateMicrolitresPerHour is { } initial
        )
            return (planner.RestartRate(initial), true);
        return progress.OfferedAt(step.At) is { } offered ? (offered, progress.Offer?.Kind == OfferKind.Restart) : null;
    }
}
