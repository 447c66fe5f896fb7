using System.Collections.Frozen;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A term under which a reaction to an infusion may be reported.</summary>
/// <param name="Llt">MedDRA LLT code, the same in CTCAE 4.03, 5.0 and 6.0.</param>
/// <param name="IsAlways">True = the term itself says that it is a reaction to an infusion; false = it is one by its time alone.</param>
/// <param name="Source">Why it belongs to the family.</param>
public sealed record ReactionFamilyTerm(string Llt, bool IsAlways, LocalizedText Source);

/// <summary>
/// What one reaction to an infusion may be called. The terms raise the same alerts, count as one on the board, and one
/// reaction is one event whatever it is called.
/// </summary>
/// <remarks>
/// CTCAE 5.0 and 6.0, notes to Allergic reaction and Anaphylaxis: "If related to infusion, … Infusion related reaction. Do not
/// report both." ICARIA-MM and IKEMA pooled infusion related reaction, cytokine release syndrome and drug hypersensitivity.
/// </remarks>
public static class ReactionFamily
{
    /// <summary>A reaction of the family begins at the start of an infusion or at most so long after it; the end of this time still counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private static readonly LocalizedText Related = new(
        "CTCAE v5.0 and v6.0: if related to infusion, use Infusion related reaction; do not report both",
        "CTCAE v5.0 и v6.0: если связано с инфузией, указывать «Инфузионная реакция»; не указывать оба термина"
    );

    public static IReadOnlyList<ReactionFamilyTerm> Terms { get; } =
    [
        new(CtcaeTerms.InfusionRelatedReaction, true, new LocalizedText("CTCAE term", "Термин CTCAE")),
        new(CtcaeTerms.Anaphylaxis, false, Related),
        new(CtcaeTerms.AllergicReaction, false, Related),
        new(
            CtcaeTerms.CytokineReleaseSyndrome,
            false,
            new LocalizedText(
                "The trials counted it among the infusion reactions (US prescribing information of isatuximab)",
                "В исследованиях учитывался среди инфузионных реакций (инструкция США по изатуксимабу)"
            )
        ),
    ];

    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(
        Terms.Select(term => term.Llt),
        StringComparer.Ordinal
    );

    /// <summary>Whether the term can name a reaction to an infusion.</summary>
    public static bool Includes(string llt) => Codes.Contains(llt);

    /// <summary>Whether an event is a reaction to an infusion: by its term alone, by the infusion it was recorded with, or by its time.</summary>
    /// <param name="started">Every infusion of the course that was started, with its start, in any order.</param>
    /// <remarks>
    /// Where the onset is unknown it counts once anything was given, and where only its day is known it counts if any instant of
    /// that day lies in the time of an infusion: leaving it out would say "none" where somebody reported one.
    /// </remarks>
    public static bool Holds(
        AdverseEventContent content,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started
    ) =>
        Terms.FirstOrDefault(term => term.Llt == content.LltCode) is { } named
        && (
            named.IsAlways
            || content.InfusionId is not null
            || (content.OnsetAt is null ? started.Count > 0 : InfusionOf(content, started) is not null)
        );

    /// <summary>The infusion a reaction belongs to: the one it was recorded with, else the last one whose window its onset falls into; null where there is none.</summary>
    /// <inheritdoc cref="Holds"/>
    public static InfusionId? InfusionOf(
        AdverseEventContent content,
        IEnumerable<(InfusionId Id, DateTimeOffset StartedAt)> started
    )
    {
        if (content.InfusionId is not null || content.OnsetAt is not { } onset || !Includes(content.LltCode))
            return content.InfusionId;
        // A day stands at its first instant and is longest, with 25 hours, where the clocks go back.
        var latest = content.OnsetTimeKnown ? onset : onset.AddHours(25);
        var within = started.Where(one => one.StartedAt <= latest && onset <= one.StartedAt + Window).ToList();
        return within.Count == 0 ? null : within.MaxBy(one => one.StartedAt).Id;
    }
}
