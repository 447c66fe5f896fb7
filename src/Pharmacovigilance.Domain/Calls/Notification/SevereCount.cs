using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Calls.Notification;

/// <summary>
/// Whether an alert stands on a blood count of grade 3 or worse. By the value and not by a grade number, because CTCAE 6.0
/// numbers the neutrophil grades otherwise.
/// </summary>
/// <remarks>CTCAE v5.0 (27 Nov 2017), Investigations, grade 3: neutrophil count below 1.0 ×10⁹/L, platelet count below 50 ×10⁹/L.</remarks>
public static class SevereCount
{
    private const decimal NeutrophilsBelowGigaPerLitre = 1.0m;
    private const decimal PlateletsBelowGigaPerLitre = 50m;

    /// <param name="facts">Of the alert; a count that is not known makes nothing severe.</param>
    public static bool IsIn(IEnumerable<Fact> facts) =>
        facts.Any(fact =>
            fact.Name switch
            {
                FactNames.AncGigaPerLitre => IsBelow(fact, NeutrophilsBelowGigaPerLitre),
                FactNames.PlateletsGigaPerLitre => IsBelow(fact, PlateletsBelowGigaPerLitre),
                _ => false,
            }
        );

    private static bool IsBelow(Fact fact, decimal limit)
    {
        var bound = TypedResult.Read(fact.Value).Bound;
        return decimal.TryParse(
                fact.Value[bound.Sign().Length..],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal value
            ) && bound.SurelyBelow(value, limit);
    }
}
