using System.Data.Common;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The unit's database and everything in which SQLite and PostgreSQL differ. All other SQL in this project is one text
/// that runs on both. Only this project can open a connection.
/// </summary>
public abstract class UnitDatabase : IDisposable
{
    static UnitDatabase() => DapperMapping.Register();

    /// <summary>Where the data are, fit to be shown to an administrator; never carries a password.</summary>
    public abstract string Location { get; }

    internal abstract SqlDialect Dialect { get; }

    /// <summary>The unit's wall clock, for every scope of this database.</summary>
    /// <exception cref="InvalidOperationException">The database was opened without one.</exception>
    public UnitClock Clock
    {
        get => field ?? throw new InvalidOperationException($"{Location} was opened without the unit's clock.");
        init;
    }

    /// <summary>What the unit works by, for every scope of this database.</summary>
    /// <exception cref="InvalidOperationException">The database was opened without it.</exception>
    public KnowledgeInForce Known
    {
        get => field ?? throw new InvalidOperationException($"{Location} was opened without the unit's knowledge.");
        init;
    }

    /// <summary>One consistent, read-only view of the last committed state. Dispose it soon: it keeps that state alive.</summary>
    public ReadScope OpenReader()
    {
        var connection = OpenReadConnection();
        try
        {
            return new ReadScope(this, connection, BeginRead(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs a query on a pool thread. Microsoft.Data.Sqlite is synchronous and ignores cancellation, so the token only
    /// prevents a query that has not begun; awaiting the provider directly would block the caller's circuit.
    /// </summary>
    public Task<T> ReadAsync<T>(Func<ReadScope, T> query, CancellationToken cancellationToken = default) =>
        Task.Run(
            () =>
            {
                using var scope = OpenReader();
                return query(scope);
            },
            cancellationToken
        );

    /// <summary>A condition that <paramref name="column"/> is one of the values in <paramref name="parameter"/>.</summary>
    /// <param name="column">A column name from the program's own text, never from input.</param>
    /// <param name="parameter">The parameter's name without @; its value comes from <see cref="ListParameter{T}"/>.</param>
    public abstract string InList(string column, string parameter);

    /// <summary>The value of a list parameter: ids, codes or whole numbers. An empty list matches nothing.</summary>
    public abstract object ListParameter<T>(IEnumerable<T> values)
        where T : notnull;

    /// <summary>Brings the tables to this program's version; see <see cref="Migrator"/>.</summary>
    /// <exception cref="DatabaseRefusedException">The database is newer, was altered, was made by a development version, or is in use by another process.</exception>
    public void Migrate(DateTimeOffset now, string productVersion) =>
        new Migrator(this, SchemaText.Scripts(Dialect)).Run(now, productVersion);

    /// <summary>Writes a complete, consistent copy while the unit keeps working. Refuses to overwrite.</summary>
    public abstract Task BackupAsync(string path, CancellationToken cancellationToken = default);

    internal abstract DbConnection OpenReadConnection();

    internal abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>A connection that may write; the queue and the migrator own the only ones.</summary>
    internal abstract DbConnection OpenWriter();

    /// <summary>Begins a transaction that already holds the right to write, so that no job can fail half-way for want of it.</summary>
    internal abstract DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Keeps other migrators out until the connection closes.</summary>
    internal abstract void LockForMigration(DbConnection connection);

    /// <summary>The version stamped on the database, 0 for an empty one.</summary>
    internal abstract int SchemaVersion(DbConnection connection);

    internal abstract void StampSchemaVersion(DbConnection connection, DbTransaction transaction, int version);

    /// <summary>Called before the first script is applied to a database that already has content.</summary>
    internal abstract void SecureBeforeMigration(int fromVersion, int toVersion, DateTimeOffset now);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
