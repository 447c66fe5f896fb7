using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The embedded default: one file in the unit's data folder, in WAL mode, every commit on the disk before it is
/// acknowledged unless the unit was opened as not durable.
/// </summary>
public sealed class SqliteDatabase : UnitDatabase
{
    private const string Pragmas = "pragma busy_timeout = 5000; pragma trusted_schema = off;";

    // recursive_triggers: without it "insert or replace" deletes an append-only row and no trigger sees it.
    // cache_size: 16 MiB, so that the pages a course is judged by are not read from the file for each job.
    private const string WriterPragmas = Pragmas + "pragma recursive_triggers = on; pragma cache_size = -16384;";

    private readonly string folder;
    private readonly string file;
    private readonly string readerText;
    private readonly string writerText;
    private readonly FolderLock folderLock;
    private readonly bool durable;

    /// <param name="folder">The unit's data folder; created when absent, readable by its owner only.</param>
    /// <param name="durable">False only for data that are thrown away with the process: then a commit does not wait for the disk.</param>
    public SqliteDatabase(string folder, bool durable = true)
    {
        this.folder = Path.GetFullPath(folder);
        this.durable = durable;
        file = Path.Combine(this.folder, "unit.db");
        folderLock = new FolderLock(this.folder);
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            DefaultTimeout = 5,
        };
        text.Mode = SqliteOpenMode.ReadOnly;
        readerText = text.ToString();
        text.Mode = SqliteOpenMode.ReadWriteCreate;
        text.Pooling = false;
        writerText = text.ToString();
    }

    public override string Location => file;

    internal override SqlDialect Dialect => SqlDialect.Sqlite;

    public override string InList(string column, string parameter) =>
        $"{column} in (select value from json_each(@{parameter}))";

    public override object ListParameter<T>(IEnumerable<T> values) =>
        JsonSerializer.Serialize(values, StoredJson.Options);

    internal override DbConnection OpenReadConnection() => Open(new SqliteConnection(readerText), Pragmas);

    internal override DbTransaction BeginRead(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: true);

    internal override DbConnection OpenWriter()
    {
        folderLock.Take();
        var connection = Open(
            new PreparingConnection(writerText),
            WriterPragmas
                + (
                    durable
                        ? "pragma synchronous = full;"
                        : "pragma synchronous = off; pragma wal_autocheckpoint = 16384;"
                )
        );
        string? mode = connection.ExecuteScalar<string>("pragma journal_mode = wal");
        if (string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
            return connection;
        connection.Dispose();
        throw new DatabaseRefusedException(
            $"The database {file} cannot use a write-ahead log (it reports '{mode}'). Put the data folder on a local disk."
        );
    }

    internal override DbTransaction BeginWrite(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    internal override void LockForMigration(DbConnection connection) => folderLock.Take();

    internal override int SchemaVersion(DbConnection connection) =>
        connection.ExecuteScalar<int>("pragma user_version");

    internal override void StampSchemaVersion(DbConnection connection, DbTransaction transaction, int version) =>
        connection.Execute(
            string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {version}"),
            transaction: transaction
        );

    internal override void SecureBeforeMigration(int fromVersion, int toVersion, DateTimeOffset now)
    {
        string stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"unit-{fromVersion:0000}-before-{toVersion:0000}-{stamp}.db"
        );
        Backup(Path.Combine(folder, "backups", name));
    }

    public override Task BackupAsync(string path, CancellationToken cancellationToken = default) =>
        Task.Run(() => Backup(path), cancellationToken);

    /// <summary>Copies through SQLite: the main file alone lacks what is still in the write-ahead log.</summary>
    private void Backup(string path)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
            throw new IOException(
                $"The backup file {path} exists already. Name a new file; backups are never overwritten."
            );
        FolderLock.CreateFolder(Path.GetDirectoryName(path)!);
        string partial = path + ".partial";
        File.Delete(partial);
        using (var source = (SqliteConnection)OpenReadConnection())
        using (
            var target = Open(
                new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()
                ),
                "pragma synchronous = full;"
            )
        )
        {
            source.BackupDatabase(target);
            string? check = target.ExecuteScalar<string>("pragma journal_mode = delete; pragma quick_check(1);");
            if (target.ExecuteScalar<string>("pragma quick_check(1)") != "ok")
                throw new IOException($"The backup {partial} failed its check ({check}). Check the disk and repeat.");
        }

        File.Move(partial, path);
    }

    private static SqliteConnection Open(SqliteConnection connection, string pragmas)
    {
        try
        {
            connection.Open();
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        using (var pool = new SqliteConnection(readerText))
            SqliteConnection.ClearPool(pool);
        folderLock.Dispose();
    }
}
