using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Domain;

/// <summary>What a number typed by a person, or standing as text in an imported file, says.</summary>
public enum TypedNumberOutcome
{
    /// <summary>Nothing stands there.</summary>
    Empty = 1,

    /// <summary>One number and no other.</summary>
    Read = 2,

    /// <summary>The mark may be a decimal mark or a group mark: two numbers, and only the person knows which.</summary>
    Ambiguous = 3,

    /// <summary>No number.</summary>
    Unreadable = 4,
}

/// <summary>
/// The one reader of typed numbers. Decimal point and decimal comma are both taken; a mark that could group thousands as well
/// as part decimals (12,000 and 15.200) is not guessed at. Signs, exponents, a mark without digits on both sides, and any
/// other character are no number.
/// </summary>
/// <param name="Value">The number; where it is ambiguous, the reading by a decimal mark.</param>
/// <param name="Grouped">The reading by a group mark; null unless ambiguous.</param>
public sealed partial record TypedNumber(TypedNumberOutcome Outcome, decimal Value = 0, decimal? Grouped = null)
{
    // More digits than a decimal holds exactly would be rounded, possibly across a limit.
    private const int MostDigits = 28;

    private static readonly TypedNumber Nothing = new(TypedNumberOutcome.Empty);
    private static readonly TypedNumber No = new(TypedNumberOutcome.Unreadable);

    /// <summary>The two numbers it may be, smaller first; empty unless ambiguous.</summary>
    public IReadOnlyList<decimal> Readings => Grouped is { } grouped ? [Value, grouped] : [];

    public static TypedNumber Read(string? typed)
    {
        string text = Plain(typed ?? "");
        if (text.Length == 0)
            return Nothing;
        if (text.Count(char.IsAsciiDigit) > MostDigits)
            return No;
        if (Digits().IsMatch(text))
            return Of(text);
        if (OneMark().Match(text) is { Success: true } one)
        {
            decimal value = Number(one.Groups["whole"].Value, one.Groups["rest"].Value);
            return CouldGroup(one)
                ? new TypedNumber(
                    TypedNumberOutcome.Ambiguous,
                    value,
                    Number(one.Groups["whole"].Value + one.Groups["rest"].Value)
                )
                : new(TypedNumberOutcome.Read, value);
        }

        // Two groups or more by the same mark, or a group by one mark and decimals by another, leave nothing to guess.
        return Grouping().Match(text) is { Success: true } groups
            ? new(
                TypedNumberOutcome.Read,
                Number(
                    string.Concat(groups.Groups["whole"].Value.Where(char.IsAsciiDigit)),
                    groups.Groups["rest"].Value
                )
            )
            : No;
    }

    /// <summary>A number as it is written back into a field: read again, it is this number and no other.</summary>
    public static string Unambiguous(decimal number, CultureInfo culture)
    {
        string text = number.ToString("0.#########", culture);
        return Read(text).Outcome == TypedNumberOutcome.Ambiguous ? text + "0" : text;
    }

    private static TypedNumber Of(string digits) => new(TypedNumberOutcome.Read, Number(digits));

    private static decimal Number(string whole, string rest = "") =>
        decimal.Parse(
            rest.Length == 0 ? whole : $"{whole}.{rest}",
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture
        );

    /// <summary>A group of three after one to three digits; nothing but zeros before it is no thousand.</summary>
    private static bool CouldGroup(Match one) =>
        one.Groups["rest"].Length == 3
        && one.Groups["whole"] is { Length: <= 3 } whole
        && whole.Value.Any(digit => digit != '0');

    /// <summary>Full-width digits and marks as the plain ones, every blank as one blank, every apostrophe as one.</summary>
    private static string Plain(string typed)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (char c in typed.Trim())
        {
            plain.Append(
                c switch
                {
                    >= '０' and <= '９' => (char)(c - '０' + '0'),
                    '．' => '.',
                    '，' => ',',
                    '’' or '‘' or 'ʼ' or '´' or '＇' => '\'',
                    _ when char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator => ' ',
                    _ => c,
                }
            );
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\A[0-9]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"\A(?<whole>[0-9]+)[.,](?<rest>[0-9]+)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OneMark();

    // By a blank or an apostrophe one group is enough: neither is ever a decimal mark. By point or comma it takes two, or another mark after it.
    [GeneratedRegex(
        @"\A(?:(?<whole>[1-9][0-9]{0,2}(?<group>[ '])[0-9]{3}(?:\k<group>[0-9]{3})*)(?:[.,](?<rest>[0-9]+))?|(?<whole>[1-9][0-9]{0,2}(?<mark>[.,])[0-9]{3}(?:\k<mark>[0-9]{3})+)|(?<whole>[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?=\.)|(?:\.[0-9]{3})+(?=,)))[.,](?<rest>[0-9]+))\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Grouping();
}
