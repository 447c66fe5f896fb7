using System.Globalization;
using System.Text;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What a search found.</summary>
/// <param name="Best">The best hits, best first.</param>
/// <param name="All">How many there are in all.</param>
public sealed record TermHits(IReadOnlyList<CtcaeTerm> Best, int All);

/// <summary>
/// Finds terms by name in either language, code or system organ class: case and accents do not matter, the words may
/// stand in any order, and a term whose name begins with what was typed comes first.
/// </summary>
public sealed class CtcaeTermSearch(IEnumerable<CtcaeTerm> terms)
{
    private readonly List<Entry> entries =
    [
        .. terms.Select(term => new Entry(
            term,
            Plain(term.Name.En),
            Plain(term.Name.Ru),
            Plain($"{term.Soc.En} {term.Soc.Ru}")
        )),
    ];

    /// <param name="typed">Any text; nothing is found for blanks.</param>
    /// <param name="take">How many of the hits to name.</param>
    public TermHits Find(string typed, int take = 20)
    {
        string plain = Plain(typed);
        string[] words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new TermHits([], 0);
        var hits = entries
            .Select(entry => (entry.Term, Rank: entry.Rank(plain, words)))
            .Where(hit => hit.Rank is not null)
            .OrderBy(hit => hit.Rank)
            .ThenBy(hit => hit.Term.Name.En, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new TermHits([.. hits.Take(take).Select(hit => hit.Term)], hits.Count);
    }

    /// <summary>Lower case, without accents, punctuation as blanks.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                continue;
            plain.Append(char.IsLetterOrDigit(c) ? c : ' ');
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed record Entry(CtcaeTerm Term, string En, string Ru, string Soc)
    {
        /// <summary>Lower is better; null where a word is found nowhere.</summary>
        public int? Rank(string plain, string[] words)
        {
            if (En == plain || Ru == plain || Term.Llt == plain)
                return 0;
            if (Begins(En, plain) || Begins(Ru, plain))
                return 1;
            if (Term.Llt.StartsWith(plain, StringComparison.Ordinal))
                return 2;
            if (words.All(word => BeginsAWord(En, word)) || words.All(word => BeginsAWord(Ru, word)))
                return 3;
            if (words.All(word => Has(En, word) || Has(Ru, word)))
                return 4;
            return words.All(word => Has(En, word) || Has(Ru, word) || Has(Soc, word) || Has(Term.Llt, word))
                ? 5
                : null;
        }

        private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.Ordinal);

        private static bool BeginsAWord(string text, string word) =>
            Begins(text, word) || text.Contains(" " + word, StringComparison.Ordinal);

        private static bool Has(string text, string word) => text.Contains(word, StringComparison.Ordinal);
    }
}
