using System.Data.Common;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Database;

/// <summary>Writes one batch of jobs in one transaction on the unit's one writing connection.</summary>
internal sealed class BatchWriter(UnitDatabase database, IdSource ids, VersionsInForce versions, SessionGuard sessions)
    : IDisposable
{
    private const string Savepoint = "job";

    private readonly BoardMemory board = new();
    private DbConnection? connection;
    private long newestSeq;
    private Rooms touched;

    /// <summary>Opens the connection and answers the newest audit number.</summary>
    public long Open()
    {
        connection = database.OpenWriter();
        using var transaction = database.BeginWrite(connection);
        var scope = Scope(transaction, Actor.Product);
        newestSeq = AuditStore.NewestSeq(scope);
        return newestSeq;
    }

    /// <summary>
    /// Commits all jobs that did not refuse; a refusing one is undone alone. On return the jobs hold their outcome, but
    /// no caller has been told.
    /// </summary>
    /// <returns>What changed, or null when no job touched a room.</returns>
    /// <exception cref="Exception">The batch as a whole failed and nothing of it is in the database.</exception>
    public FeedChange? Write(IEnumerable<WriteJob> batch)
    {
        touched = Rooms.None;
        object committed = board.Mark;
        try
        {
            connection ??= database.OpenWriter();
            using var transaction = database.BeginWrite(connection);
            foreach (var job in batch)
                Run(job, transaction);
            transaction.Commit();
        }
        catch
        {
            board.Restore(committed);
            // Whatever state the connection is in, the next batch starts from a fresh one.
            Dispose();
            throw;
        }

        return touched == Rooms.None ? null : new FeedChange(newestSeq, touched);
    }

    private void Run(WriteJob job, DbTransaction transaction)
    {
        var scope = Scope(transaction, job.Request.Actor);
        object before = board.Mark;
        transaction.Save(Savepoint);
        try
        {
            SessionGuard.RequireOpen(scope);
            job.Run(scope);
            transaction.Release(Savepoint);
        }
        catch (Exception refusal)
        {
            board.Restore(before);
            // Throws when the database has already ended the transaction (disk full): then the batch fails as a whole.
            transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            job.Refuse(refusal);
            return;
        }
        finally
        {
            scope.Close();
        }

        touched |= scope.Touched;
        newestSeq = Math.Max(newestSeq, scope.NewestSeq);
    }

    private WriteScope Scope(DbTransaction transaction, Actor actor) =>
        new(database, connection!, transaction, actor, ids, versions, board, sessions);

    public void Dispose()
    {
        var closing = connection;
        connection = null;
        closing?.Dispose();
    }
}
