using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Composition;

/// <summary>Which unit this process serves and where its data are.</summary>
/// <param name="Folder">Absolute path of the data folder.</param>
public sealed record UnitPlace(UnitMode Mode, UnitOptions Options, string Folder)
{
    public bool IsDemo => Mode == UnitMode.Demo;
}

internal static class UnitServices
{
    /// <summary>The unit's clock, ids, database and writer; rooms and pages build on these.</summary>
    public static void AddUnit(this IServiceCollection services, UnitPlace place)
    {
        services.AddSingleton(place);
        services.AddSingleton(place.Options);
        services.AddSingleton(TimeProvider.System);
        // Without settings every channel but the application's own is off.
        services.TryAddSingleton(new DeliveryOptions());
        services.AddSingleton(s => new UnitClock(s.GetRequiredService<TimeProvider>(), place.Options.Zone));
        services.AddSingleton(_ => new IdSource());
        // Read while the rest is put together: at a start nobody should wait for one core while the other idles.
        var knowledge = Task.Run(KnowledgeFiles.Load);
        services.AddSingleton(_ => new KnowledgeInForce(() => knowledge.GetAwaiter().GetResult()));
        // For screens and what lives no longer than one: whatever lives longer must ask KnowledgeInForce each time.
        services.AddTransient(s => s.GetRequiredService<KnowledgeInForce>().Current);
        services.AddSingleton(s => Versions(s.GetRequiredService<KnowledgeInForce>().Current));
        services.AddSingleton<UnitDatabase>(s => OpenDatabase(s, place));
        services.AddSingleton(s => new SafetyFeed(s.GetRequiredService<UnitFailures>().Report));
        services.AddSingleton<UnitFailures>();
        services.AddSingleton(s => new SessionGuard(
            new SessionRule(TimeSpan.FromMinutes(place.Options.IdleLockMinutes)),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(StartQueue);
        services.AddStores();
        services.AddLive();
        if (place.IsDemo)
            services.AddDemo(place, DemoParameters.Default with { Patients = place.Options.DemoPatients });

        // Keys beside the data: a restart must not sign everybody out, and a backup of the folder is complete.
        services
            .AddDataProtection()
            .SetApplicationName("Pharmacovigilance")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(place.Folder, "keys")));
    }

    /// <summary>Opens the database and the writer now, so that a refusal is a sentence at the console and not a failed page.</summary>
    public static async Task OpenUnitAsync(this IServiceProvider services)
    {
        var known = services.GetRequiredService<KnowledgeInForce>();
        services.GetRequiredService<WriteQueue>();
        known.Follow(services.GetRequiredService<UnitDatabase>());
        await services
            .GetRequiredService<DeliveryStore>()
            .SetUpAsync(services.GetRequiredService<DeliveryOptions>().On);
        await services
            .GetRequiredService<ReferenceStore>()
            .LoadAsync(known.Current.Rates, KnowledgeFiles.Read("rates.json"));
        await services
            .GetRequiredService<TallyStore>()
            .CountAnewIfOutdatedAsync(services.GetRequiredService<UnitOptions>().MinimumPatients);
    }

    /// <summary>The data of a demonstration are thrown away with the program: nobody needs each of its commits on the disk.</summary>
    private static SqliteDatabase OpenDatabase(IServiceProvider services, UnitPlace place) =>
        new(place.Folder, durable: !place.IsDemo)
        {
            Clock = services.GetRequiredService<UnitClock>(),
            Known = services.GetRequiredService<KnowledgeInForce>(),
        };

    private static WriteQueue StartQueue(IServiceProvider services)
    {
        var database = services.GetRequiredService<UnitDatabase>();
        var versions = services.GetRequiredService<VersionsInForce>();
        database.Migrate(database.Clock.Now, versions.Product);
        return WriteQueue.Start(
            database,
            services.GetRequiredService<IdSource>(),
            services.GetRequiredService<SafetyFeed>(),
            versions,
            services.GetRequiredService<UnitFailures>().Report,
            sessions: services.GetRequiredService<SessionGuard>()
        );
    }

    private static VersionsInForce Versions(Knowledge knowledge) =>
        new(
            Product: typeof(UnitServices)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                .InformationalVersion,
            Ctcae: CtcaeVersions.Format(knowledge.Ctcae.Version),
            RuleSet: knowledge.Rules.Stamp,
            ReferenceSet: knowledge.Rates.Version
        );
}
