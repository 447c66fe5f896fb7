using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>What all stories share.</summary>
/// <param name="FromUnit">The instant at which the unit's wall clock shows a local time.</param>
internal sealed record DemoSetting(
    Knowledge Knowledge,
    DemoParameters Parameters,
    Func<DateTime, DateTimeOffset> FromUnit
)
{
    private static readonly TimeSpan OfficeCloses = new(17, 0, 0);

    public static bool IsWorkingDay(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public static DateTime WorkingDayFrom(DateTime day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The same moment if somebody is in the office then, or else the next morning on which somebody is.</summary>
    public static DateTime InOffice(DateTime moment, Random random) =>
        IsWorkingDay(moment) && moment.TimeOfDay < OfficeCloses ? moment : Morning(moment.Date.AddDays(1), random);

    /// <summary>Between nine and ten on the first working day from a date on.</summary>
    public static DateTime Morning(DateTime from, Random random) =>
        WorkingDayFrom(from.Date).AddHours(9).AddMinutes(random.Next(60));
}
