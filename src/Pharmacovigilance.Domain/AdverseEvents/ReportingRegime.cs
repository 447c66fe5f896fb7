namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Whose duty a reporting rule is. Stored nowhere: it follows from the regime.</summary>
public enum BoundParty
{
    /// <summary>The hospital itself.</summary>
    MedicalOrganisation = 1,

    /// <summary>The sponsor of the clinical trial, not the hospital.</summary>
    Sponsor = 2,

    /// <summary>The marketing-authorisation holder or the authority, not the hospital.</summary>
    MarketingAuthorisationHolder = 3,
}

/// <summary>Which events a clock is for, by the seriousness criteria alone.</summary>
public enum ReportingScope
{
    /// <summary>Death or life-threatening.</summary>
    FatalOrLifeThreatening = 1,

    /// <summary>Serious by any other criterion.</summary>
    OtherSerious = 2,

    /// <summary>Serious by any criterion.</summary>
    Serious = 3,

    /// <summary>All six criteria answered with no.</summary>
    NonSerious = 4,
}

public enum DayKind
{
    Calendar = 1,

    /// <summary>Counted by a <see cref="WorkingCalendar"/>.</summary>
    Working = 2,
}

/// <summary>How long a rule leaves.</summary>
/// <param name="UnexpectedOnly">The rule holds for unexpected reactions alone; expectedness is the judgement of the bound party and is not recorded here.</param>
/// <param name="Days">After day 0.</param>
/// <param name="Calendar">By which working days are counted; null for calendar days.</param>
public sealed record ReportingClock(
    ReportingScope Scope,
    bool UnexpectedOnly,
    int Days,
    DayKind Kind,
    WorkingCalendar? Calendar
)
{
    /// <summary>The last day of the period.</summary>
    /// <param name="isEarliest">True: with the holidays that are not entered it may be later.</param>
    public DateOnly DueOn(DateOnly dayZero, out bool isEarliest)
    {
        isEarliest = Calendar is { HolidaysVerified: false };
        return Calendar is null ? dayZero.AddDays(Days) : Calendar.AddWorkingDays(dayZero, Days);
    }
}

/// <summary>The text of a rule as it holds between two dates.</summary>
/// <param name="Since">First day; null = from the beginning.</param>
/// <param name="Until">Last day; null = still in force.</param>
/// <param name="Verified">False: the periods are to be confirmed.</param>
/// <param name="ScopesVerified">False: which events fall into which period is to be confirmed.</param>
public sealed record ReportingEdition(
    LocalizedText Basis,
    DateOnly? Since,
    DateOnly? Until,
    string Source,
    bool Verified,
    bool ScopesVerified,
    IReadOnlyList<ReportingClock> Clocks
)
{
    public bool Holds(DateOnly on) => (Since is null || on >= Since) && (Until is null || on <= Until);
}

/// <summary>A reporting rule a unit may work under.</summary>
public sealed record ReportingRegime(
    string Code,
    LocalizedText Name,
    BoundParty Binds,
    IReadOnlyList<ReportingEdition> Editions
)
{
    /// <summary>The text in force on a day; null where there was none.</summary>
    public ReportingEdition? On(DateOnly day) => Editions.FirstOrDefault(edition => edition.Holds(day));
}

/// <summary>Which days are worked.</summary>
/// <param name="HolidaysVerified">False: public holidays are not entered, so that a date counted by it is the earliest possible.</param>
public sealed record WorkingCalendar(
    string Code,
    IReadOnlyList<DayOfWeek> Weekend,
    IReadOnlyList<DateOnly> Holidays,
    bool HolidaysVerified,
    string Source
)
{
    public bool IsWorkingDay(DateOnly day) => !Weekend.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary>The n-th working day after a day, which itself is not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int days)
    {
        for (int left = days; left > 0; )
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }
}
