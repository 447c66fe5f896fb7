using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>The time of a replay: it moves only when a step says so.</summary>
internal sealed class ScriptedTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = start;

    public void MoveTo(DateTimeOffset at) =>
        Now =
            at >= Now
                ? at
                : throw new InvalidOperationException($"The replay's time went back from {Now:O} to {at:O}.");

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A unit of its own for one replay: a fresh database in a folder that is removed afterwards, and the product's stores.</summary>
internal sealed class ReplayUnit : IAsyncDisposable
{
    /// <summary>Fixed, so that a replay gives the same answer each time; the ids themselves appear nowhere in it.</summary>
    private const int Seed = 20231104;

    private readonly TemporaryFolder folder = new("pharmacovigilance-replay-");
    private readonly SqliteDatabase database;
    private readonly WriteQueue queue;
    private readonly List<Exception> failures = [];
    private readonly KnowledgeInForce known;

    public ReplayUnit(Knowledge knowledge, TimeZoneInfo zone, DateTimeOffset start)
    {
        known = new KnowledgeInForce(knowledge);
        Time = new ScriptedTime(start);
        Clock = new UnitClock(Time, zone);
        Ids = new IdSource(Seed);
        var versions = new VersionsInForce(
            "replay",
            CtcaeVersions.Format(knowledge.Ctcae.Version),
            knowledge.Rules.Stamp,
            knowledge.Rates.Version
        );
        database = new SqliteDatabase(folder.Path) { Clock = Clock, Known = known };
        database.Migrate(Clock.Now, versions.Product);
        queue = WriteQueue.Start(database, Ids, new SafetyFeed(), versions, failures.Add);
        Stores = new UnitStores(database, queue);
    }

    /// <summary>What the unit works by now.</summary>
    public Knowledge Knowledge => known.Current;

    public ScriptedTime Time { get; }
    public UnitClock Clock { get; }
    public IdSource Ids { get; }
    public UnitStores Stores { get; }

    /// <summary>Failures that concern the unit and not one step; a replay with any must not be believed.</summary>
    public IReadOnlyList<Exception> Failures => failures;

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        database.Dispose();
        folder.Dispose();
    }
}
