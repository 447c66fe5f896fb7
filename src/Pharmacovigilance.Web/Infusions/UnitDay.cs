using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>How urgently somebody has to look at an infusion of the day; the smaller, the more urgent.</summary>
public enum Urgency
{
    /// <summary>Not over, and a reaction to it is on record.</summary>
    Reaction = 1,

    /// <summary>Not started, and a hold is open.</summary>
    OnHold = 2,
    Running = 3,
    Interrupted = 4,
    Premedicated = 5,

    /// <summary>Planned for today.</summary>
    Due = 6,

    /// <summary>Planned for an earlier day, and neither given nor called off.</summary>
    Overdue = 7,
    Ended = 8,
    NotGiven = 9,
}

/// <summary>The order of the unit's day.</summary>
public static class UnitDay
{
    public static Urgency UrgencyOf(TodayItem item, DateOnly today) =>
        item.IsCalledOff
            ? Urgency.NotGiven
            : item.Infusion.State.Status switch
            {
                InfusionStatus.Running or InfusionStatus.Interrupted when HasReaction(item) => Urgency.Reaction,
                InfusionStatus.Planned or InfusionStatus.Premedicated when item.OpenHolds.Count > 0 => Urgency.OnHold,
                InfusionStatus.Running => Urgency.Running,
                InfusionStatus.Interrupted => Urgency.Interrupted,
                InfusionStatus.Premedicated => Urgency.Premedicated,
                InfusionStatus.Planned => item.Infusion.Head.PlannedOn < today ? Urgency.Overdue : Urgency.Due,
                InfusionStatus.Ended => Urgency.Ended,
                InfusionStatus.NotGiven => Urgency.NotGiven,
            };

    /// <summary>Within the same urgency by name, so that a row does not jump about.</summary>
    public static IReadOnlyList<TodayItem> MostUrgentFirst(TodayPart part) =>
        [
            .. part
                .Items.OrderBy(item => UrgencyOf(item, part.Date))
                .ThenBy(item => item.Infusion.Course.Details.FamilyName, StringComparer.CurrentCulture)
                .ThenBy(item => item.Infusion.Course.Details.GivenName, StringComparer.CurrentCulture)
                .ThenBy(item => item.Infusion.Head.CalendarOrdinal),
        ];

    /// <summary>The step a nurse most likely takes next; null when the infusion is over.</summary>
    public static InfusionStepKind? NextStep(InfusionStatus status) =>
        status switch
        {
            InfusionStatus.Planned => InfusionStepKind.Premedicated,
            InfusionStatus.Premedicated => InfusionStepKind.Started,
            InfusionStatus.Running => InfusionStepKind.RateChanged,
            InfusionStatus.Interrupted => InfusionStepKind.Resumed,
            InfusionStatus.Ended or InfusionStatus.NotGiven => null,
        };

    /// <summary>Whether an event of this infusion can be recorded: it has started.</summary>
    public static bool TakesEvents(InfusionStatus status) =>
        status is InfusionStatus.Running or InfusionStatus.Interrupted or InfusionStatus.Ended;

    private static bool HasReaction(TodayItem item) =>
        item.Events.Any(e => AdverseEventStore.IsReaction(e.Content.LltCode));
}
