namespace Pharmacovigilance.Domain.Infusions;

/// <summary>
/// What a physician ordered for a course in place of the label's plan, e.g. less after infusions without a reaction. It holds for
/// infusions started at or after its instant, until the next order.
/// </summary>
/// <param name="Drugs">Codes of the plan's drugs that are to be given; empty = none.</param>
public sealed record PremedicationOrder(DateTimeOffset Since, IReadOnlyList<string> Drugs, string Reason, string By)
{
    public bool Has(string drug) => Drugs.Contains(drug, StringComparer.Ordinal);
}

public static class PremedicationOrders
{
    /// <summary>The order that holds at an instant; null while the plan itself holds.</summary>
    /// <param name="orders">Oldest first.</param>
    public static PremedicationOrder? At(this IEnumerable<PremedicationOrder> orders, DateTimeOffset at) =>
        orders.LastOrDefault(order => order.Since <= at);

    /// <summary>The plan with the drugs that an order leaves of it.</summary>
    /// <param name="order">Null = the plan itself.</param>
    public static PremedicationPlan Under(this PremedicationPlan plan, PremedicationOrder? order) =>
        order is null ? plan : plan with { Drugs = [.. plan.Drugs.Where(drug => order.Has(drug.Code))] };

    /// <summary>What is wrong with a new order.</summary>
    /// <param name="current">Null = the plan itself.</param>
    public static IReadOnlyList<Refusal> Check(
        PremedicationPlan plan,
        PremedicationOrder? current,
        IReadOnlyCollection<string> drugs,
        string reason
    )
    {
        if (string.IsNullOrWhiteSpace(reason))
            return [Refusal.Of("reason-required", "reason")];
        var planned = plan.Drugs.Select(drug => drug.Code).ToList();
        if (drugs.FirstOrDefault(drug => !planned.Contains(drug, StringComparer.Ordinal)) is { } foreign)
            return [Refusal.Of("premedication.order-foreign", "drugs", foreign)];
        return planned.TrueForAll(drug => drugs.Contains(drug, StringComparer.Ordinal) == (current?.Has(drug) ?? true))
            ? [Refusal.Of("premedication.order-unchanged", "drugs")]
            : [];
    }
}
