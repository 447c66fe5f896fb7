using Pharmacovigilance.Web.Alerts.Delivery;

namespace Pharmacovigilance.Web.Alerts;

internal static class AlertsRoom
{
    public static IServiceCollection AddAlertsRoom(this IServiceCollection services)
    {
        services.AddSignalR();
        return services
            .AddDelivery()
            .AddSingleton<AlertWords>()
            .AddSingleton<RuleSetWords>()
            .AddSingleton<AlertRing>()
            .AddSingleton<DecisionTaking>()
            .AddScoped<DecisionDialogs>();
    }

    public static void MapAlertsRoom(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<AlertsHub>(AlertsHub.Address, options => options.CloseOnAuthenticationExpiration = true);
}
