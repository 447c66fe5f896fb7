using System.Data.Common;
using Dapper;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Applies the scripts a database lacks, forward only, each in a transaction of its own with its row of history. Refuses
/// a database it does not know: one that is newer, or in which an applied script is not the one the program has.
/// </summary>
internal sealed class Migrator
{
    private const string HistorySql = "select version, name, checksum from migration_history order by version";

    private const string OriginSql = "select name from migration_history order by version limit 1";

    private const string InsertSql = """
        insert into migration_history (version, name, checksum, applied_at, product_version)
        values (@version, @name, @checksum, @now, @productVersion)
        """;

    private readonly UnitDatabase database;
    private readonly IReadOnlyList<MigrationScript> scripts;

    public Migrator(UnitDatabase database, IReadOnlyList<MigrationScript> scripts)
    {
        this.database = database;
        this.scripts = scripts;
        var twice = scripts.GroupBy(s => s.Version).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new InvalidOperationException(
                $"Two scripts have one number: {string.Join(", ", twice.Select(s => s.Name))}."
            );
    }

    public void Run(DateTimeOffset now, string productVersion)
    {
        using var connection = database.OpenWriter();
        database.LockForMigration(connection);
        int version = database.SchemaVersion(connection);
        var pending = Pending(connection, version);
        if (pending.Count == 0)
            return;
        if (version > 0)
            database.SecureBeforeMigration(version, pending[^1].Version, now);
        foreach (var script in pending)
            Apply(connection, script, now, productVersion);
    }

    private List<MigrationScript> Pending(DbConnection connection, int version)
    {
        RefuseOtherOrigin(connection, version);
        if (version > (scripts.Count == 0 ? 0 : scripts[^1].Version))
            throw new DatabaseRefusedException(
                $"The database {database.Location} was written by a newer Pharmacovigilance (version {version} of the tables; this program knows up to {scripts[^1].Version}). Start the newer program, or restore a backup."
            );
        var applied = version == 0 ? [] : connection.Query<HistoryRow>(HistorySql).ToDictionary(r => r.Version);
        foreach (var row in applied.Values)
            RefuseChanged(row);
        var pending = scripts.Where(s => !applied.ContainsKey(s.Version)).ToList();
        if (pending.Count > 0 && pending[0].Version < version)
            throw new DatabaseRefusedException(
                $"The database {database.Location} lacks script {pending[0].Name} but has later ones. Restore a backup; scripts are applied in their order only."
            );
        return pending;
    }

    /// <summary>Before anything was released, the tables were told in scripts of other names. Nothing leads from them to these.</summary>
    private void RefuseOtherOrigin(DbConnection connection, int version)
    {
        if (version == 0 || scripts.Count == 0)
            return;
        string? origin = connection.ExecuteScalar<string?>(OriginSql);
        if (origin is not null && origin != scripts[0].Name)
            throw new DatabaseRefusedException(
                $"The database {database.Location} was made by a development version before 0.1: its tables begin with {origin}, those of this program with {scripts[0].Name}. They cannot be brought to this program's. Export what you need with the program that made it, then choose a new data folder, or on PostgreSQL an empty database."
            );
    }

    private void RefuseChanged(HistoryRow row)
    {
        var script = scripts.FirstOrDefault(s => s.Version == row.Version);
        if (script is null)
            throw new DatabaseRefusedException(
                $"The database {database.Location} has script {row.Name}, which this program does not know. Start the program that wrote it, or restore a backup."
            );
        if (script.Checksum != row.Checksum)
            throw new DatabaseRefusedException(
                $"The script {script.Name} has changed since it was applied to {database.Location}. Put the original script back; a change to the tables is a new script."
            );
    }

    private void Apply(DbConnection connection, MigrationScript script, DateTimeOffset now, string productVersion)
    {
        using var transaction = database.BeginWrite(connection);
        try
        {
            connection.Execute(script.Sql, transaction: transaction);
            connection.Execute(
                InsertSql,
                new
                {
                    version = script.Version,
                    name = script.Name,
                    checksum = script.Checksum,
                    now,
                    productVersion,
                },
                transaction
            );
            database.StampSchemaVersion(connection, transaction, script.Version);
            transaction.Commit();
        }
        catch (DbException e)
        {
            throw new DatabaseRefusedException(
                $"The script {script.Name} could not be applied to {database.Location}; the database is as it was before it. {e.Message}",
                e
            );
        }
    }

    private sealed record HistoryRow
    {
        public required int Version { get; init; }
        public required string Name { get; init; }
        public required string Checksum { get; init; }
    }
}
