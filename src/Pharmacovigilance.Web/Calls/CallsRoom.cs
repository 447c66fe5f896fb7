using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Calls.Notification;
using Pharmacovigilance.Web.Calls.OnCall;

namespace Pharmacovigilance.Web.Calls;

internal static class CallsRoom
{
    public static IServiceCollection AddCallsRoom(this IServiceCollection services)
    {
        services.AddSignalR();
        return services
            .AddDelivery()
            .AddHostedService<EscalationTimer>()
            .AddSingleton<OnCallWords>()
            .AddSingleton<CallWords>();
    }

    public static void MapCallsRoom(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<AlertsHub>(AlertsHub.Address, options => options.CloseOnAuthenticationExpiration = true);
}
