using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>
/// Looks at the infusion that follows a decision and says what became of it: counts and pressure when it starts, reactions
/// and premedication when it has ended. A pure function of the facts, so a correction gives the corrected outcome.
/// </summary>
public static class OutcomeCheck
{
    /// <param name="findings">What the rules find in the course.</param>
    /// <param name="rules">Those the alert pinned.</param>
    /// <param name="since">The fact the alert is about, e.g. when the low count was collected.</param>
    /// <param name="decidedAt">When the physician decided.</param>
    /// <returns>Null while no infusion has shown it.</returns>
    public static OutcomeFinding? Of(
        CourseFacts course,
        IReadOnlyList<Finding> findings,
        RuleSet rules,
        RuleId rule,
        string subject,
        DateTimeOffset since,
        DateTimeOffset decidedAt
    )
    {
        var next = Next(course, subject, decidedAt);
        if (next is null)
            return HasEnded(course, decidedAt) ? new OutcomeFinding(AlertOutcome.TreatmentEnded, null, null, []) : null;
        var kind = KindOf(rule);
        if (kind is Kind.Reaction or Kind.Premedication && next.State.Status != InfusionStatus.Ended)
            return null;
        return kind switch
        {
            Kind.Neutrophils => Count(
                course.NeutrophilCounts,
                FactNames.AncGigaPerLitre,
                RecoveredAt(rules, rule),
                since,
                decidedAt,
                next
            ),
            Kind.Platelets => Count(
                course.PlateletCounts,
                FactNames.PlateletsGigaPerLitre,
                RecoveredAt(rules, rule),
                since,
                decidedAt,
                next
            ),
            Kind.AnyCount => Count(
                course.NeutrophilCounts,
                FactNames.AncGigaPerLitre,
                null,
                decidedAt,
                decidedAt,
                next
            ),
            Kind.Pressure => Pressure(course, rules, since, decidedAt, next),
            Kind.Reaction => Reaction(course, next),
            Kind.Premedication => Premedication(findings, next),
        };
    }

    private enum Kind
    {
        Neutrophils = 1,
        Platelets = 2,
        AnyCount = 3,
        Pressure = 4,
        Reaction = 5,
        Premedication = 6,
    }

    private static Kind KindOf(RuleId rule) =>
        rule switch
        {
            RuleId.AncHold
            or RuleId.NeutropeniaPrompt
            or RuleId.FebrileNeutropenia
            or RuleId.NeutropenicInfection
            or RuleId.PomalidomideNeutrophils
            or RuleId.PomalidomideFever
            or RuleId.CarfilzomibNeutrophils
            or RuleId.CarfilzomibFever => Kind.Neutrophils,
            RuleId.PomalidomidePlatelets or RuleId.CarfilzomibPlatelets => Kind.Platelets,
            RuleId.AncMissing or RuleId.AncStale or RuleId.PomalidomideCycle => Kind.AnyCount,
            RuleId.PressureHold => Kind.Pressure,
            RuleId.ReactionInterrupt
            or RuleId.ReactionStop
            or RuleId.PremedicationStronger
            or RuleId.DrugWithdrawn
            or RuleId.TooSoon
            or RuleId.RateAboveTable => Kind.Reaction,
            RuleId.PremedicationMissing or RuleId.PremedicationOutsideWindow => Kind.Premedication,
        };

    /// <summary>The first infusion started after the decision that is not the one the alert came from.</summary>
    private static InfusionFacts? Next(CourseFacts course, string subject, DateTimeOffset decidedAt)
    {
        var about = FindingSubject.EventOf(subject) is { } reaction
            ? course.Reactions.FirstOrDefault(r => r.EventId == reaction)?.InfusionId
            : null;
        return course
            .Infusions.Where(i => i.State.StartedAt > decidedAt && i.InfusionId != about)
            .OrderBy(i => i.State.StartedAt)
            .ThenBy(i => i.CalendarOrdinal)
            .FirstOrDefault();
    }

    /// <summary>Called off by the end of the course after the decision, and nothing planned.</summary>
    private static bool HasEnded(CourseFacts course, DateTimeOffset decidedAt) =>
        course.Infusions.Any(i => CourseEndCode.Read(i.State.Reason) is not null && i.State.LastStepAt >= decidedAt)
        && course.Infusions.All(i => i.State.Status is InfusionStatus.NotGiven or InfusionStatus.Ended);

    private static long RecoveredAt(RuleSet rules, RuleId rule) =>
        (rules.Rules.TryGetValue(rule, out var stated) ? stated : null) switch
        {
            { } known when known.MicroOrNull(RuleParameters.RecoveredAtGigaPerLitre) is { } recovered => recovered,
            { } known
                when rule is not (RuleId.NeutropenicInfection or RuleId.PomalidomideFever or RuleId.CarfilzomibFever)
                    && known.MicroOrNull(RuleParameters.BelowGigaPerLitre) is { } below => below,
            // Fever and infection are over for the count when isatuximab may be given again.
            _ => rules.Limits.ReleaseAtMicroGigaPerLitre,
        };

    /// <param name="recoveredAt">Null where any count will do.</param>
    private static OutcomeFinding Count(
        IReadOnlyList<CellCount> counts,
        string name,
        long? recoveredAt,
        DateTimeOffset since,
        DateTimeOffset decidedAt,
        InfusionFacts next
    )
    {
        var start = next.Started!;
        var between = counts.Where(c => c.Collected.Earliest > since && c.Collected.MayBeBy(start.Latest)).ToList();
        bool monitored = between.Exists(c => c.RecordedAt > decidedAt);
        if (CellCount.Order.Latest(between) is not { } latest)
            return new(AlertOutcome.CountNotRepeated, next.InfusionId, false, About(next));
        var outcome =
            recoveredAt is not { } limit ? AlertOutcome.CountObtained
            : latest.IsAtLeast(limit) ? AlertOutcome.CountRecovered
            : AlertOutcome.CountNotRecovered;
        return new(
            outcome,
            next.InfusionId,
            monitored,
            [.. About(next), new(name, latest.Printed), new(FactNames.CollectedAt, FactValues.Of(latest.Collected))]
        );
    }

    private static OutcomeFinding Pressure(
        CourseFacts course,
        RuleSet rules,
        DateTimeOffset since,
        DateTimeOffset decidedAt,
        InfusionFacts next
    )
    {
        var between = course
            .Pressures.Where(p => !p.DuringReaction && p.MeasuredAt > since && p.MeasuredAt <= next.State.StartedAt)
            .ToList();
        bool monitored = between.Exists(p => p.RecordedAt > decidedAt);
        if (between.Count == 0 || rules.Limits.Policy.PreInfusionPressure is not { } limit)
            return new(AlertOutcome.PressureNotRepeated, next.InfusionId, false, About(next));
        // Of one instant a reading above the limit stands, whichever of its two pressures is.
        var last = between.Where(p => p.MeasuredAt == between.Max(other => other.MeasuredAt)).ToList();
        var beyond = last.Where(limit.IsReachedBy).ToList();
        bool high = beyond.Count > 0;
        var latest = PressureFacts.Order.Worst(high ? beyond : last)!;
        return new(
            high ? AlertOutcome.PressureNotRecovered : AlertOutcome.PressureRecovered,
            next.InfusionId,
            monitored,
            [
                .. About(next),
                new(FactNames.SystolicMmHg, FactValues.Of(latest.SystolicMmHg)),
                new(FactNames.DiastolicMmHg, FactValues.Of(latest.DiastolicMmHg)),
                new(FactNames.MeasuredAt, FactValues.Of(latest.MeasuredAt)),
            ]
        );
    }

    private static OutcomeFinding Reaction(CourseFacts course, InfusionFacts next)
    {
        var worst = course
            .Reactions.Where(r => r.InfusionId == next.InfusionId)
            .OrderByDescending(r => r.Grade)
            .ThenBy(ReactionRules.Since)
            .FirstOrDefault();
        bool monitored =
            next.State.Reaction is ReactionStatement.NoReactionObserved or ReactionStatement.ReactionsRecorded;
        if (worst is not null || next.State.Reaction == ReactionStatement.ReactionsRecorded)
        {
            return new(
                AlertOutcome.ReactionRepeated,
                next.InfusionId,
                monitored,
                [
                    .. About(next),
                    new(FactNames.Grade, FactValues.Of(worst?.Grade)),
                    new(FactNames.OnsetAt, FactValues.Of(worst?.OnsetAt)),
                ]
            );
        }

        return new(
            monitored ? AlertOutcome.NoReaction : AlertOutcome.ReactionNotReported,
            next.InfusionId,
            monitored,
            About(next)
        );
    }

    private static OutcomeFinding Premedication(IReadOnlyList<Finding> findings, InfusionFacts next)
    {
        bool again = findings.Any(f =>
            f.Rule is RuleId.PremedicationMissing or RuleId.PremedicationOutsideWindow
            && FindingSubject.InfusionOf(f.Subject) == next.InfusionId
        );
        // Another record's silence says nothing about what was given.
        bool known = !next.State.PremedicationUnknown;
        return new(
            known && !again ? AlertOutcome.PremedicationComplete : AlertOutcome.PremedicationIncomplete,
            next.InfusionId,
            known,
            About(next)
        );
    }

    private static IReadOnlyList<Fact> About(InfusionFacts next) =>
        [
            new(FactNames.InfusionOrdinal, FactValues.Of(next.CalendarOrdinal)),
            new(FactNames.StartedAt, next.StartedFact),
        ];
}
