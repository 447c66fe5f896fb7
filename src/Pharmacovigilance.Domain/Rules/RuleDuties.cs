using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>What a rule owes the bedside whatever the data say.</summary>
public static class RuleDuties
{
    /// <summary>Whether a finding of the rule stops infusions.</summary>
    public static bool Holds(RuleId rule) =>
        rule is RuleId.AncHold or RuleId.ReactionStop or RuleId.PressureHold or RuleId.DrugWithdrawn or RuleId.TooSoon;

    /// <summary>The regimen whose infusions a rule looks at; null = all.</summary>
    public static Regimen? RegimenOf(RuleId rule) =>
        rule switch
        {
            RuleId.PomalidomideNeutrophils
            or RuleId.PomalidomidePlatelets
            or RuleId.PomalidomideFever
            or RuleId.PomalidomideCycle => Regimen.IsaPd,
            RuleId.CarfilzomibNeutrophils
            or RuleId.CarfilzomibPlatelets
            or RuleId.CarfilzomibFever
            or RuleId.PressureHold => Regimen.IsaKd,
            RuleId.AncHold
            or RuleId.AncMissing
            or RuleId.AncStale
            or RuleId.ReactionInterrupt
            or RuleId.ReactionStop
            or RuleId.PremedicationMissing
            or RuleId.PremedicationOutsideWindow
            or RuleId.PremedicationStronger
            or RuleId.NeutropeniaPrompt
            or RuleId.FebrileNeutropenia
            or RuleId.NeutropenicInfection
            or RuleId.DrugWithdrawn
            or RuleId.TooSoon
            or RuleId.RateAboveTable => null,
        };
}
