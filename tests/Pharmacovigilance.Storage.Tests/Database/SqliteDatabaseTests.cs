using Microsoft.Data.Sqlite;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

internal static class SqliteFile
{
    public static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

/// <summary>What only the embedded database promises.</summary>
public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly TestUnit unit = TestUnit.OnSqlite();

    private string Folder => Path.GetDirectoryName(unit.Database.Location)!;

    [Fact]
    public async Task Writer_EveryHandle_IsDurableWaitsAndChecksForeignKeys()
    {
        var settings = await unit.Queue.RunAsync(new WriteRequest(Actor.Product, "settings"), scope =>
            new[]
            {
                scope.Single<string>("pragma journal_mode"),
                scope.Single<string>("pragma synchronous"),
                scope.Single<string>("pragma busy_timeout"),
                scope.Single<string>("pragma foreign_keys"),
                scope.Single<string>("pragma recursive_triggers"),
            }
        );
        Assert.Equal(["wal", "2", "5000", "1", "1"], settings);
    }

    [Fact]
    public void Reader_EveryHandle_WaitsAndCannotWrite()
    {
        for (int i = 0; i < 3; i++)
        {
            using var scope = unit.Database.OpenReader();
            Assert.Equal("5000", scope.Single<string>("pragma busy_timeout"));
            Assert.Equal("1", scope.Single<string>("pragma foreign_keys"));
            Assert.Throws<SqliteException>(() =>
                scope.Query<long>("insert into processed_request values ('k', 'n', null, 'x', '1') returning 1")
            );
        }
    }

    [Fact]
    public async Task Reader_OpenWhileOthersWrite_KeepsItsOneState()
    {
        using var scope = unit.Database.OpenReader();
        Assert.Equal(0, scope.Single<long>("select count(*) from app_user"));
        await unit.AddPersonAsync("nurse", Role.Nurse);
        Assert.Equal(0, scope.Single<long>("select count(*) from app_user"));
        Assert.Equal(1, unit.Read(s => s.Single<long>("select count(*) from app_user")));
    }

    [Fact]
    public async Task Queue_MoreCallersThanItHolds_TheyWaitAndNoneIsLost()
    {
        await unit.Queue.DisposeAsync();
        await using var narrow = WriteQueue.Start(
            unit.Database,
            unit.Ids,
            unit.Feed,
            TestUnit.Versions,
            limits: new WriteQueueLimits(Waiting: 2, PerCommit: 3)
        );
        var numbers = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i =>
                    Task.Run(() =>
                        narrow.RunAsync(new WriteRequest(Actor.Product, "narrow"), scope =>
                            scope.Audit(new Domain.Audit.AuditEntry("narrow.wrote", "narrow", $"{i}", "{}"))
                        )
                    )
                )
        );
        Assert.Equal(100, numbers.Distinct().Count());
        Assert.Equal(100, unit.Read(s => s.Single<long>("select count(*) from audit_entry")));
    }

    [Fact]
    public void SecondProcess_SameFolder_IsRefusedNamingTheFolder()
    {
        using (var second = new SqliteDatabase(Folder) { Clock = unit.Clock })
        {
            var refused = Assert.Throws<DatabaseRefusedException>(() =>
                WriteQueue.Start(second, unit.Ids, new SafetyFeed(), TestUnit.Versions)
            );
            Assert.Contains(Folder, refused.Message, StringComparison.Ordinal);
        }

        // A reader does not need the folder for itself.
        using var reader = new SqliteDatabase(Folder);
        using var scope = reader.OpenReader();
        Assert.Equal(0, scope.Single<long>("select count(*) from audit_entry"));
    }

    [Fact]
    public async Task Reopened_AfterCloseWithoutAWriter_ReadersSeeEverythingAndTheFeedGoesOn()
    {
        await unit.AddPersonAsync("nurse", Role.Nurse);
        await unit.Queue.DisposeAsync();
        long seq = unit.Feed.Seq;
        Assert.True(seq > 0);
        unit.Database.Dispose();

        using var again = new SqliteDatabase(Folder) { Clock = unit.Clock };
        using (var scope = again.OpenReader())
            Assert.Equal(1, scope.Single<long>("select count(*) from app_user"));
        var feed = new SafetyFeed();
        await using var queue = WriteQueue.Start(again, unit.Ids, feed, TestUnit.Versions);
        Assert.Equal(seq, feed.Seq);
    }

    [Fact]
    public async Task BackupAsync_WhileWriting_IsCompleteAndConsistentAndNeverOverwrites()
    {
        await unit.AddPersonAsync("before", Role.Nurse);
        var writing = Task.WhenAll(Enumerable.Range(0, 20).Select(i => unit.AddPersonAsync($"nurse {i}", Role.Nurse)));
        string file = Path.Combine(Folder, "copies", "copy.db");
        await unit.Database.BackupAsync(file);
        await writing;

        Assert.Equal("ok", SqliteFile.Scalar(file, "pragma integrity_check"));
        Assert.True((long)SqliteFile.Scalar(file, "select count(*) from app_user")! >= 1);
        Assert.Equal(
            SqliteFile.Scalar(file, "select count(*) from app_user"),
            SqliteFile.Scalar(file, "select count(*) from audit_entry")
        );
        var refused = await Assert.ThrowsAsync<IOException>(() => unit.Database.BackupAsync(file));
        Assert.Contains("never overwritten", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["copy.db"], Directory.GetFiles(Path.Combine(Folder, "copies")).Select(Path.GetFileName));
    }

    [Fact]
    public void Folder_OnUnix_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        if (OperatingSystem.IsWindows())
            return;
        string folder = TestUnit.NewFolder();
        try
        {
            using (var made = new SqliteDatabase(folder))
                made.Migrate(TestUnit.Start, TestUnit.Versions.Product);
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public ValueTask DisposeAsync() => unit.DisposeAsync();
}
