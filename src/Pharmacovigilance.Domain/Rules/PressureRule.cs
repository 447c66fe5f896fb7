using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Blood pressure before an infusion at or above the unit's limit, in regimens with carfilzomib only. A pressure during an
/// infusion reaction is a sign of the reaction and is not looked at, in any regimen.
/// </summary>
internal static class PressureRule
{
    /// <summary>Whether the rule can look at any reading of such a course.</summary>
    public static bool Reads(Regimen regimen, LocalPolicy policy) =>
        regimen == Regimen.IsaKd && policy.PreInfusionPressure is not null;

    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules)
    {
        if (
            rules.Active(RuleId.PressureHold) is not { } rule
            || rules.Limits.Policy is not { PreInfusionPressure: { } limit } policy
            || !Reads(course.Regimen, policy)
        )
            yield break;

        var before = course.Pressures.Where(p => InfusionOf(course, p) is not null);
        foreach (
            var episode in Episodes.Of(
                before,
                PressureFacts.Order,
                limit.IsReachedBy,
                p => !limit.IsReachedBy(p),
                OverriddenAt
            )
        )
        {
            var reading = episode.Opening;
            yield return course.Found(
                rule,
                FindingSubject.OfPressure(reading.ObservationId),
                reading.MeasuredAt,
                [
                    new(FactNames.SystolicMmHg, FactValues.Of(reading.SystolicMmHg)),
                    new(FactNames.DiastolicMmHg, FactValues.Of(reading.DiastolicMmHg)),
                    new(FactNames.MeasuredAt, FactValues.Of(reading.MeasuredAt)),
                    new(FactNames.SystolicLimitMmHg, FactValues.Of(limit.SystolicMmHg)),
                    new(FactNames.DiastolicLimitMmHg, FactValues.Of(limit.DiastolicMmHg)),
                    new(FactNames.InfusionOrdinal, FactValues.Of(InfusionOf(course, reading)!.CalendarOrdinal)),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ],
                episode.Hold(p => $"BP {p.SystolicMmHg}/{p.DiastolicMmHg} mmHg"),
                newest: episode.NewestBeyondAt
            );
        }

        DateTimeOffset? OverriddenAt(PressureFacts reading) =>
            course.OverriddenHolds.TryGetValue(FindingSubject.OfPressure(reading.ObservationId), out var at)
                ? at
                : null;
    }

    /// <summary>The infusion a reading stands before; null when it stands before none: on another day, after the start, in a reaction.</summary>
    private static InfusionFacts? InfusionOf(CourseFacts course, PressureFacts reading) =>
        reading.DuringReaction
            ? null
            : course
                .Infusions.Where(i =>
                    i.State.Status != InfusionStatus.NotGiven
                    && (i.State.StartedAt is not { } started || reading.MeasuredAt <= started)
                )
                .Where(i => reading.InfusionId is { } named ? named == i.InfusionId : reading.MeasuredOn >= DayOf(i))
                .MinBy(i => i.CalendarOrdinal);

    private static DateOnly DayOf(InfusionFacts infusion) =>
        infusion.StartedOn is { } started && started < infusion.PlannedOn ? started : infusion.PlannedOn;
}
