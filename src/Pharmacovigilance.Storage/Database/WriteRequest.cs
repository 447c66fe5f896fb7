using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Database;

/// <summary>Who asks for what. The same key with the same name and actor is the same request and takes effect once.</summary>
/// <param name="Name">A stable dotted name, e.g. <c>adverse-event.record</c>.</param>
/// <param name="IdempotencyKey">Made by the form or the API client, 1–200 characters; null when repeating does no harm.</param>
public sealed record WriteRequest(Actor Actor, string Name, string? IdempotencyKey = null);

/// <summary>How much the queue holds (callers beyond it wait) and how many jobs share one commit.</summary>
public sealed record WriteQueueLimits(int Waiting = 1024, int PerCommit = 256);
