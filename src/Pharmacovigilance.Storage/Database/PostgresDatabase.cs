using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Pharmacovigilance.Storage.Database;

/// <summary>A unit on a PostgreSQL server, in the first schema of the connection's search path.</summary>
public sealed class PostgresDatabase : UnitDatabase
{
    // Two keys: the number is ours, the schema's hash keeps units in one server apart.
    private const string WriteLock = "select pg_advisory_xact_lock(7301, hashtext(current_schema()))";
    private const string MigrationLock = "select pg_advisory_lock(7302, hashtext(current_schema()))";

    private readonly NpgsqlDataSource readers;
    private readonly NpgsqlDataSource writers;

    public PostgresDatabase(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "Pharmacovigilance" };
        Location = $"{text.Host}:{text.Port}/{text.Database}";
        string? options = text.Options;
        text.Options = $"{options} -c default_transaction_read_only=on".Trim();
        readers = NpgsqlDataSource.Create(text);
        // A server set to acknowledge before the disk has it would lose acknowledged events.
        text.Options = $"{options} -c synchronous_commit=on".Trim();
        text.MaxAutoPrepare = 100;
        writers = NpgsqlDataSource.Create(text);
    }

    public override string Location { get; }

    internal override SqlDialect Dialect => SqlDialect.Postgres;

    public override string InList(string column, string parameter) => $"{column} = any(@{parameter})";

    public override object ListParameter<T>(IEnumerable<T> values) =>
        values switch
        {
            IEnumerable<string> texts => texts.ToArray(),
            IEnumerable<int> numbers => numbers.Select(n => (long)n).ToArray(),
            IEnumerable<long> numbers => numbers.ToArray(),
            _ when DapperMapping.IsTypedId(typeof(T)) => values.Select(v => v.ToString()!).ToArray(),
            _ => throw new ArgumentException(
                $"A list of {typeof(T).Name} cannot be a parameter; use ids, text codes or whole numbers.",
                nameof(values)
            ),
        };

    internal override DbConnection OpenReadConnection() => readers.OpenConnection();

    internal override DbTransaction BeginRead(DbConnection connection) =>
        connection.BeginTransaction(IsolationLevel.RepeatableRead);

    internal override DbConnection OpenWriter() => writers.OpenConnection();

    /// <summary>
    /// Takes the unit's write lock at once, as BEGIN IMMEDIATE does: jobs of several nodes run one after the other, so
    /// audit numbers become visible in their own order and no job meets a half-done neighbour.
    /// </summary>
    internal override DbTransaction BeginWrite(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        connection.Execute(WriteLock, transaction: transaction);
        return transaction;
    }

    internal override void LockForMigration(DbConnection connection) => connection.Execute(MigrationLock);

    internal override int SchemaVersion(DbConnection connection) =>
        connection.ExecuteScalar<bool>("select to_regclass('migration_history') is not null")
            ? connection.ExecuteScalar<int>("select coalesce(max(version), 0) from migration_history")
            : 0;

    /// <summary>Nothing to do: the history row is the stamp.</summary>
    internal override void StampSchemaVersion(DbConnection connection, DbTransaction transaction, int version) { }

    /// <summary>Nothing to do: a server's backups are its administrator's, and DDL is transactional.</summary>
    internal override void SecureBeforeMigration(int fromVersion, int toVersion, DateTimeOffset now) { }

    public override Task BackupAsync(string path, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(
            $"A unit on PostgreSQL ({Location}) is backed up on its server: use pg_dump or base backups there."
        );

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        readers.Dispose();
        writers.Dispose();
    }
}
