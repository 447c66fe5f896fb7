namespace Pharmacovigilance.Web.Reference;

internal static class ReferenceRoom
{
    public static IServiceCollection AddReferenceRoom(this IServiceCollection services) =>
        services.AddScoped<RateWords>();
}
