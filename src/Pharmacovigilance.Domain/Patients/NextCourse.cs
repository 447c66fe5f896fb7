using System.Globalization;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>What is entered to begin another course of a patient whose earlier ones have ended.</summary>
public sealed record NextCourse(
    Regimen Regimen,
    DateOnly FirstDoseOn,
    UserId AttendingPhysicianId,
    CourseBaseline Baseline
);

/// <summary>A course the patient has had.</summary>
/// <param name="EndedOn">Null while it goes on.</param>
/// <param name="EndedBy">Null while it goes on.</param>
/// <param name="LastGivenOn">The unit's date of its newest start; null when nothing was given.</param>
public sealed record EarlierCourse(string Code, DateOnly? EndedOn, CourseEndReason? EndedBy, DateOnly? LastGivenOn);

public static class NextCourseRules
{
    /// <summary>Everything that stands against beginning another course.</summary>
    /// <param name="calendar">Of the new regimen.</param>
    /// <param name="birthDate">Null = unknown.</param>
    /// <param name="today">The unit's date.</param>
    public static IReadOnlyList<Refusal> Check(
        NextCourse next,
        IReadOnlyList<EarlierCourse> earlier,
        RegimenCalendar calendar,
        DateOnly? birthDate,
        DateOnly today
    )
    {
        if (earlier.FirstOrDefault(course => course.EndedBy == CourseEndReason.Death) is { } last)
            return [Refusal.Of("course.patient-died", "", last.Code)];
        if (earlier.FirstOrDefault(course => course.EndedOn is null) is { } going)
            return [Refusal.Of("course.earlier-goes-on", "", going.Code)];
        var refusals = RegistrationRules
            .CheckFirstDose(next.FirstDoseOn, birthDate, today)
            .Concat(CourseBaselineRules.Check(next.Baseline, next.FirstDoseOn, today))
            .ToList();
        if (earlier.MaxBy(course => course.EndedOn) is { } before && next.FirstDoseOn < before.EndedOn)
            refusals.Add(
                Refusal.Of(
                    "course.first-dose-before-end",
                    "firstDoseOn",
                    Iso(next.FirstDoseOn),
                    before.Code,
                    Iso(before.EndedOn!.Value)
                )
            );
        else if (Earliest(earlier, calendar) is { } earliest && next.FirstDoseOn < earliest)
            refusals.Add(Refusal.Of("course.first-dose-too-soon", "firstDoseOn", Iso(next.FirstDoseOn), Iso(earliest)));
        return refusals;
    }

    /// <summary>
    /// The first date that leaves the shortest interval of the new regimen after the last infusion of any earlier course; null
    /// where none was given. No label speaks of it: the drug is the same, so its own shortest interval is kept.
    /// </summary>
    public static DateOnly? Earliest(IReadOnlyList<EarlierCourse> earlier, RegimenCalendar calendar) =>
        earlier.Max(course => course.LastGivenOn)?.AddDays(calendar.ShortestIntervalDays);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
