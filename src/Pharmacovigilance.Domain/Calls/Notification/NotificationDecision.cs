using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.Notification;

/// <summary>Why a call is sent or not. Stored by name.</summary>
public enum NotificationReason
{
    /// <summary>Sent: it is the person's turn, and nothing stands against it.</summary>
    Due = 1,

    /// <summary>Sent whatever else holds: the alert stops the work at the bedside.</summary>
    Interruptive = 2,

    /// <summary>Sent whatever else holds: grade 3 or higher.</summary>
    GradeAtLeast3 = 3,

    /// <summary>Sent whatever else holds: the grade is not known, so it may be 3 or higher.</summary>
    GradeUnknown = 4,

    /// <summary>Sent whatever else holds: the first alert of its rule in this course.</summary>
    FirstOfKind = 5,

    /// <summary>Sent whatever else holds but a permanent stop of the course: a blood count of grade 3 or worse.</summary>
    SevereCount = 11,

    /// <summary>Sent whatever else holds: it asks for the end of what a physician has begun, once, and nothing would ask again.</summary>
    FollowUp = 12,

    /// <summary>Not sent: a passive alert calls nobody.</summary>
    Passive = 6,

    /// <summary>Not sent: the unit works on the system.</summary>
    Maintenance = 7,

    /// <summary>Not sent: somebody silenced the rule.</summary>
    Silenced = 8,

    /// <summary>Not sent: a permanent stop of the same course says more.</summary>
    Inhibited = 9,

    /// <summary>Not sent: the person was called about this course a moment ago.</summary>
    Grouped = 10,
}

/// <summary>All that may stand against a call at an instant.</summary>
/// <param name="Calls">Calls that were sent lately, to anybody.</param>
public sealed record Suppressions(
    IReadOnlyList<Silence> Silences,
    IReadOnlyList<Maintenance> Maintenance,
    IReadOnlyList<PermanentStop> Stops,
    IReadOnlyList<SentCall> Calls,
    TimeSpan Grouping
)
{
    public static readonly Suppressions None = new([], [], [], [], TimeSpan.Zero);
}

/// <summary>Whether a person is called, and why or why not.</summary>
/// <param name="By">Id of the silence, maintenance or stop, or the number of the call, that suppressed it; null where none did.</param>
/// <param name="Until">When what suppressed it ends by itself; null = not known, or nothing did.</param>
public sealed record NotificationDecision(
    bool IsSent,
    NotificationReason Reason,
    string? By = null,
    DateTimeOffset? Until = null
)
{
    /// <summary>Whether the call is only put off: it is decided again when what stands against it ends. A grouped call is covered by the one it repeats.</summary>
    public bool IsPutOff =>
        Reason is NotificationReason.Maintenance or NotificationReason.Silenced or NotificationReason.Inhibited;

    /// <summary>Decides about one call. The same arguments give the same decision; their order does not matter.</summary>
    /// <param name="personId">Who would be called; null = nobody in particular (the phone list), whom no earlier call covers.</param>
    /// <param name="isFollowUp">The call tells of a criterion met, a second person needed, or an outcome.</param>
    public static NotificationDecision About(
        AlertKey alert,
        UserId? personId,
        Suppressions against,
        DateTimeOffset at,
        bool isFollowUp = false
    ) =>
        alert.Tier == AlertTier.Passive ? new(IsSent: false, NotificationReason.Passive)
        : Never(alert) is { } never ? new(IsSent: true, never)
        : isFollowUp ? new(IsSent: true, NotificationReason.FollowUp)
        : alert.IsSevereCount ? Inhibited(alert, against) ?? new(IsSent: true, NotificationReason.SevereCount)
        : UnderMaintenance(against, at)
            ?? Silenced(alert, against, at)
            ?? Inhibited(alert, against)
            ?? Grouped(alert, personId, against, at)
            ?? new(IsSent: true, NotificationReason.Due);

    /// <summary>Why an alert may never be suppressed; null where it may.</summary>
    private static NotificationReason? Never(AlertKey alert) =>
        alert.Tier == AlertTier.Interruptive ? NotificationReason.Interruptive
        : alert.Grade >= Grade.Grade3 ? NotificationReason.GradeAtLeast3
        : alert.GradeUnknown ? NotificationReason.GradeUnknown
        : alert.IsFirstOfRule ? NotificationReason.FirstOfKind
        : null;

    private static NotificationDecision? UnderMaintenance(Suppressions against, DateTimeOffset at) =>
        against
            .Maintenance.Where(period => period.Covers(at))
            .OrderByDescending(period => period.Until)
            .ThenBy(period => period.MaintenanceId.Value)
            .FirstOrDefault()
            is { } found
            ? new(IsSent: false, NotificationReason.Maintenance, found.MaintenanceId.ToString(), found.Until)
            : null;

    private static NotificationDecision? Silenced(AlertKey alert, Suppressions against, DateTimeOffset at) =>
        against
            .Silences.Where(silence => silence.Matches(alert, at))
            .OrderByDescending(silence => silence.Until)
            .ThenBy(silence => silence.SilenceId.Value)
            .FirstOrDefault()
            is { } found
            ? new(IsSent: false, NotificationReason.Silenced, found.SilenceId.ToString(), found.Until)
            : null;

    private static NotificationDecision? Inhibited(AlertKey alert, Suppressions against) =>
        against.Stops.Where(stop => stop.Inhibits(alert)).OrderBy(stop => stop.AlertId.Value).FirstOrDefault()
            is { } found
            ? new(IsSent: false, NotificationReason.Inhibited, found.AlertId.ToString())
            : null;

    private static NotificationDecision? Grouped(
        AlertKey alert,
        UserId? personId,
        Suppressions against,
        DateTimeOffset at
    ) =>
        personId is { } person
        && against.Calls.Where(call => call.Covers(alert, person, at, against.Grouping)).MaxBy(call => call.Seq)
            is { } found
            ? new(
                IsSent: false,
                NotificationReason.Grouped,
                found.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
                found.At + against.Grouping
            )
            : null;
}
