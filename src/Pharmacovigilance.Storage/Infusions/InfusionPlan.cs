using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>A physician's choice of how one infusion is given.</summary>
public sealed record PlanChoice
{
    /// <summary>A rate table, or the flat dose under the skin.</summary>
    public required string PlanId { get; init; }

    public required string PlanVersion { get; init; }

    /// <summary>What the physician saw under it.</summary>
    public required string ContentHash { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset ChosenAt { get; init; }

    public required string ChosenBy { get; init; }
}

/// <summary>How one infusion is to be given.</summary>
/// <param name="Table">Null where none is known: under the skin, for a rapid infusion that nobody chose a table for, and where what was chosen has changed since.</param>
/// <param name="Choice">Null = by the table of its ordinal.</param>
/// <param name="Changed">What the physician chose has other content now: nothing is offered until it is chosen anew.</param>
/// <param name="Signature">Who confirmed exactly this content against which document; null = to be confirmed.</param>
/// <param name="Planner">Null where nothing is offered.</param>
public sealed record InfusionPlan(
    InfusionRoute Route,
    RateTable? Table,
    FlatDose? FlatDose,
    PlanChoice? Choice,
    bool Changed,
    TableSignature? Signature,
    RatePlanner? Planner
)
{
    /// <param name="signatures">The newest entry about each content.</param>
    /// <param name="startedBy">The route it was started by, null before the start: what was given counts, and a choice for another route then says nothing about it.</param>
    internal static InfusionPlan Of(
        Domain.Reference.Knowledge knowledge,
        int givenOrdinal,
        PlanChoice? choice,
        IReadOnlyDictionary<string, TableSignature> signatures,
        InfusionRoute? startedBy
    )
    {
        var plans = knowledge.RatePlans;
        var chosen = choice is null
            ? InfusionRoute.Intravenous
            : plans.RouteOf(choice.PlanId) ?? InfusionRoute.Intravenous;
        var route = startedBy ?? chosen;
        bool changed = choice is not null && route == chosen && plans.HashOf(choice.PlanId) != choice.ContentHash;
        var table =
            changed || route == InfusionRoute.Subcutaneous ? null
            : choice is not null && route == chosen ? plans.Find(choice.PlanId)
            : route == InfusionRoute.Intravenous ? plans.For(givenOrdinal)
            : null;
        bool flat = route == InfusionRoute.Subcutaneous;
        string? hash = flat ? plans.Subcutaneous.ContentHash : table?.ContentHash;
        return new InfusionPlan(
            route,
            table,
            flat && !changed ? plans.Subcutaneous : null,
            choice,
            changed,
            hash is not null ? signatures.GetValueOrDefault(hash) : null,
            table is null ? null : new RatePlanner(table, knowledge.Rules.Limits.RestartFactor, plans.WatchAfterRestart)
        );
    }
}
