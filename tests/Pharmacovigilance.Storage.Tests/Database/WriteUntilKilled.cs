using System.Diagnostics;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>The second mode of this program: writes from eight callers and prints each acknowledged number, until it is killed.</summary>
internal static class WriteUntilKilled
{
    public const string Command = "write-until-killed";

    public static async Task<int> RunAsync(string folder)
    {
        var clock = new UnitClock(TimeProvider.System, TimeZoneInfo.Utc);
        using var database = new SqliteDatabase(folder) { Clock = clock };
        database.Migrate(clock.Now, "child");
        await using var queue = WriteQueue.Start(database, new IdSource(), new SafetyFeed(), TestUnit.Versions);
        // Should the test die before it kills this process, it ends by itself.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var output = Console.OpenStandardOutput();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (!limit.IsCancellationRequested)
                        {
                            long seq = await queue.RunAsync(new WriteRequest(Actor.Product, "child.write"), scope =>
                                scope.Audit(new AuditEntry("child.wrote", "child", "1", "{}"))
                            );
                            lock (output)
                                output.Write(
                                    System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{seq}\n"))
                                );
                        }
                    })
                )
        );
        return 0;
    }

    public static Process Start(string folder)
    {
        string assembly = typeof(WriteUntilKilled).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(assembly);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(folder);
        return Process.Start(start)!;
    }
}

public sealed class KilledProcessTests : IDisposable
{
    private readonly string folder = TestUnit.NewFolder();

    [Fact]
    public async Task KilledWhileWriting_EveryAcknowledgedWriteIsThere_AndTheFolderIsFree()
    {
        var acknowledged = await KillAfterAsync(500);

        using var database = new SqliteDatabase(folder);
        database.Migrate(TestUnit.Start, "after");
        using var scope = database.OpenReader();
        Assert.Superset(acknowledged, scope.Query<long>("select seq from audit_entry").ToHashSet());
        Assert.Equal("ok", scope.Single<string>("pragma integrity_check"));
    }

    /// <summary>Lets a child write, kills it after some acknowledgements, and answers all of them.</summary>
    private async Task<HashSet<long>> KillAfterAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var child = WriteUntilKilled.Start(folder);
        var acknowledged = new HashSet<long>();
        try
        {
            while (acknowledged.Count < count)
                acknowledged.Add(
                    Number(
                        await child.StandardOutput.ReadLineAsync(limit.Token)
                            ?? throw new InvalidOperationException("The child ended by itself.")
                    )
                );
            using var second = new SqliteDatabase(folder);
            Assert.Throws<DatabaseRefusedException>(() => second.Migrate(TestUnit.Start, "second"));
        }
        finally
        {
            child.Kill();
        }

        // What was in the pipe when it died was acknowledged too; a last line may be cut.
        string rest = await child.StandardOutput.ReadToEndAsync(limit.Token);
        await child.WaitForExitAsync(limit.Token);
        acknowledged.UnionWith(
            rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Number)
        );
        return acknowledged;
    }

    private static long Number(string line) => long.Parse(line, System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
