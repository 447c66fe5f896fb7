using Pharmacovigilance.Web.Alerts.Notification;
using Pharmacovigilance.Web.Alerts.OnCall;

namespace Pharmacovigilance.Web.Alerts;

internal static class AlertsRoom
{
    public static IServiceCollection AddAlertsRoom(this IServiceCollection services)
    {
        services.AddSignalR();
        return services
            .AddSingleton<DeliveryHealth>()
            .AddHostedService<AlertDelivery>()
            .AddSingleton<AlertWords>()
            .AddSingleton<RuleSetWords>()
            .AddSingleton<AlertRing>()
            .AddSingleton<AlertPresence>()
            .AddSingleton<DecisionTaking>()
            .AddScoped<DecisionDialogs>()
            .AddHostedService<EscalationTimer>()
            .AddSingleton<OnCallWords>()
            .AddSingleton<CallWords>()
            .AddSingleton<DemoOnCall>();
    }

    public static void MapAlertsRoom(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<AlertsHub>(AlertsHub.Address, options => options.CloseOnAuthenticationExpiration = true);
}
