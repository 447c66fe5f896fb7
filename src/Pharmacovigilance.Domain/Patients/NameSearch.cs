using System.Globalization;
using System.Text;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>
/// Names as a search compares them: case, accents and ё/е do not matter, and a name is found in Latin and in Cyrillic letters
/// whichever way it was transliterated. A search may find too much, never too little; nothing is merged by it.
/// </summary>
public static class NameSearch
{
    private static readonly Dictionary<char, string> Latin = new()
    {
        ['а'] = "a",
        ['б'] = "b",
        ['в'] = "v",
        ['г'] = "g",
        ['д'] = "d",
        ['е'] = "e",
        ['ж'] = "zh",
        ['з'] = "z",
        ['и'] = "i",
        ['к'] = "k",
        ['л'] = "l",
        ['м'] = "m",
        ['н'] = "n",
        ['о'] = "o",
        ['п'] = "p",
        ['р'] = "r",
        ['с'] = "s",
        ['т'] = "t",
        ['у'] = "u",
        ['ф'] = "f",
        ['х'] = "kh",
        ['ц'] = "ts",
        ['ч'] = "ch",
        ['ш'] = "sh",
        ['щ'] = "shch",
        ['ъ'] = "",
        ['ы'] = "y",
        ['ь'] = "",
        ['э'] = "e",
        ['ю'] = "yu",
        ['я'] = "ya",
        ['і'] = "i",
        ['є'] = "ye",
        ['ґ'] = "g",
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ı'] = "i",
    };

    /// <summary>The usual ways to write one Russian letter in Latin ones (ICAO 9303, ISO 9, BGN, German), brought to one; longest first.</summary>
    private static readonly (string Written, string One)[] Spellings =
    [
        ("schtsch", "sh"),
        ("shch", "sh"),
        ("tsch", "ch"),
        ("sch", "sh"),
        ("tch", "ch"),
        ("kh", "h"),
        ("ts", "c"),
        ("tz", "c"),
        ("ph", "f"),
        ("ck", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("j", "i"),
        ("y", "i"),
        ("ii", "i"),
        ("io", "e"),
        ("ie", "e"),
    ];

    /// <summary>What is stored beside a name to be searched: the text folded, in Latin letters, and in one spelling of them.</summary>
    public static string Stored(params ReadOnlySpan<string> texts)
    {
        string folded = Folded(string.Join(' ', texts!));
        return string.Join(
            ' ',
            new[] { folded, InLatin(folded), OneSpelling(folded) }.Distinct(StringComparer.Ordinal)
        );
    }

    /// <summary>The forms of one searched word; it is found where any of them is part of what is stored.</summary>
    public static IReadOnlyList<string> Forms(string word)
    {
        string folded = Folded(word);
        string spelling = OneSpelling(folded);
        // What is left of a short word is found everywhere.
        return
        [
            EnteredText.Canonical(word).ToLowerInvariant(),
            folded,
            InLatin(folded),
            spelling.Length >= 3 ? spelling : folded,
        ];
    }

    /// <summary>Whether two names may be of one person: the same words in any order, in either alphabet.</summary>
    public static bool MayBeSame(string family, string given, string otherFamily, string otherGiven) =>
        string.Equals(Key(family, given), Key(otherFamily, otherGiven), StringComparison.Ordinal);

    private static string Key(string family, string given) =>
        string.Join(
            ' ',
            OneSpelling(Folded($"{family} {given}"))
                .Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Lower case without accents: ё becomes е, é becomes e.</summary>
    private static string Folded(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in EnteredText.Canonical(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                plain.Append(c is '’' or 'ʼ' or '`' ? '\'' : c);
        return string.Join(' ', plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string InLatin(string folded) =>
        string.Concat(folded.Select(c => Latin.TryGetValue(c, out string? latin) ? latin : c.ToString()));

    private static string OneSpelling(string folded)
    {
        string one = InLatin(folded).Replace("'", "", StringComparison.Ordinal);
        foreach (var (written, spelling) in Spellings)
            one = one.Replace(written, spelling, StringComparison.Ordinal);
        var single = new StringBuilder(one.Length);
        foreach (char c in one)
            if (single.Length == 0 || single[^1] != c || !char.IsLetter(c))
                single.Append(c);
        return single.ToString();
    }
}
