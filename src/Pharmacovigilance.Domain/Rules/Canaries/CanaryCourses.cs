using System.Collections.Frozen;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Rules.Canaries;

/// <summary>
/// One canary for each rule. A value stands as close to the label's limit as a laboratory prints it, so that a limit that
/// has moved is noticed; what the unit's own policy may move follows the policy.
/// </summary>
public static class CanaryCourses
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How each rule is tried by the knowledge in force.</summary>
    public static readonly IReadOnlyDictionary<RuleId, Func<Knowledge, CanaryCourse>> All = new Dictionary<
        RuleId,
        Func<Knowledge, CanaryCourse>
    >
    {
        [RuleId.AncHold] = _ => Of(RuleId.AncHold, Regimen.IsaPd, Anc(0.49m)),
        [RuleId.AncMissing] = known =>
            Of(RuleId.AncMissing, Regimen.IsaPd, Premedicated(known, Regimen.IsaPd, HalfHour)),
        [RuleId.AncStale] = known =>
            Of(
                RuleId.AncStale,
                Regimen.IsaPd,
                Anc(2.0m, known.Rules.Limits.AncFreshness + Hour),
                Premedicated(known, Regimen.IsaPd, HalfHour)
            ),
        [RuleId.ReactionInterrupt] = known => Reaction(known, RuleId.ReactionInterrupt, Grade.Grade2),
        [RuleId.ReactionStop] = known => Reaction(known, RuleId.ReactionStop, FirstStopped(known)),
        [RuleId.PremedicationMissing] = _ =>
            Of(RuleId.PremedicationMissing, Regimen.IsaPd, Anc(2.0m, 2 * Hour), new CanaryEntry.Start(Hour, 1)),
        [RuleId.PremedicationOutsideWindow] = known =>
            Of(
                RuleId.PremedicationOutsideWindow,
                Regimen.IsaPd,
                Anc(2.0m, 2 * Hour),
                Premedicated(
                    known,
                    Regimen.IsaPd,
                    Hour + Minute + TimeSpan.FromMinutes(Window(known).EarliestMinutesBefore)
                ),
                new CanaryEntry.Start(Hour, 1)
            ),
        [RuleId.PremedicationStronger] = known => Reaction(known, RuleId.PremedicationStronger, Grade.Grade2),
        [RuleId.NeutropeniaPrompt] = _ => Of(RuleId.NeutropeniaPrompt, Regimen.IsaPd, Anc(0.99m)),
        [RuleId.FebrileNeutropenia] = _ => Of(RuleId.FebrileNeutropenia, Regimen.IsaPd, Fever),
        [RuleId.NeutropenicInfection] = known =>
            Of(
                RuleId.NeutropenicInfection,
                Regimen.IsaPd,
                Anc(0.99m),
                new CanaryEntry.Event(HalfHour, InForce(known, CtcaeTerms.LungInfection), Grade.Grade3)
            ),
        [RuleId.PomalidomideNeutrophils] = _ => Of(RuleId.PomalidomideNeutrophils, Regimen.IsaPd, Anc(0.49m)),
        [RuleId.PomalidomidePlatelets] = _ => Of(RuleId.PomalidomidePlatelets, Regimen.IsaPd, Platelets(24.9m)),
        [RuleId.PomalidomideFever] = _ => Of(RuleId.PomalidomideFever, Regimen.IsaPd, Anc(0.99m), Fever),
        [RuleId.PomalidomideCycle] = SecondCycle,
        [RuleId.CarfilzomibNeutrophils] = _ => Of(RuleId.CarfilzomibNeutrophils, Regimen.IsaKd, Anc(0.49m)),
        [RuleId.CarfilzomibPlatelets] = _ => Of(RuleId.CarfilzomibPlatelets, Regimen.IsaKd, Platelets(9.9m)),
        [RuleId.CarfilzomibFever] = _ => Of(RuleId.CarfilzomibFever, Regimen.IsaKd, Anc(0.49m), Fever),
        [RuleId.PressureHold] = Pressure,
        [RuleId.DrugWithdrawn] = known =>
            Of(
                RuleId.DrugWithdrawn,
                Regimen.IsaPd,
                new CanaryEntry.Event(
                    HalfHour,
                    InForce(known, CtcaeTerms.LungInfection),
                    Grade.Grade3,
                    Action: ActionTaken.DrugWithdrawn
                )
            ),
        [RuleId.TooSoon] = _ => new CanaryCourse(
            RuleId.TooSoon,
            Regimen.IsaPd,
            1,
            [
                new CanaryEntry.Start(25 * Hour, 1),
                new CanaryEntry.End(22 * Hour, 1),
                new CanaryEntry.StoppedStart(HalfHour, 2),
            ]
        ),
        [RuleId.RateAboveTable] = known =>
            Of(
                RuleId.RateAboveTable,
                Regimen.IsaPd,
                new CanaryEntry.Start(HalfHour, 1, (int)(known.RatePlans.For(1).InitialRate / 1000) + 1)
            ),
    }.ToFrozenDictionary();

    private static CanaryEntry Fever => new CanaryEntry.Event(HalfHour, CtcaeTerms.FebrileNeutropenia, Grade.Grade3);

    /// <summary>A newer CTCAE version may carry a term on under another code.</summary>
    private static string InForce(Knowledge known, string llt) => known.TermInForce(llt)?.Llt ?? llt;

    private static CanaryCourse Of(RuleId rule, Regimen regimen, params CanaryEntry[] entries) =>
        new(rule, regimen, 0, entries);

    private static CanaryEntry Anc(decimal gigaPerLitre, TimeSpan? before = null) =>
        new CanaryEntry.Count(before ?? Hour, LabTest.NeutrophilCount, gigaPerLitre);

    private static CanaryEntry Platelets(decimal gigaPerLitre) =>
        new CanaryEntry.Count(Hour, LabTest.PlateletCount, gigaPerLitre);

    private static CanaryEntry Premedicated(Knowledge known, Regimen regimen, TimeSpan before, int ordinal = 1) =>
        new CanaryEntry.Premedication(
            before,
            ordinal,
            [.. known.PremedicationOf(regimen).Drugs.Select(drug => drug.Code)]
        );

    private static PremedicationWindow Window(Knowledge known)
    {
        var plan = known.PremedicationOf(Regimen.IsaPd);
        return known.Rules.Limits.Policy.PremedicationWindow
            ?? new PremedicationWindow(plan.LatestMinutesBefore, plan.EarliestMinutesBefore);
    }

    private static CanaryCourse Reaction(Knowledge known, RuleId rule, Grade grade) =>
        Of(
            rule,
            Regimen.IsaPd,
            Anc(2.0m, 2 * Hour),
            Premedicated(known, Regimen.IsaPd, Hour + TimeSpan.FromMinutes(Window(known).EarliestMinutesBefore)),
            new CanaryEntry.Start(Hour, 1),
            new CanaryEntry.Event(5 * Minute, CtcaeTerms.InfusionRelatedReaction, grade, 1)
        );

    /// <summary>The lowest grade that stops and does not merely interrupt.</summary>
    private static Grade FirstStopped(Knowledge known) =>
        known.Rules.Limits.Reactions is var limits && limits.InterruptTo >= limits.StopFrom
            ? limits.InterruptTo + 1
            : limits.StopFrom;

    /// <summary>The fifth infusion of the calendar begins the second cycle, four weeks after the first dose.</summary>
    private static CanaryCourse SecondCycle(Knowledge known)
    {
        var second = known
            .Calendars[Regimen.IsaPd]
            .Infusions(DateOnly.MinValue)
            .First(infusion => infusion is { Cycle: 2, DayOfCycle: 1 });
        return new CanaryCourse(
            RuleId.PomalidomideCycle,
            Regimen.IsaPd,
            second.Date.DayNumber,
            [Anc(0.5m), Platelets(49.9m), Premedicated(known, Regimen.IsaPd, HalfHour, second.Ordinal)]
        );
    }

    /// <summary>Exactly at the unit's systolic limit; the diastolic pressure stays below its own.</summary>
    private static CanaryCourse Pressure(Knowledge known)
    {
        var limit = known.Rules.Limits.Policy.PreInfusionPressure
            ?? throw new InvalidOperationException(
                "The unit's policy sets no limit of blood pressure, so that there is nothing to try."
            );
        return Of(
            RuleId.PressureHold,
            Regimen.IsaKd,
            new CanaryEntry.Pressure(HalfHour, 1, limit.SystolicMmHg, limit.DiastolicMmHg - 1)
        );
    }
}
