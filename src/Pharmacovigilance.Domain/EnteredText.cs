using System.Globalization;
using System.Text;

namespace Pharmacovigilance.Domain;

/// <summary>The one rule for text that people enter: how it is kept, and what a name may consist of.</summary>
public static class EnteredText
{
    // Letters and signs by their category, and yet nothing is seen of them (Unicode 16, Default_Ignorable_Code_Point, and the empty Braille pattern).
    private static readonly (int First, int Last)[] Unseen =
    [
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    ];

    /// <summary>
    /// As it is stored and compared: Unicode form C, so that canonically equal text is equal. Half a surrogate pair, which no
    /// database keeps, becomes the replacement character.
    /// </summary>
    public static string Canonical(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>What is wrong with the name of a person: missing, too long, without a letter, or with characters that cannot be seen.</summary>
    /// <param name="longest">Characters.</param>
    public static IEnumerable<Refusal> CheckName(string value, string field, int longest) =>
        Check(value, field, longest, "text.no-letter", Rune.IsLetter);

    /// <summary>The same for a number or code that people give to something: it needs a letter or a digit.</summary>
    public static IEnumerable<Refusal> CheckCode(string value, string field, int longest) =>
        Check(value, field, longest, "text.no-letter-or-digit", Rune.IsLetterOrDigit);

    /// <summary>Refuses control, format and direction characters and others that cannot be seen; nothing for an empty text.</summary>
    public static Refusal? CheckVisible(string? value, string field)
    {
        foreach (var rune in (value ?? "").Trim().EnumerateRunes())
            if (IsUnseen(rune))
                return Refusal.Of(
                    "text.unseen-character",
                    field,
                    string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}")
                );
        return null;
    }

    /// <summary>Refuses a text longer than is kept: no field cuts anything off.</summary>
    public static Refusal? CheckLength(string? value, string field, int longest) =>
        value?.Trim().Length > longest
            ? Refusal.Of("too-long", field, longest.ToString(CultureInfo.InvariantCulture))
            : null;

    private static IEnumerable<Refusal> Check(
        string value,
        string field,
        int longest,
        string without,
        Func<Rune, bool> needed
    )
    {
        if (string.IsNullOrWhiteSpace(value))
            yield return Refusal.Of("required", field);
        else if (value.Trim().Length > longest)
            yield return Refusal.Of("too-long", field, longest.ToString(CultureInfo.InvariantCulture));
        else if (CheckVisible(value, field) is { } unseen)
            yield return unseen;
        else if (!value.EnumerateRunes().Any(needed))
            yield return Refusal.Of(without, field);
    }

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar
        || Array.Exists(Unseen, range => rune.Value >= range.First && rune.Value <= range.Last);
}
