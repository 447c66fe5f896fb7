using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Calls.OnCall;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>The key of the demonstration's texts: DemoText.resx.</summary>
public sealed class DemoText;

internal static class DemoServices
{
    /// <summary>Replaces clock and ids of the unit by those of the demonstration.</summary>
    /// <exception cref="InvalidOperationException">The unit is a real one.</exception>
    public static void AddDemo(this IServiceCollection services, UnitPlace place, DemoParameters parameters)
    {
        if (!place.IsDemo)
            throw new InvalidOperationException("Synthetic data belong into a demonstration unit only.");
        services.AddSingleton(parameters);
        services.AddSingleton(s => new DemoSimulator(
            s.GetRequiredService<KnowledgeInForce>().Current,
            parameters,
            place.Options.Zone
        ));
        services.AddSingleton(s => new DemoTime(
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<DemoSimulator>().Begins
        ));
        services.AddSingleton(s => new UnitClock(s.GetRequiredService<DemoTime>(), place.Options.Zone));
        services.AddSingleton(_ => new IdSource(parameters.Seed));
        services.AddSingleton<DemoOnCall>();
        services.AddSingleton<DemoPlayer>();
        services.AddSingleton<DemoDay>();
        services.AddSingleton<DemoUnit>();
        services.AddSingleton<DemoLive>();
        services.AddHostedService(s => s.GetRequiredService<DemoLive>());
    }
}
