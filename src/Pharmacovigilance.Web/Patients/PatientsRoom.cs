namespace Pharmacovigilance.Web.Patients;

/// <summary>The key of this room's texts: PatientText.resx.</summary>
public sealed class PatientText;

/// <summary>The key of the texts about what a course begins with, the other courses of a patient and what is published: CourseText.resx.</summary>
public sealed class CourseText;

/// <summary>The key of the texts about a course's calendar and end: CalendarText.resx.</summary>
public sealed class CalendarText;

internal static class PatientsRoom
{
    public static IServiceCollection AddPatientsRoom(this IServiceCollection services) =>
        services.AddSingleton<AttendingPhysicians>();
}
