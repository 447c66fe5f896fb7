using Pharmacovigilance.Domain;

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
