namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>How an event ended or stands, by the codes of ICH E2B(R3) element E.i.7. Stored by name.</summary>
public enum EventOutcome
{
    /// <summary>Stated to be unknown, which differs from "nobody has said".</summary>
    Unknown = 0,

    /// <summary>Recovered, resolved.</summary>
    Recovered = 1,

    /// <summary>Recovering, resolving.</summary>
    Recovering = 2,

    /// <summary>Not recovered, ongoing.</summary>
    NotRecovered = 3,

    /// <summary>Recovered, resolved with sequelae.</summary>
    RecoveredWithSequelae = 4,

    /// <summary>Fatal. Nothing follows.</summary>
    Fatal = 5,
}

/// <summary>What somebody said about the course of an event at one time: a new grade, an outcome, or both.</summary>
/// <param name="At">Since when it was so (UTC).</param>
/// <param name="Grade">By the CTCAE version the event is graded by; null = nothing said about the grade.</param>
/// <param name="Outcome">Null = nothing said about the outcome.</param>
public sealed record EventCourseContent(DateTimeOffset At, Grade? Grade, EventOutcome? Outcome)
{
    /// <summary>The event is over for the patient who lived: no grade holds from here on.</summary>
    public bool Resolves => Outcome is EventOutcome.Recovered or EventOutcome.RecoveredWithSequelae;
}

/// <summary>One row of the course of an event. Rows are never changed: a correction is a new row naming the one it replaces.</summary>
public sealed record EventCourseEntry
{
    public required EventCourseEntryId Id { get; init; }

    /// <summary>Identity of the event, not of a row of its chain.</summary>
    public required AdverseEventId EventId { get; init; }

    /// <summary>The row this one replaces; null for the first.</summary>
    public required EventCourseEntryId? Supersedes { get; init; }

    public required EventStatus Status { get; init; }

    public required EventCourseContent Content { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Mandatory where a row is replaced.</summary>
    public required string? Reason { get; init; }
}
