namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Why it is not known how much ran in.</summary>
public enum GivenGap
{
    /// <summary>Not started.</summary>
    NotStarted = 1,

    /// <summary>It still runs, or is interrupted.</summary>
    NotEnded = 2,

    /// <summary>The time of the start, or of the end, is unknown.</summary>
    TimeUnknown = 3,

    /// <summary>A rate is unknown.</summary>
    RateUnknown = 4,

    /// <summary>By the recorded times and rates more ran in than the bag holds: one of them is wrong.</summary>
    MoreThanTheBag = 5,

    /// <summary>Given under the skin: there is no volume that ran.</summary>
    Subcutaneous = 6,

    /// <summary>The volume is known, the dose in the bag is not: the weight is unknown.</summary>
    WeightUnknown = 7,
}

/// <summary>How much of the bag ran in.</summary>
public enum GivenExtent
{
    /// <summary>It cannot be told.</summary>
    Unknown = 0,

    /// <summary>All of it.</summary>
    Whole = 1,

    /// <summary>Part of it: it was ended while it was interrupted, or was too short for the bag at any rate of its table.</summary>
    Partly = 2,

    /// <summary>By the recorded rates part of it, in a time in which all could have run in: a change of rate may not be recorded.</summary>
    PartlyByRates = 3,
}

/// <summary>What a patient was given of an infusion: the volume that ran in by the recorded rates, times the concentration of the bag.</summary>
/// <param name="Microlitres">µL, at most the bag; null with <paramref name="Gap"/>.</param>
/// <param name="Micrograms">Isatuximab, µg; null with <paramref name="Gap"/>.</param>
/// <param name="BagMicrolitres">µL in the bag.</param>
public sealed record GivenDose(
    long? Microlitres,
    long? Micrograms,
    GivenGap? Gap,
    GivenExtent Extent,
    long BagMicrolitres
)
{
    /// <param name="steps">All rows of the infusion, corrections included.</param>
    /// <param name="bag">What the bag holds, and how exact times are.</param>
    /// <param name="highestRate">The highest rate of the infusion's table, µL/h.</param>
    public static GivenDose Of(
        InfusionState state,
        IReadOnlyList<InfusionStep> steps,
        InfusionBag bag,
        long highestRate
    )
    {
        if (GapOf(state) is { } gap)
            return Unknown(bag, gap);
        var runs = RateRun.Of(steps);
        if (RateRun.VolumeMicrolitres(runs, state.EndedAt!.Value) is not { } volume)
            return Unknown(bag, GivenGap.RateUnknown);
        if (volume > bag.Microlitres + bag.ToleranceMicrolitres)
            return Unknown(bag, GivenGap.MoreThanTheBag);
        long given = Math.Min(volume, bag.Microlitres);
        long? dose = state.DoseMicrograms is { } planned ? (long)((Int128)planned * given / bag.Microlitres) : null;
        return new GivenDose(
            given,
            dose,
            dose is null ? GivenGap.WeightUnknown : null,
            ExtentOf(volume, steps, runs, state.EndedAt.Value, bag, highestRate),
            bag.Microlitres
        );
    }

    private static GivenDose Unknown(InfusionBag bag, GivenGap gap) =>
        new(null, null, gap, GivenExtent.Unknown, bag.Microlitres);

    private static GivenGap? GapOf(InfusionState state) =>
        state switch
        {
            { StartedAt: null } => GivenGap.NotStarted,
            { Route: InfusionRoute.Subcutaneous } => GivenGap.Subcutaneous,
            { Status: not InfusionStatus.Ended } => GivenGap.NotEnded,
            { StartTimeKnown: false } or { EndedAt: null } => GivenGap.TimeUnknown,
            _ => null,
        };

    private static GivenExtent ExtentOf(
        long volume,
        IReadOnlyList<InfusionStep> steps,
        IReadOnlyList<RateRun> runs,
        DateTimeOffset ended,
        InfusionBag bag,
        long highestRate
    )
    {
        if (volume + bag.ToleranceMicrolitres >= bag.Microlitres)
            return GivenExtent.Whole;
        bool wasStanding =
            InfusionState.Effective(steps)
            is [.., { Kind: InfusionStepKind.Interrupted }, { Kind: InfusionStepKind.Ended }];
        long atMost = RateRun
            .VolumeMicrolitres(
                [
                    .. runs.Select(run =>
                        run with
                        {
                            RateMicrolitresPerHour = Math.Max(highestRate, run.RateMicrolitresPerHour ?? 0),
                        }
                    ),
                ],
                ended
            )!
            .Value;
        return wasStanding || atMost < bag.Microlitres ? GivenExtent.Partly : GivenExtent.PartlyByRates;
    }
}

/// <summary>The prepared infusion.</summary>
/// <param name="Microlitres">What it holds: the fixed volume of the label.</param>
/// <param name="ToleranceMicrolitres">By how much times entered to the minute may make the volume differ before it means anything.</param>
public sealed record InfusionBag(long Microlitres, long ToleranceMicrolitres);
