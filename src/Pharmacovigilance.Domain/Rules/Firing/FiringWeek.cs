namespace Pharmacovigilance.Domain.Rules.Firing;

/// <summary>One ISO week of one rule.</summary>
/// <param name="Monday">Its first day on the unit's wall.</param>
/// <param name="Infusions">Infusions started in it, of the regimens the rule looks at. Never patients.</param>
/// <param name="Alerts">Alerts of the rule opened in it.</param>
/// <param name="IsOver">False for the week that is still going on.</param>
public sealed record FiringWeek(DateOnly Monday, int Infusions, int Alerts, bool IsOver)
{
    /// <summary>How many weeks a chart shows, the present one included.</summary>
    public const int Shown = 52;

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first day a chart can show.</summary>
    public static DateOnly FirstShown(DateOnly today) => MondayOf(today).AddDays(-7 * (Shown - 1));

    /// <summary>Every week from the first in which anything happened to the present one, empty weeks included.</summary>
    /// <param name="infusions">Days of infusions.</param>
    /// <param name="alerts">Days on which an alert was opened.</param>
    public static IReadOnlyList<FiringWeek> Count(
        IEnumerable<DateOnly> infusions,
        IEnumerable<DateOnly> alerts,
        DateOnly today
    )
    {
        var infusionsOf = infusions.Where(day => day >= FirstShown(today)).CountBy(MondayOf).ToDictionary();
        var alertsOf = alerts.Where(day => day >= FirstShown(today)).CountBy(MondayOf).ToDictionary();
        var weeks = new List<FiringWeek>();
        DateOnly present = MondayOf(today);
        var first = infusionsOf.Keys.Concat(alertsOf.Keys).DefaultIfEmpty(present).Min();
        for (var monday = first; monday <= present; monday = monday.AddDays(7))
            weeks.Add(
                new FiringWeek(
                    monday,
                    infusionsOf.GetValueOrDefault(monday),
                    alertsOf.GetValueOrDefault(monday),
                    monday < present
                )
            );
        return weeks;
    }
}
