using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Benchmarks;

/// <summary>A real unit in a temporary folder, durable as in service, with some courses to write about.</summary>
internal sealed class BenchmarkUnit : IAsyncDisposable
{
    private readonly WriteQueue queue;
    private readonly SqliteDatabase database;
    private readonly UnitStores stores;

    private BenchmarkUnit(string folder)
    {
        Folder = folder;
        var knowledge = Knowledge = KnowledgeFiles.Load();
        var known = new KnowledgeInForce(knowledge);
        Clock = new UnitClock(TimeProvider.System, TimeZoneInfo.Utc);
        database = new SqliteDatabase(folder) { Clock = Clock, Known = known };
        database.Migrate(Clock.Now, "benchmark");
        queue = WriteQueue.Start(
            database,
            new IdSource(),
            Feed,
            new VersionsInForce("benchmark", "5.0", knowledge.Rules.Stamp, knowledge.Rates.Version)
        );
        stores = new UnitStores(database, queue);
    }

    public string Folder { get; }
    public Knowledge Knowledge { get; }
    public UnitClock Clock { get; }
    public SafetyFeed Feed { get; } = new();
    public PatientStore Patients => stores.Patients;
    public ObservationStore Observations => stores.Observations;
    public AdverseEventStore Events => stores.Events;
    public IReadOnlyList<CourseId> Courses { get; private set; } = [];

    public static async Task<BenchmarkUnit> OpenAsync(int courses)
    {
        var unit = new BenchmarkUnit(Directory.CreateTempSubdirectory("pharmacovigilance-benchmark-").FullName);
        var physician = new UserId(new IdSource().Next(unit.Clock.Now));
        await unit.stores.Accounts.CreateAsync(
            Actor.Product,
            new NewAccount(physician, "benchmark", "BENCHMARK", "Benchmark physician", null, "stamp", [Role.Physician])
        );
        var ids = new List<CourseId>();
        for (int i = 0; i < courses; i++)
        {
            ids.Add(
                await unit.Patients.RegisterAsync(
                    Actor.Product,
                    new Registration(
                        $"B-{i}",
                        "Benchmark",
                        $"Patient {i}",
                        null,
                        Sex.Unknown,
                        i % 2 == 0 ? Regimen.IsaPd : Regimen.IsaKd,
                        unit.Clock.Today,
                        physician
                    )
                )
            );
        }

        unit.Courses = ids;
        return unit;
    }

    /// <summary>The snapshot builder as the product runs it.</summary>
    public (SnapshotBuilder Builder, LiveUnit Live) Live()
    {
        var live = new LiveUnit(NullLogger<LiveUnit>.Instance);
        return (
            new SnapshotBuilder(
                stores.Snapshots,
                Feed,
                live,
                TimeProvider.System,
                NullLogger<SnapshotBuilder>.Instance
            ),
            live
        );
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
