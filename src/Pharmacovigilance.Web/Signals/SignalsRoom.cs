namespace Pharmacovigilance.Web.Signals;

internal static class SignalsRoom
{
    public static IServiceCollection AddSignalsRoom(this IServiceCollection services) => services.AddScoped<StreamWords>();
}
