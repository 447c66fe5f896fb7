using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>A scratch table to write to, and a way to hold the queue while jobs gather behind it.</summary>
internal static class Probe
{
    public static Task CreateAsync(TestUnit unit) =>
        unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe.create"), scope =>
        {
            string number =
                unit.Database is SqliteDatabase
                    ? "integer primary key autoincrement"
                    : "integer primary key generated always as identity";
            scope.Execute($"create table probe (number {number}, note text not null)");
            scope.Execute("create table parent (id integer primary key)");
            return scope.Execute(
                "create table child (parent_id integer not null references parent (id) deferrable initially deferred)"
            );
        });

    public static Task<long> AddAsync(
        TestUnit unit,
        string note,
        string? key = null,
        CancellationToken cancellationToken = default
    ) =>
        unit.Queue.RunAsync(
            new WriteRequest(Actor.Product, "probe.add", key),
            scope => Add(scope, note),
            cancellationToken
        );

    /// <summary>Inserts and audits; returns the audit number.</summary>
    public static long Add(WriteScope scope, string note)
    {
        scope.Execute("insert into probe (note) values (@note)", new { note });
        return scope.Audit(new AuditEntry("probe.added", "probe", note, "{}"));
    }

    public static IReadOnlyList<string> Notes(TestUnit unit) =>
        unit.Read(scope => scope.Query<string>("select note from probe order by number"));

    /// <summary>Runs a job that stands still until the returned gate is opened; what is queued meanwhile shares one commit.</summary>
    public static async Task<Gate> HoldAsync(TestUnit unit)
    {
        var gate = new Gate();
        gate.Held = unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe.hold"), _ => gate.Stand());
        await gate.Entered.WaitAsync(Patience);
        return gate;
    }

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal sealed class Gate
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim open = new();

        public Task Entered => entered.Task;

        public Task Held { get; set; } = Task.CompletedTask;

        public bool Stand()
        {
            entered.SetResult();
            return open.Wait(Patience);
        }

        public async Task OpenAsync()
        {
            open.Set();
            await Held;
        }
    }
}
