namespace Pharmacovigilance.Web.Live;

internal static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services) =>
        services.AddSingleton<LiveUnit>().AddHostedService<SnapshotBuilder>();
}
