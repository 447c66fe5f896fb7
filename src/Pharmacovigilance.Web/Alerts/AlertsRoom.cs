using Pharmacovigilance.Web.Alerts.Canaries;
using Pharmacovigilance.Web.Alerts.Delivery;
using Pharmacovigilance.Web.Alerts.Inbox;
using Pharmacovigilance.Web.Alerts.Notification;
using Pharmacovigilance.Web.Alerts.OnCall;
using Pharmacovigilance.Web.Alerts.Quality;
using Pharmacovigilance.Web.Alerts.Rules;

namespace Pharmacovigilance.Web.Alerts;

internal static class AlertsRoom
{
    public static IServiceCollection AddAlertsRoom(this IServiceCollection services)
    {
        services.AddSignalR();
        return services
            .AddHostedService<CanaryWatch>()
            .AddSingleton<RuleHealthWords>()
            .AddSingleton<FiringWords>()
            .AddSingleton<AlertQualityWords>()
            .AddDelivery()
            .AddSingleton<AlertWords>()
            .AddSingleton<RuleSetWords>()
            .AddSingleton<AlertRing>()
            .AddSingleton<AlertPresence>()
            .AddSingleton<DecisionTaking>()
            .AddScoped<DecisionDialogs>()
            .AddHostedService<EscalationTimer>()
            .AddSingleton<OnCallWords>()
            .AddSingleton<CallWords>();
    }

    public static void MapAlertsRoom(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<AlertsHub>(AlertsHub.Address, options => options.CloseOnAuthenticationExpiration = true);
}
