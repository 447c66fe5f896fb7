using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>Fills the text of a rule with the facts of a finding.</summary>
public static partial class RuleText
{
    private const string ItemSeparator = ", ";

    internal static IEnumerable<string> Placeholders(string template) =>
        Placeholder().Matches(template).Select(match => match.Groups["name"].Value);

    /// <summary>What is left of braces once the placeholders are taken out: a template with any is misspelt.</summary>
    internal static bool HasStrayBrace(string template) =>
        Placeholder().Replace(template, "").AsSpan().ContainsAny('{', '}');

    /// <summary>The template as it reads without any facts.</summary>
    public static string WithGaps(string template) => Placeholder().Replace(template, "…");

    internal static string Fill(
        string template,
        IReadOnlyList<Fact> facts,
        IReadOnlyDictionary<string, LocalizedText> words,
        FactReading reading
    ) =>
        Placeholder()
            .Replace(template, match =>
            {
                string name = match.Groups["name"].Value;
                return Value(
                    facts.FirstOrDefault(fact => string.Equals(fact.Name, name, StringComparison.Ordinal)),
                    words,
                    reading
                );
            });

    internal static string Value(Fact? fact, IReadOnlyDictionary<string, LocalizedText> words, FactReading reading) =>
        string.IsNullOrWhiteSpace(fact?.Value)
            ? words[FactWords.Unknown].In(reading.Language)
            : Read(fact.Name, fact.Value, words, reading);

    private static string Read(
        string name,
        string value,
        IReadOnlyDictionary<string, LocalizedText> words,
        FactReading reading
    )
    {
        if (name.EndsWith("At", StringComparison.Ordinal) && FactValues.TryInstant(value, out var at))
            return Instant(at, reading);
        if (
            reading.Zone is not null
            && DateOnly.TryParseExact(
                value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
            return day.ToString("d MMM yyyy", Culture(reading));
        if (string.Equals(name, FactNames.Term, StringComparison.Ordinal))
            return reading.TermName?.Invoke(value)?.In(reading.Language) ?? value;
        return string.Join(ItemSeparator, value.Split(ItemSeparator).Select(item => Item(item, words, reading)));
    }

    /// <summary>For files in UTC by ISO 8601; for people on the unit's wall, as their language writes it.</summary>
    private static string Instant(DateTimeOffset at, FactReading reading) =>
        reading.Zone is not { } zone
            ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy HH:mm", Culture(reading));

    private static CultureInfo Culture(FactReading reading) =>
        CultureInfo.GetCultureInfo(
            string.Equals(reading.Language, "ru", StringComparison.OrdinalIgnoreCase) ? "ru" : "en-GB"
        );

    /// <summary>An item is a number, or a code with an optional number after it.</summary>
    private static string Item(string item, IReadOnlyDictionary<string, LocalizedText> words, FactReading reading)
    {
        string[] parts = item.Split(' ', 2);
        string head = NameOf(parts[0]) ?? Number(parts[0], reading.Language);
        return parts.Length == 1 ? head : $"{head} {Number(parts[1], reading.Language)}";

        string? NameOf(string code) =>
            words.TryGetValue(code, out var word) || (reading.DrugNames?.TryGetValue(code, out word) ?? false)
                ? word!.In(reading.Language)
                : null;
    }

    private static string Number(string text, string language) =>
        string.Equals(language, "ru", StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(
            text.TrimStart('<', '≤', '≥', '>'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out _
        )
            ? text.Replace('.', ',')
            : text;

    [GeneratedRegex(
        @"\{(?<name>[A-Za-z]+)\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
