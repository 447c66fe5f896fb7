namespace Pharmacovigilance.Web.Patients;

internal static class PatientsRoom
{
    public static IServiceCollection AddPatientsRoom(this IServiceCollection services) => services;
}
