namespace Pharmacovigilance.Web.Patients;

/// <summary>The key of this room's texts: PatientText.resx.</summary>
public sealed class PatientText;

internal static class PatientsRoom
{
    public static IServiceCollection AddPatientsRoom(this IServiceCollection services) => services.AddSingleton<AttendingPhysicians>();
}
