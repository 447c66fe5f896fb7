namespace Pharmacovigilance.Web.Alerts;

internal static class AlertsRoom
{
    public static IServiceCollection AddAlertsRoom(this IServiceCollection services) => services;

    public static void MapAlertsRoom(this IEndpointRouteBuilder endpoints) { }
}
