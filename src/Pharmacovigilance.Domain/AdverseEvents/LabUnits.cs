using System.Collections.Frozen;
using System.Text;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A unit a test may be entered in.</summary>
/// <param name="Ucum">UCUM code, case-sensitive.</param>
/// <param name="ToCanonical">Multiply by this to get the canonical unit; exact.</param>
public sealed record LabUnit(string Ucum, decimal ToCanonical);

/// <summary>The units laboratory values are accepted in, and every spelling that stands for one: db/reference/laboratory-units.json.</summary>
public static class LabUnits
{
    private const string File = "laboratory-units.json";

    private static readonly (
        IReadOnlyList<LabUnit> Counts,
        IReadOnlyList<LabUnit> Haemoglobin,
        FrozenDictionary<string, string> UcumOf
    ) Known = Load();

    /// <summary>Units of cell counts, the canonical 10*9/L first.</summary>
    public static IReadOnlyList<LabUnit> Counts => Known.Counts;

    /// <summary>Units of haemoglobin, the canonical g/L first.</summary>
    public static IReadOnlyList<LabUnit> Haemoglobin => Known.Haemoglobin;

    /// <summary>Every spelling that is not the code itself, with the UCUM code of the equal unit.</summary>
    public static IReadOnlyDictionary<string, string> Spellings => Known.UcumOf;

    /// <summary>
    /// The UCUM code of the accepted unit a spelling stands for, or the spelling itself. Blanks, UCUM annotations such as
    /// {cells}, the sign of multiplication and the two signs for micro say nothing about the unit.
    /// </summary>
    internal static string Ucum(string unit) =>
        Plain(unit) is var plain && Known.UcumOf.TryGetValue(plain, out var ucum) ? ucum : plain;

    /// <summary>The accepted unit that differs only in capitals, which make grams of giga: what was probably meant; null if none.</summary>
    internal static string? Meant(LabTestDefinition definition, string unit)
    {
        string plain = Plain(unit);
        return definition
            .Units.Select(u => u.Ucum)
            .Concat(Known.UcumOf.Keys)
            .Where(known => string.Equals(known, plain, StringComparison.OrdinalIgnoreCase))
            .Select(Ucum)
            .FirstOrDefault(ucum => definition.Units.Any(u => string.Equals(u.Ucum, ucum, StringComparison.Ordinal)));
    }

    private static string Plain(string unit)
    {
        var plain = new StringBuilder(unit.Length);
        foreach (char c in unit)
        {
            if (char.IsWhiteSpace(c))
                continue;
            plain.Append(
                c switch
                {
                    'µ' or 'μ' => "u",
                    '³' => "^3",
                    '⁶' => "^6",
                    '⁹' => "^9",
                    _ => c.ToString(),
                }
            );
        }

        string text = plain.ToString();
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.IndexOf('}', StringComparison.Ordinal);
        if (open >= 0 && close > open)
            text = text.Remove(open, close - open + 1);
        if (
            text.Length > 3
            && text[0] is 'x' or 'X' or 'х' or 'Х' or '×' or '*' or '·'
            && text.AsSpan(1).StartsWith("10", StringComparison.Ordinal)
        )
            text = text[1..];
        return text.EndsWith('l') ? text[..^1] + "L" : text;
    }

    private static (IReadOnlyList<LabUnit>, IReadOnlyList<LabUnit>, FrozenDictionary<string, string>) Load()
    {
        using var stream = typeof(LabUnits).Assembly.GetManifestResourceStream(File)
            ?? throw new DataFormatException(File, "the file", "is not carried along.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var root = DataElement.Parse(reader.ReadToEnd(), File).Knows("source", "units");
        root["source"].Text();
        var units = new Dictionary<string, List<LabUnit>>(StringComparer.Ordinal)
        {
            ["count"] = [],
            ["haemoglobin"] = [],
        };
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in root["units"].Items())
        {
            item.Knows("unit", "measures", "factorToCanonical", "spellings");
            var unit = new LabUnit(item["unit"].Text(), item["factorToCanonical"].PositiveNumber());
            if (!units.TryGetValue(item["measures"].Text(), out var measured))
                throw item["measures"].Refuse("must be count or haemoglobin.");
            measured.Add(unit);
            foreach (var spelling in item["spellings"].Items())
                if (!spellings.TryAdd(Plain(spelling.Text()), unit.Ucum))
                    throw spelling.Refuse($"is listed twice: {spelling.Text()}.");
        }

        return (units["count"], units["haemoglobin"], spellings.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
