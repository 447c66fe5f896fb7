namespace Pharmacovigilance.Web.Signals;

internal static class SignalsRoom
{
    public static IServiceCollection AddSignalsRoom(this IServiceCollection services) =>
        services
            .AddSingleton<SignalWords>()
            .AddSingleton<CaseMixWords>()
            .AddScoped<ClosingDialog>()
            .AddScoped<StateWords>()
            .AddScoped<StreamWords>();
}
