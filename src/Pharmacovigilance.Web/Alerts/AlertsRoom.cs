using Pharmacovigilance.Web.Alerts.Inbox;
using Pharmacovigilance.Web.Alerts.Quality;

namespace Pharmacovigilance.Web.Alerts;

internal static class AlertsRoom
{
    public static IServiceCollection AddAlertsRoom(this IServiceCollection services) =>
        services
            .AddSingleton<AlertQualityWords>()
            .AddSingleton<AlertWords>()
            .AddSingleton<AlertRing>()
            .AddSingleton<AlertPresence>()
            .AddSingleton<DecisionTaking>()
            .AddScoped<DecisionDialogs>();
}
