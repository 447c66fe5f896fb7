using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>How one stream stands against its limit by the facts of this transaction.</summary>
/// <param name="Epoch">Of the stream as <see cref="EpochRows"/> numbers it.</param>
/// <param name="IsCrossed">Whether the family e-value reached its limit at any prefix of the epoch's patients.</param>
/// <param name="Patients">m, patients assessed in this epoch.</param>
/// <param name="PatientsWithEvent">k ≤ m.</param>
/// <param name="LnClosed">Natural logarithm of the largest family e-value (closed averaging) over the prefixes; finite where it crossed, minus infinity without evidence.</param>
/// <param name="ReferenceId">The reference row compared with; null where there is none, which cannot cross.</param>
/// <param name="Snapshot">JSON of the exact inputs; kept as it is with a signal that is raised.</param>
public sealed record StreamCrossing(
    StreamKey Key,
    int Epoch,
    bool IsCrossed,
    int Patients,
    int PatientsWithEvent,
    double LnClosed,
    string? ReferenceId,
    string? ReferenceVersion,
    string Snapshot
);

/// <summary>The epoch a stream is in. A stream that is not listed is in epoch 0.</summary>
/// <param name="Number">0 = the first; one more each time the stream began anew: see <see cref="EpochCause"/>.</param>
/// <param name="StartsAt">The cohort of the epoch begins empty then.</param>
public sealed record SignalEpoch(StreamKey Key, int Number, DateTimeOffset StartsAt);

/// <summary>A signal that was not closed.</summary>
/// <param name="Latest">Its newest step, with the reason the status stands on.</param>
public sealed record LatchedSignal(
    SignalId SignalId,
    StreamKey Key,
    int Epoch,
    DateTimeOffset RaisedAt,
    SignalStep Latest
)
{
    public SignalStatus Status => Latest.Status;
}

/// <summary>A signal as it was raised, and how it stands.</summary>
public sealed record SignalItem
{
    public required SignalId SignalId { get; init; }

    public required StreamKey Key { get; init; }

    public required int Epoch { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>m when it was raised.</summary>
    public required int Patients { get; init; }

    /// <summary>k when it was raised.</summary>
    public required int PatientsWithEvent { get; init; }

    /// <summary>Natural logarithm of the family e-value when it was raised.</summary>
    public required double LnClosed { get; init; }

    public required string? ReferenceId { get; init; }

    public required string? ReferenceVersion { get; init; }

    public required SignalStep Latest { get; init; }

    /// <summary>Whether somebody else, or the product, did something about it since the reader's last review.</summary>
    public required bool IsNew { get; init; }

    public SignalStatus Status => Latest.Status;
}

/// <summary>All signals of the unit for one officer: those with work left first, among them what is new.</summary>
/// <param name="ReadSeq">Newest audit number in this reading; a review of this list covers everything up to it.</param>
/// <param name="ReviewedAt">When this officer reviewed the list last; null = never.</param>
public sealed record SignalWorklist(IReadOnlyList<SignalItem> Items, long ReadSeq, DateTimeOffset? ReviewedAt);

/// <summary>What a person said about a signal without changing it.</summary>
public sealed record SignalComment(SignalCommentId CommentId, DateTimeOffset At, Actor By, string Words);

/// <summary>One signal with all that was done and said about it.</summary>
/// <param name="Snapshot">JSON of the exact inputs when it was raised.</param>
/// <param name="Steps">Oldest first.</param>
/// <param name="Comments">Oldest first.</param>
public sealed record SignalRecord(
    SignalItem Signal,
    string Snapshot,
    IReadOnlyList<SignalStep> Steps,
    IReadOnlyList<SignalComment> Comments
);

/// <summary>What came of a step, and where it was not taken: how the signal stands, by whom and since when.</summary>
public sealed record SignalResult(SignalOutcome Outcome, SignalStatus Status, string By, DateTimeOffset At);
