namespace Pharmacovigilance.Domain.Infusions;

/// <summary>
/// What comes next in an intravenous infusion. Pure: the recorded steps, the table, the reactions and an instant give the
/// offer. It offers and never decides.
/// </summary>
/// <param name="RestartFactor">Part of the infusion's own initial rate to restart at.</param>
/// <param name="Watch">How long a restarted infusion stays below its initial rate without recurrence.</param>
public sealed record RatePlanner(RateTable Table, decimal RestartFactor, TimeSpan Watch)
{
    /// <param name="steps">All rows of the infusion, corrections included.</param>
    /// <param name="stopHold">A hold after a severe reaction is open.</param>
    public InfusionProgress At(
        DateTimeOffset now,
        IReadOnlyList<InfusionStep> steps,
        InfusionReactions reactions,
        bool stopHold
    )
    {
        var past = InfusionState.Effective(steps).Where(step => step.At <= now).ToList();
        var state = InfusionState.From(past);
        var runs = RateRun.Of(past);
        long? given =
            state.StartedAt is null || !state.StartTimeKnown
                ? null
                : Capped(RateRun.VolumeMicrolitres(runs, state.EndedAt ?? now));
        var progress = new InfusionProgress(
            state.Status,
            state.CurrentRateMicrolitresPerHour,
            null,
            null,
            state.CurrentRateMicrolitresPerHour > Table.HighestRate,
            null,
            given,
            Table.VolumeMicrolitres - given,
            null
        );
        return state.Status switch
        {
            InfusionStatus.Running => Running(progress, state, runs, reactions, stopHold, now),
            InfusionStatus.Interrupted => Interrupted(progress, state, past, reactions, stopHold, now),
            InfusionStatus.Planned or InfusionStatus.Premedicated or InfusionStatus.Ended or InfusionStatus.NotGiven =>
                progress,
        };
    }

    private long? Capped(long? volume) => volume is { } known ? Math.Min(known, Table.VolumeMicrolitres) : null;

    private InfusionProgress Running(
        InfusionProgress progress,
        InfusionState state,
        IReadOnlyList<RateRun> runs,
        InfusionReactions reactions,
        bool stopHold,
        DateTimeOffset now
    )
    {
        if (
            progress.RateMicrolitresPerHour is not { } rate
            || state.InitialRateMicrolitresPerHour is not { } initial
            || !state.StartTimeKnown
        )
            return progress with { Block = OfferBlock.Unknown };
        var since = runs[^1].From;
        var next = Next(rate, initial, since, reactions, now);
        OfferBlock? block =
            stopHold ? OfferBlock.Hold
            : reactions.At(now) != ReactionLevel.None ? OfferBlock.ReactionGoesOn
            : null;
        var offer = block is null ? next : null;
        return progress with
        {
            Offer = offer,
            Block = block,
            WatchUntil =
                next is { Kind: OfferKind.ReturnToInitial } watched && block is null && watched.DueAt > now
                    ? watched.DueAt
                    : null,
            End = EndOf(progress, rate, initial, offer, now),
        };
    }

    private RateOffer? Next(
        long rate,
        long initial,
        DateTimeOffset since,
        InfusionReactions reactions,
        DateTimeOffset now
    )
    {
        // A reaction that was over before this rate began does not delay the next one.
        var cleared = reactions.ChangedBy(now) is { } changed && changed > since ? changed : since;
        if (rate < initial)
        {
            // The watch counts anew from the end of a recurrence, not from the restart.
            var from = reactions.BeganBetween(since, now) ? cleared : since;
            return new RateOffer(OfferKind.ReturnToInitial, initial, Later(from + Watch, cleared));
        }

        return Table.NextAbove(rate) is var (higher, after)
            ? new RateOffer(OfferKind.ByTable, higher, Later(since + after, cleared))
            : null;
    }

    private InfusionProgress Interrupted(
        InfusionProgress progress,
        InfusionState state,
        List<InfusionStep> past,
        InfusionReactions reactions,
        bool stopHold,
        DateTimeOffset now
    )
    {
        if (stopHold)
            return progress with { Block = OfferBlock.Hold };
        var stopped = past.FindLast(step => step.Kind == InfusionStepKind.Interrupted)!.At;
        var ranFrom = past.FindLast(step => step.Kind is InfusionStepKind.Started or InfusionStepKind.Resumed)!.At;
        bool byReaction =
            reactions.BeganBetween(ranFrom, now)
            || reactions.At(stopped) != ReactionLevel.None
            || reactions.At(now) != ReactionLevel.None;
        if (!byReaction)
        {
            return
                past.FindLast(step =>
                    step.Kind is InfusionStepKind.Started or InfusionStepKind.Resumed or InfusionStepKind.RateChanged
                )!.RateMicrolitresPerHour
                    is { } before
                ? progress with
                {
                    Offer = new RateOffer(OfferKind.AsBefore, before, stopped),
                }
                : progress with
                {
                    Block = OfferBlock.Unknown,
                };
        }

        if (reactions.At(now) == ReactionLevel.TooSevere)
            return progress with { Block = OfferBlock.ReactionAboveRestartGrade };
        return state.InitialRateMicrolitresPerHour is { } initial
            ? progress with
            {
                Offer = new RateOffer(
                    OfferKind.Restart,
                    RestartRate(initial),
                    Later(stopped, reactions.ChangedBy(now) ?? stopped)
                ),
            }
            : progress with
            {
                Block = OfferBlock.Unknown,
            };
    }

    /// <summary>Half of the initial rate of this infusion, whatever the rate was when the reaction began.</summary>
    public long RestartRate(long initialMicrolitresPerHour) => (long)(initialMicrolitresPerHour * RestartFactor);

    private ExpectedEnd? EndOf(InfusionProgress progress, long rate, long initial, RateOffer? offer, DateTimeOffset now)
    {
        if (progress.RemainingMicrolitres is not > 0)
            return null;
        decimal left = progress.RemainingMicrolitres.Value;
        bool byTable = offer is not null;
        var at = now;
        while (offer is not null)
        {
            var change = Later(at, offer.DueAt);
            decimal until = rate * (decimal)(change - at).Ticks / TimeSpan.TicksPerHour;
            if (until >= left)
                break;
            (left, at, rate) = (left - until, change, offer.RateMicrolitresPerHour);
            offer = Next(rate, initial, at, InfusionReactions.None, at);
        }

        return new ExpectedEnd(WholeSecond(at.AddTicks((long)(left / rate * TimeSpan.TicksPerHour))), byTable);
    }

    /// <summary>The volume is known to the microlitre: finer than a second would be pretence.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset at) =>
        new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), at.Offset).AddSeconds(
            at.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerSecond / 2 ? 1 : 0
        );

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
