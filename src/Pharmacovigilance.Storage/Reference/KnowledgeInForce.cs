using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Reference;

/// <summary>
/// What the unit works by: the shipped knowledge with what the unit has decided about it. A write works by what stands in
/// its own transaction, so that what is stored and what it was judged by can never differ; screens show
/// <see cref="Current"/>.
/// </summary>
/// <param name="shipped">What db/reference holds; asked for when first needed, since a unit opens while it is being read.</param>
public sealed class KnowledgeInForce(Func<Knowledge> shipped)
{
    private readonly Lazy<Knowledge> shipped = new(shipped);
    private volatile Composed? decided;

    public KnowledgeInForce(Knowledge shipped)
        : this(() => shipped) { }

    private Composed Standing => decided ??= new Composed(Decisions.None, Shipped);

    /// <summary>As of the last snapshot; replaced as a whole when the unit decides something.</summary>
    public Knowledge Current => Standing.Knowledge;

    /// <summary>What db/reference holds, without anything the unit decided or imported.</summary>
    internal Knowledge Shipped => shipped.Value;

    /// <summary>Takes over what was decided since, here or on another node.</summary>
    public void Follow(UnitDatabase database)
    {
        using var scope = database.OpenReader();
        Follow(scope);
    }

    /// <summary>The same from a view of committed data.</summary>
    internal void Follow(ReadScope scope)
    {
        var by = Decisions.Read(scope);
        if (by != Standing.By)
            decided = new Composed(by, Compose(scope));
    }

    /// <summary>What holds in this transaction; everybody asks <see cref="QueryScope.Knowledge"/>, which keeps it.</summary>
    internal Knowledge At(QueryScope scope)
    {
        var known = Standing;
        return Decisions.Read(scope) == known.By ? known.Knowledge : Compose(scope);
    }

    private Knowledge Compose(QueryScope scope)
    {
        // Thousands of rows: read again only where a dictionary was imported since.
        var known = Standing;
        var library =
            Decisions.Read(scope).Imports == known.By.Imports
                ? known.Knowledge.Library
                : CtcaeImportRows.Library(scope, Shipped.Library);
        var rules = RuleDecisionRows.Library(scope, Shipped.RuleSets);
        return Shipped with
        {
            RuleSets = rules,
            Rules = rules.IsDecided ? rules.InForce : Shipped.Rules,
            CtcaeHistory = CtcaeAdoptionStore.History(scope),
            Library = library,
            Rates = Shipped.Rates.With(VerificationStore.Verified(scope, Shipped.Rates)),
        };
    }

    private sealed record Composed(Decisions By, Knowledge Knowledge);

    /// <summary>How many decisions there are: whoever has seen as many has seen all of them, because none is ever taken away.</summary>
    private sealed record Decisions(long Adoptions, long Imports, long Verifications, long Rules)
    {
        public static Decisions None { get; } = new(0, 0, 0, 0);

        public static Decisions Read(QueryScope scope) =>
            scope
                .Single<Row>(
                    """
                    select (select count(*) from ctcae_adoption) as adoptions,
                           (select count(*) from ctcae_import) as imports,
                           (select count(*) from reference_verification) as verifications,
                           (select count(*) from rule_decision) as rules
                    """
                )
                .ToDecisions();

        private sealed record Row
        {
            public required long Adoptions { get; init; }
            public required long Imports { get; init; }
            public required long Verifications { get; init; }
            public required long Rules { get; init; }

            public Decisions ToDecisions() => new(Adoptions, Imports, Verifications, Rules);
        }
    }
}
