using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// All findings over the whole history of one course. A pure function of the facts: comparing its answer with the alerts
/// on record shows what is new, what has ended and what a correction has taken away.
/// </summary>
public static class RuleEvaluator
{
    /// <param name="plan">The premedication plan of the course's regimen.</param>
    /// <returns>In a fixed order; fingerprints are unique.</returns>
    /// <exception cref="ArgumentException">The plan is of another regimen.</exception>
    public static IReadOnlyList<Finding> Evaluate(CourseFacts facts, RuleSet rules, PremedicationPlan plan)
    {
        if (plan.Regimen != facts.Regimen)
            throw new ArgumentException(
                $"The premedication plan is of {plan.Regimen}, the course of {facts.Regimen}.",
                nameof(plan)
            );

        IReadOnlyList<Finding> reactions = [.. ReactionRules.Evaluate(facts, rules)];
        IEnumerable<Finding> found =
        [
            .. AncRules.Evaluate(facts, rules),
            .. reactions,
            .. DrugWithdrawnRule.Evaluate(facts, rules, reactions),
            .. PremedicationRules.Evaluate(facts, rules, plan),
            .. StrongerPremedicationRule.Evaluate(facts, rules),
            .. NeutropeniaRules.Evaluate(facts, rules),
            .. PartnerDrugRules.Evaluate(facts, rules),
            .. PressureRule.Evaluate(facts, rules),
            .. StartRules.Evaluate(facts, rules),
        ];
        return
        [
            .. found
                .Where(f => !rules.Of(f.Rule).IsRetired)
                .OrderBy(f => f.Since)
                .ThenBy(f => f.Rule)
                .ThenBy(f => f.Subject, StringComparer.Ordinal),
        ];
    }
}
