namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Why a rate is offered.</summary>
public enum OfferKind
{
    /// <summary>The next stage of the table.</summary>
    ByTable = 1,

    /// <summary>Restart after a reaction: half the initial rate of this infusion.</summary>
    Restart = 2,

    /// <summary>The watch after a restart is over: back to the initial rate of this infusion.</summary>
    ReturnToInitial = 3,

    /// <summary>Interrupted without a reaction: the rate before.</summary>
    AsBefore = 4,
}

/// <summary>A rate the product offers; a person decides.</summary>
/// <param name="DueAt">Not before this instant.</param>
public sealed record RateOffer(OfferKind Kind, long RateMicrolitresPerHour, DateTimeOffset DueAt);

/// <summary>Why no rate is offered although the infusion goes on.</summary>
public enum OfferBlock
{
    /// <summary>A reaction goes on: no higher rate.</summary>
    ReactionGoesOn = 1,

    /// <summary>Interrupted, and the reaction is above the restart grade or ungraded.</summary>
    ReactionAboveRestartGrade = 2,

    /// <summary>A hold after a severe reaction is open: a physician decides.</summary>
    Hold = 3,

    /// <summary>The rate, or the time of the start, is not known.</summary>
    Unknown = 4,
}

/// <summary>When the bag will be empty.</summary>
/// <param name="ByTable">Every further rate at its time; otherwise the present rate to the end.</param>
public sealed record ExpectedEnd(DateTimeOffset At, bool ByTable);

/// <summary>A running infusion at one instant.</summary>
/// <param name="Offer">The next rate; null where none is left, or <paramref name="Block"/> says why.</param>
/// <param name="Block">Set only while the infusion runs or is interrupted.</param>
/// <param name="AboveTable">It runs faster than the table ever does.</param>
/// <param name="WatchUntil">Restarted after a reaction: it stays below its initial rate until then; null otherwise.</param>
/// <param name="GivenMicrolitres">µL by the recorded rates, at most the volume of the bag; null = unknown.</param>
/// <param name="RemainingMicrolitres">µL; null = unknown.</param>
/// <param name="End">Null while it is interrupted, unknown, or over.</param>
public sealed record InfusionProgress(
    InfusionStatus Status,
    long? RateMicrolitresPerHour,
    RateOffer? Offer,
    OfferBlock? Block,
    bool AboveTable,
    DateTimeOffset? WatchUntil,
    long? GivenMicrolitres,
    long? RemainingMicrolitres,
    ExpectedEnd? End
)
{
    /// <summary>People enter minutes: a step within the minute before it is due is not too early.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The bag should be empty although the infusion still runs.</summary>
    public bool ShouldBeEmpty => Status == InfusionStatus.Running && RemainingMicrolitres == 0;

    /// <summary>The rate to run at from an instant on if the offer is followed; null where none is offered.</summary>
    public long? OfferedAt(DateTimeOffset at) =>
        Status switch
        {
            InfusionStatus.Interrupted => Offer?.RateMicrolitresPerHour,
            InfusionStatus.Running => Offer is { } offer && offer.DueAt <= at + Tolerance
                ? offer.RateMicrolitresPerHour
                : RateMicrolitresPerHour,
            InfusionStatus.Planned or InfusionStatus.Premedicated or InfusionStatus.Ended or InfusionStatus.NotGiven =>
                null,
        };
}
