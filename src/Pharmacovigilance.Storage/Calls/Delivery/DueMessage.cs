using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>The channels by their stored names.</summary>
public static class ChannelNames
{
    /// <summary>The application itself; always on, never given up.</summary>
    public const string Hub = "hub";

    public const string Mail = "mail";

    /// <summary>Signed requests to another system, e.g. one that pages.</summary>
    public const string Webhook = "webhook";

    public static readonly IReadOnlyList<string> All = [Hub, Mail, Webhook];
}

/// <summary>A message that is to be sent now.</summary>
public sealed record DueMessage
{
    public required long Seq { get; init; }

    /// <summary>See <see cref="DeliveryKey"/>.</summary>
    public required string Key { get; init; }

    public required OutboxKind Kind { get; init; }

    public required OutboxCause Cause { get; init; }

    public required AlertTier Tier { get; init; }

    /// <summary>Of the escalation chain, 1-based; null where none is climbed.</summary>
    public required int? Step { get; init; }

    public required AlertId? AlertId { get; init; }

    public required AlarmId? AlarmId { get; init; }

    public required UserId PersonId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Failed attempts since it became due.</summary>
    public required int Failures { get; init; }

    /// <summary>As shown in the product.</summary>
    public string PersonName { get; init; } = "";

    /// <summary>Null while the person has no address.</summary>
    public string? Email { get; init; }

    /// <summary>What it is about, as it stands; null for the hub, an alarm and a digest.</summary>
    public AlertItem? Alert { get; init; }

    /// <summary>Null for the hub, an alert and a digest.</summary>
    public Alarm? Alarm { get; init; }
}

/// <summary>A call that another system rings for, and that is answered.</summary>
public sealed record AnsweredCall
{
    public required long Seq { get; init; }

    public required string Key { get; init; }

    public required OutboxKind Kind { get; init; }

    public required AlertTier Tier { get; init; }

    public required AlertId? AlertId { get; init; }

    public required AlarmId? AlarmId { get; init; }

    public required UserId PersonId { get; init; }

    /// <summary>True: somebody has seen it; false: it has ended.</summary>
    public required bool IsAcknowledged { get; init; }

    /// <summary>Who answered it, and when.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Attempts { get; init; }
}

/// <summary>What became of an attempt. Stored by name.</summary>
public enum AttemptOutcome
{
    /// <summary>The channel took it.</summary>
    Delivered = 1,

    /// <summary>It is tried again.</summary>
    Failed = 2,

    /// <summary>Given up: it is a dead letter.</summary>
    Dead = 3,

    /// <summary>Not needed any more; the note says why.</summary>
    Stopped = 4,

    /// <summary>A person has sent a dead letter again.</summary>
    Resent = 5,
}

/// <summary>What a channel says about one message it was given.</summary>
/// <param name="Outcome">Delivered, Failed or Dead; null: it was not tried, because the channel cannot be reached.</param>
/// <param name="Error">In words; null only after a delivery.</param>
/// <param name="RetryAfter">What the receiver asked for.</param>
/// <param name="NeverLeft">It certainly did not reach the receiver, so nothing rings there.</param>
public sealed record AttemptResult(
    long Seq,
    AttemptOutcome? Outcome,
    string? Error = null,
    TimeSpan? RetryAfter = null,
    bool NeverLeft = false
);

/// <summary>Why a message needs not be sent any more. Stored by name.</summary>
internal enum StopReason
{
    /// <summary>The alert is not as it was when the call was made: somebody has answered it, or it has ended.</summary>
    Answered = 1,

    /// <summary>A newer call about the same alert to the same person says it all.</summary>
    NewerCall = 2,

    /// <summary>The alarm has ended.</summary>
    AlarmEnded = 3,

    /// <summary>The channel was switched off.</summary>
    ChannelOff = 4,

    /// <summary>The alarm is about this channel.</summary>
    ChannelFails = 5,

    /// <summary>A person has put it aside.</summary>
    PutAside = 6,

    /// <summary>The channel carries calls only.</summary>
    NotForThisChannel = 7,
}
