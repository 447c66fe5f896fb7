using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The series the board shows: every term the form offers, and beside it the laboratory series where a test grades the term.</summary>
public static class BoardSeries
{
    public static IReadOnlyList<TallySeries> Of(CtcaeDictionary dictionary) =>
        [
            .. dictionary
                .Terms.Where(term => term.Placement is FormPlacement.Headline or FormPlacement.Offered)
                .SelectMany(term =>
                    term.Laboratory is null
                        ? new[] { new TallySeries(term.Llt, EventBasis.AdverseEvent) }
                        :
                        [
                            new TallySeries(term.Llt, EventBasis.AdverseEvent),
                            new TallySeries(term.Llt, EventBasis.Laboratory),
                        ]
                ),
        ];
}
