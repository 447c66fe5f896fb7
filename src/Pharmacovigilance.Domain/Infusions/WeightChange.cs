using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A body weight on record.</summary>
/// <param name="Grams">g.</param>
/// <param name="On">The unit's date on which it was measured.</param>
public sealed record KnownWeight(long Grams, DateOnly On);

/// <summary>When a weight is far enough from the last one to be asked about. Parsed from <c>db/reference/regimens.json</c>.</summary>
/// <param name="AskAbovePercent">Exactly so many per cent are not asked about yet.</param>
public sealed record WeightChange(int AskAbovePercent)
{
    /// <summary>Grams in a pound (international avoirdupois pound, exactly 453.59237 g).</summary>
    private const decimal GramsPerPound = 453.59237m;

    public bool Asks(long grams, long lastGrams) => Math.Abs(grams - lastGrams) * 100 > lastGrams * AskAbovePercent;

    /// <summary>The weight in g if the number was meant in pounds.</summary>
    public static long IfPounds(long grams) => (long)Math.Round(grams / 1000m * GramsPerPound);

    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static WeightChange Parse(string json, string file)
    {
        var element = RegimenData.Root(json, file)["weightChange"].Knows("askAbovePercent", "source");
        _ = element["source"].Text();
        return new WeightChange(element["askAbovePercent"].IntegerFrom(1, 100));
    }
}
