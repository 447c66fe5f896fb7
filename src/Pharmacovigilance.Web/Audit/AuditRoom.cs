namespace Pharmacovigilance.Web.Audit;

internal static class AuditRoom
{
    public static IServiceCollection AddAuditRoom(this IServiceCollection services) =>
        services.AddSingleton<AuditNames>();
}
