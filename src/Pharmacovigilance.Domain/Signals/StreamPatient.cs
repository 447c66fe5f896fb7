using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>One event of a stream's band.</summary>
/// <param name="At">When it began, or for grade 3 and higher when it became that severe; null = unknown.</param>
/// <param name="Grade">Its worst grade; null = unknown.</param>
/// <param name="InfusionOrdinal">Number of the given infusion it was recorded with; null for none.</param>
public sealed record StreamEpisode(DateTimeOffset? At, Grade? Grade, int? InfusionOrdinal);

/// <summary>Whether a patient's window is still open.</summary>
public enum WindowState
{
    /// <summary>An event can still come and would count, or would have come where the unit no longer sees: the patient was lost or went elsewhere.</summary>
    Open = 1,

    /// <summary>Treatment ended and the days after it have passed, or the patient died. Final unless treatment is taken up again.</summary>
    TreatmentEnded = 2,

    /// <summary>Known for as long as the trial's patients were followed. Final.</summary>
    FollowedAsLongAsTheTrial = 3,
}

/// <summary>A treated patient behind k and m.</summary>
/// <param name="CourseId">Of the first course, if there are several of the regimen.</param>
/// <param name="Episodes">Events in the window, oldest first, those without a date last. Empty for none so far and for who cannot be told.</param>
/// <param name="End">Of the last course.</param>
/// <param name="WatchedUntil">Up to when the patient was at risk and known; never before <paramref name="FirstInfusionAt"/>.</param>
public sealed record StreamPatient(
    PatientId PatientId,
    CourseId CourseId,
    string CourseCode,
    DateTimeOffset FirstInfusionAt,
    TallyStatus Status,
    IReadOnlyList<StreamEpisode> Episodes,
    TreatmentEnd? End,
    DateTimeOffset WatchedUntil,
    WindowState Window
)
{
    /// <summary>Whether a later infusion was given by another route; reactions to those are not counted in this stream.</summary>
    public bool ChangedRoute { get; init; }

    /// <summary>Counts in m.</summary>
    public bool IsAssessed => Status is TallyStatus.Event or TallyStatus.NoEvent or TallyStatus.Lost;

    public bool HasEvent => Status is TallyStatus.Event;

    public StreamEpisode? First => Episodes.Count > 0 ? Episodes[0] : null;

    /// <summary>Assessed, and the time of the first event is certain: an event without a date may have come before the others.</summary>
    public bool IsTimed => IsAssessed && Episodes.All(episode => episode.At is not null);

    /// <summary>The worst grade; null where any of the grades is unknown, or there is no event.</summary>
    public Grade? Worst =>
        Episodes.Any(episode => episode.Grade is null) ? null : Episodes.Max(episode => episode.Grade);

    /// <summary>Months from the first infusion to the first event; null without a dated one.</summary>
    public double? MonthsToEvent =>
        HasEvent && IsTimed && First?.At is { } at ? StreamTime.Months(FirstInfusionAt, at) : null;

    /// <summary>Months from the first infusion up to which the patient was at risk and known.</summary>
    public double MonthsWatched => StreamTime.Months(FirstInfusionAt, WatchedUntil);
}

/// <summary>Months as the trials count them: a twelfth of 365.25 days.</summary>
public static class StreamTime
{
    public const double DaysPerMonth = 365.25 / 12;

    public const double WeeksPerMonth = DaysPerMonth / 7;

    /// <summary>Not below 0.</summary>
    public static double Months(DateTimeOffset from, DateTimeOffset to) =>
        Math.Max(0, (to - from).TotalDays / DaysPerMonth);

    public static TimeSpan Of(double months) => TimeSpan.FromDays(months * DaysPerMonth);
}
