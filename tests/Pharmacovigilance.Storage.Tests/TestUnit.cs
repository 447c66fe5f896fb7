using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Tests;

/// <summary>A fresh, migrated unit: a folder of its own on SQLite, a database of its own on PostgreSQL.</summary>
public sealed class TestUnit : IAsyncDisposable
{
    public const string PostgresVariable = "PHARMACOVIGILANCE_TEST_POSTGRES";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly VersionsInForce Versions = new("0.1.0", "5.0", "rules-1", "reference-1");

    private static readonly IdSource Names = new();
    private static readonly Lazy<string> MigratedFile = new(MigrateFile);
    private static readonly Lazy<string> Migrated = new(Migrate);
    private readonly Func<ValueTask> remove;

    private readonly Func<TestUnit, UnitDatabase> open;

    private TestUnit(Func<TestUnit, UnitDatabase> open, Func<ValueTask> remove, bool migrate)
    {
        this.open = open;
        this.remove = remove;
        Clock = new UnitClock(Time, TimeZoneInfo.Utc);
        Database = open(this);
        if (migrate)
            Serve();
    }

    public UnitDatabase Database { get; private set; }

    /// <summary>What the unit works by.</summary>
    public KnowledgeInForce Known { get; private set; } = new(() => ClinicalUnit.Knowledge);
    public ManualTime Time { get; } = new(Start);
    public UnitClock Clock { get; }
    public IdSource Ids { get; } = new();
    public SafetyFeed Feed { get; } = new();

    /// <summary>What the queue reported as concerning the unit.</summary>
    public ConcurrentQueue<Exception> Reports { get; } = [];

    public WriteQueue Queue { get; private set; } = null!;
    public UnitStores Stores { get; private set; } = null!;
    public AccountStore Accounts => Stores.Accounts;

    public static TestUnit OnSqlite(bool migrate = true)
    {
        string folder = NewFolder();
        if (migrate)
        {
            Directory.CreateDirectory(folder);
            File.Copy(MigratedFile.Value, Path.Combine(folder, Path.GetFileName(MigratedFile.Value)));
        }

        return new TestUnit(
            unit => new SqliteDatabase(folder) { Clock = unit.Clock, Known = unit.Known },
            () => RemoveFolder(folder),
            migrate
        );
    }

    /// <summary>Skips the calling test when no PostgreSQL is configured.</summary>
    public static TestUnit OnPostgres(bool migrate = true)
    {
        string server = PostgresServer();
        string name = "t_" + Names.Next(Start).ToString("N");
        Run(server, migrate ? $"create database {name} template {Migrated.Value}" : $"create database {name}");
        return new TestUnit(
            unit => new PostgresDatabase(Named(server, name)) { Clock = unit.Clock, Known = unit.Known },
            () => DropAsync(server, name),
            migrate
        );
    }

    /// <summary>All migrations, once for the whole run: each takes a while, and a copy of the result does not.</summary>
    private static string MigrateFile()
    {
        string folder = NewFolder();
        using (var database = new SqliteDatabase(folder))
            database.Migrate(Start, Versions.Product);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return Path.Combine(folder, "unit.db");
    }

    /// <summary>The same on PostgreSQL.</summary>
    private static string Migrate()
    {
        string server = PostgresServer();
        string name = "m_" + Names.Next(Start).ToString("N");
        Run(server, $"create database {name}");
        using (var database = new PostgresDatabase(Named(server, name)))
            database.Migrate(Start, Versions.Product);
        return name;
    }

    private static string Named(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString();

    private static void Run(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        connection.Execute(sql);
    }

    public static string PostgresServer()
    {
        string? server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(
            string.IsNullOrWhiteSpace(server),
            $"No PostgreSQL: {PostgresVariable} is not set (tests/postgres.sh start prints it)."
        );
        return server!;
    }

    public static string NewFolder() =>
        Path.Combine(Path.GetTempPath(), "pharmacovigilance-test-" + Names.Next(Start).ToString("N"));

    /// <summary>An account in the given roles; the name is made up.</summary>
    public async Task<Actor> AddPersonAsync(string name, params Role[] roles)
    {
        var id = Ids.Next<UserId>(Clock.Now);
        var outcome = await Accounts.CreateAsync(
            Actor.Product,
            new NewAccount(id, name, name.ToUpperInvariant(), name, "hash-of-" + name, "stamp-of-" + name, roles)
        );
        Assert.Equal(AccountOutcome.Done, outcome);
        return new Actor(id, name);
    }

    /// <summary>The same data under another version of the product, whose knowledge is another.</summary>
    public async Task ReopenAsync(Knowledge shipped)
    {
        await Queue.DisposeAsync();
        Database.Dispose();
        Known = new KnowledgeInForce(shipped);
        Database = open(this);
        Known.Follow(Database);
        Serve();
    }

    private void Serve()
    {
        Database.Migrate(Clock.Now, Versions.Product);
        Queue = WriteQueue.Start(
            Database,
            Ids,
            Feed,
            Versions,
            Reports.Enqueue,
            sessions: new SessionGuard(SessionRule.Default, Time)
        );
        Stores = new UnitStores(Database, Queue);
    }

    public T Read<T>(Func<ReadScope, T> query)
    {
        using var scope = Database.OpenReader();
        return query(scope);
    }

    private static ValueTask RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async ValueTask DropAsync(string server, string name)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"drop database {name} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        if (Queue is not null)
            await Queue.DisposeAsync();
        Database.Dispose();
        await remove();
    }
}

/// <summary>A suite that runs unchanged on each provider: one sealed class per provider hands in the unit.</summary>
public abstract class Conformance(TestUnit unit) : IAsyncDisposable
{
    protected TestUnit Unit { get; } = unit;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Unit.DisposeAsync();
    }
}
