using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A rule of the unit.</summary>
/// <param name="Since">The unit's date since when it works under it without a break.</param>
public sealed record ChosenRegime(ReportingRegime Regime, DateOnly Since);

/// <summary>How one rule stands for one event.</summary>
/// <param name="Since">The unit's date since when it works under the rule.</param>
/// <param name="Duty">Null where the rule asks for nothing.</param>
/// <param name="ClosedBy">The submission or judgement that ended it; null while it is open.</param>
public sealed record RegimeStanding(
    ReportingRegime Regime,
    DateOnly Since,
    ReportingDuty? Duty,
    ReportingEntry? ClosedBy
)
{
    /// <summary>The period had run out before the unit chose the rule: what became of that report is recorded elsewhere.</summary>
    public bool Predates => Duty?.DueOn < Since;

    /// <summary>Something is to be done.</summary>
    public bool IsOpen => Duty is not null && ClosedBy is null && !Predates;
}

/// <summary>Everything about the reporting of one event.</summary>
/// <param name="Recorded">When the event was first recorded: awareness, unless somebody said that it was earlier.</param>
/// <param name="Awareness">The entry that says so; null = by the recording.</param>
/// <param name="Standings">One per rule the unit works under, in the unit's order.</param>
/// <param name="History">Every entry, oldest first.</param>
public sealed record ReportingCase(
    AdverseEventRow Event,
    CourseRecord Course,
    CaseFacts Facts,
    DateTimeOffset Recorded,
    ReportingEntry? Awareness,
    DateOnly AwareOn,
    IReadOnlyList<RegimeStanding> Standings,
    IReadOnlyList<ReportingEntry> History
)
{
    public DateTimeOffset AwareAt => Awareness?.AwareAt ?? Recorded;

    /// <summary>The day on which something is due first; null where nothing is open or no clock runs.</summary>
    public DateOnly? FirstDueOn => Standings.Where(one => one.IsOpen).Min(one => one.Duty!.DueOn);

    public bool IsOpen => Standings.Any(one => one.IsOpen);

    /// <summary>Puts the rows of one event together.</summary>
    /// <param name="firstStartOn">The unit's date of the first infusion of the course; null = none has started.</param>
    internal static ReportingCase Of(
        AdverseEventRow row,
        CourseRecord course,
        DateTimeOffset recorded,
        string reporter,
        DateOnly? firstStartOn,
        IReadOnlyList<ChosenRegime> regimes,
        IReadOnlyList<ReportingEntry> history,
        UnitClock clock
    )
    {
        var withdrawn = history
            .Where(entry => entry.Withdraws is not null)
            .Select(entry => entry.Withdraws!.Value)
            .ToHashSet();
        var standing = history
            .Where(entry => entry.Kind is not ReportingKind.Withdrawn && !withdrawn.Contains(entry.Id))
            .ToList();
        var awareness = standing.FindLast(entry => entry.Kind is ReportingKind.Aware);
        var awareOn = clock.DateOf(awareness?.AwareAt ?? recorded);
        var facts = new CaseFacts(
            IsIdentifiable(course.Details),
            reporter,
            firstStartOn,
            row.Status is EventStatus.Recorded
        );
        return new ReportingCase(
            row,
            course,
            facts,
            recorded,
            awareness,
            awareOn,
            [
                .. regimes.Select(chosen => new RegimeStanding(
                    chosen.Regime,
                    chosen.Since,
                    ReportingDuty.Of(chosen.Regime, row.Content, facts, awareOn),
                    standing.FindLast(entry =>
                        entry.Kind is ReportingKind.Submitted or ReportingKind.NotRequired
                        && entry.Regime == chosen.Regime.Code
                    )
                )),
            ],
            history
        );
    }

    private static bool IsIdentifiable(PatientDetails details) =>
        details.RecordNumber.Length > 0
        || details.FamilyName.Length > 0
        || details.BirthDate is not null
        || details.Sex is not Sex.Unknown;
}
