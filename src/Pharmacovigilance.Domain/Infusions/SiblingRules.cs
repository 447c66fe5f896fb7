using System.Globalization;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>
/// What one infusion may not do beside the others of the same patient: run while another runs or is interrupted, or change
/// places with another of its course. Holds for a start as for every correction; what is wrong already is not refused again,
/// so that it can be ended and corrected.
/// </summary>
public static class SiblingRules
{
    private const string OverlapsRunning = "infusion.overlaps-running";
    private const string Overlaps = "infusion.overlaps";
    private const string OrderInverted = "infusion.order-inverted";

    /// <summary>Whether a refusal comes from here.</summary>
    public static bool IsOf(Refusal refusal) => refusal.Code is OverlapsRunning or Overlaps or OrderInverted;

    /// <param name="before">The infusion as it stands.</param>
    /// <param name="after">The same one as it would be.</param>
    /// <param name="siblings">All other infusions of the patient; those not started do not matter.</param>
    /// <param name="letsRun">The step lets the drug run: then an overlap that is there already is refused too.</param>
    public static IReadOnlyList<Refusal> Check(
        PatientInfusion before,
        PatientInfusion after,
        IEnumerable<PatientInfusion> siblings,
        bool letsRun
    )
    {
        var refusals = new List<Refusal>();
        foreach (
            var sibling in siblings
                .Where(one => one.InfusionId != after.InfusionId && one.State.StartedAt is not null)
                .OrderBy(one => one.State.StartedAt)
        )
        {
            if (Inverted(after, sibling) && !Inverted(before, sibling))
                refusals.Add(Refusal.Of(OrderInverted, "at", Number(after), Number(sibling), When(sibling)));
            else if (Overlap(after, sibling) && (letsRun || !Overlap(before, sibling)))
                refusals.Add(OverlapWith(sibling));
        }

        return refusals;
    }

    /// <summary>Two that touch at one minute follow each other; one whose time of day is unknown overlaps nothing for certain.</summary>
    private static bool Overlap(PatientInfusion one, PatientInfusion sibling)
    {
        if (one.StartInstant is not { } from || sibling.StartInstant is not { } siblingFrom)
            return false;
        return from == siblingFrom
            || (from < siblingFrom ? siblingFrom < Until(one, from, sibling) : from < Until(sibling, siblingFrom, one));
    }

    /// <summary>
    /// Until when an infusion certainly lasts. One whose end is not known lasts at least to its last step; one that goes on has no
    /// end yet, unless its start is entered late, after that of the other.
    /// </summary>
    private static DateTimeOffset Until(PatientInfusion first, DateTimeOffset from, PatientInfusion second)
    {
        if (first.GoesOn && !first.EnteredAfter(second))
            return DateTimeOffset.MaxValue;
        if (first.State.EndedAt is { } ended)
            return ended;
        return first.GoesOn && first.State.LastStepAt is { } last && last > from ? last : from;
    }

    private static bool Inverted(PatientInfusion one, PatientInfusion other)
    {
        if (one.CourseId != other.CourseId || one.State.StartedAt is null)
            return false;
        int places = one.CalendarOrdinal.CompareTo(other.CalendarOrdinal);
        int starts =
            one.StartInstant is { } from && other.StartInstant is { } otherFrom
                ? from.CompareTo(otherFrom)
                : one.StartedOn!.Value.CompareTo(other.StartedOn!.Value);
        return starts != 0 && starts != places;
    }

    private static Refusal OverlapWith(PatientInfusion sibling) =>
        sibling.GoesOn
            ? Refusal.Of(OverlapsRunning, "at", Number(sibling), When(sibling))
            : Refusal.Of(
                Overlaps,
                "at",
                Number(sibling),
                When(sibling),
                sibling.State.EndedAt is { } ended ? Minute(ended) : When(sibling)
            );

    private static string Number(PatientInfusion infusion) =>
        infusion.CalendarOrdinal.ToString(CultureInfo.InvariantCulture);

    private static string When(PatientInfusion infusion) =>
        infusion.StartInstant is { } at
            ? Minute(at)
            : infusion.StartedOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
