namespace Pharmacovigilance.Web.AdverseEvents;

internal static class AdverseEventsRoom
{
    public static IServiceCollection AddAdverseEventsRoom(this IServiceCollection services) => services;
}
