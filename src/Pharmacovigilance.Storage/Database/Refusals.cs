using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;

namespace Pharmacovigilance.Storage.Database;

/// <summary>The database as a whole cannot be used: newer than the program, altered, or held by another process.</summary>
public sealed class DatabaseRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Nothing of this request was acknowledged: the commit failed or the unit is closing. Repeating it with its key is safe.</summary>
public sealed class WriteFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An idempotency key came back with another request or another person.</summary>
public sealed class RequestConflictException(string message) : Exception(message);

/// <summary>The actor may not do this. The message says what is missing.</summary>
/// <param name="message">One sentence for the log; screens build theirs from <see cref="Needed"/>.</param>
/// <param name="needed">The roles of which any one would do.</param>
public sealed class NotAllowedException(string message, IReadOnlyList<Role> needed) : Exception(message)
{
    public IReadOnlyList<Role> Needed { get; } = needed;
}

/// <summary>The session in which this was asked for has ended or is locked; nothing was written.</summary>
public sealed class SessionClosedException(SessionStanding standing) : Exception($"The session is {standing}.")
{
    public SessionStanding Standing => standing;
}

/// <summary>The state the person saw is not the state that is; nothing was written.</summary>
/// <param name="seen">What the save rested on.</param>
/// <param name="changes">What happened since, newest first; at least one.</param>
public sealed class ChangedMeanwhileException(SeenState seen, IReadOnlyList<SeenChange> changes)
    : Exception(
        $"Changed since number {seen.Seq}: {string.Join(", ", changes.Select(change => $"{change.Action} by {change.ActorName}"))}."
    )
{
    public SeenState Seen => seen;

    public IReadOnlyList<SeenChange> Changes => changes;
}
