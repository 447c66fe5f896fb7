using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>How long a patient is at risk in a line, and when the first event came. Nothing of it depends on today.</summary>
/// <param name="WindowEnds">The first instant at which no event counts any more; null where none is known.</param>
/// <param name="FirstEventAt">Null without an event, and where an event that counts has no date.</param>
/// <param name="Infusions">Of infusion-reaction lines: infusions received, at most <see cref="InfusionTiming.UsualInfusions"/>; null elsewhere.</param>
/// <param name="EventInfusion">Of infusion-reaction lines: the infusion of the first event, 1 for the first; null where it cannot be told.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TallyTimes(
    DateTimeOffset? WindowEnds,
    DateTimeOffset? FirstEventAt,
    int? Infusions = null,
    int? EventInfusion = null
)
{
    /// <summary>To the millisecond that is stored, so that what is read back is what was worked out.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond)).ToUniversalTime();

    /// <summary>Of a patient with several courses that each count by themselves: the longest window, and the earliest event.</summary>
    internal static TallyTimes Joined(IReadOnlyList<(TallyStatus Status, TallyTimes Times)> courses)
    {
        if (courses.Count == 1)
            return courses[0].Times;
        var events = courses
            .Where(course => course.Status is TallyStatus.Event)
            .Select(course => course.Times)
            .ToList();
        return new TallyTimes(
            courses.Any(course => course.Times.WindowEnds is null)
                ? null
                : courses.Max(course => course.Times.WindowEnds),
            events.Exists(times => times.FirstEventAt is null) ? null : events.Min(times => times.FirstEventAt),
            courses.Max(course => course.Times.Infusions),
            events.Exists(times => times.EventInfusion is null) ? null : events.Min(times => times.EventInfusion)
        );
    }
}
