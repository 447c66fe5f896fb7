namespace Pharmacovigilance.Storage.Database;

/// <summary>The first result of each idempotency key, written in the same savepoint as the effect it stands for.</summary>
internal static class ProcessedRequests
{
    private const string FindSql =
        "select request_name, actor_id, result_json from processed_request where idempotency_key = @key";

    private const string InsertSql = """
        insert into processed_request (idempotency_key, request_name, actor_id, processed_at, result_json)
        values (@key, @name, @actorId, @now, @result)
        """;

    /// <summary>The first result as JSON, or null when the key is new.</summary>
    /// <exception cref="RequestConflictException">The key belongs to another request or person.</exception>
    public static string? Find(WriteScope scope, string key, string name)
    {
        var row = scope.FirstOrDefault<Row>(FindSql, new { key });
        if (row is null)
            return null;
        if (row.RequestName != name)
            throw new RequestConflictException(
                $"The idempotency key '{key}' was already used for '{row.RequestName}' and cannot be used for '{name}'. Send a new key."
            );
        if (row.ActorId != scope.Actor.UserId?.ToString())
            throw new RequestConflictException(
                $"The idempotency key '{key}' was already used by somebody else. Send a new key."
            );
        return row.ResultJson;
    }

    public static void Insert(WriteScope scope, string key, string name, string result) =>
        scope.Execute(
            InsertSql,
            new
            {
                key,
                name,
                actorId = scope.Actor.UserId,
                now = scope.Now,
                result,
            }
        );

    private sealed record Row
    {
        public required string RequestName { get; init; }
        public required string? ActorId { get; init; }
        public required string ResultJson { get; init; }
    }
}
