namespace Pharmacovigilance.Web.Infusions;

internal static class InfusionsRoom
{
    public static IServiceCollection AddInfusionsRoom(this IServiceCollection services) => services;
}
