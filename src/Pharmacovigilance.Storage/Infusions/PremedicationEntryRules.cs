using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Infusions;

internal static class PremedicationEntryRules
{
    private const long LargestDoseMicrograms = 5_000_000;
    private const int LongestName = 200;
    private const int LongestDrug = 80;

    /// <summary>Everything wrong with the drugs of one premedication step; there must be at least one.</summary>
    public static IEnumerable<Refusal> Check(IReadOnlyList<PremedicationEntry> drugs, DateTimeOffset now)
    {
        if (drugs.Count == 0)
            yield return Refusal.Of("premedication.none", "premedication");
        foreach (var drug in drugs)
        {
            foreach (var wrong in EnteredText.CheckName(drug.Drug, "drug", LongestDrug))
                yield return wrong;
            if (drug.DoseMicrograms is <= 0 or > LargestDoseMicrograms)
                yield return Refusal.Of(
                    "premedication.dose-implausible",
                    "dose",
                    drug.Drug,
                    (drug.DoseMicrograms.Value / 1000m).ToString(CultureInfo.InvariantCulture)
                );
            foreach (
                var wrong in drug.GivenBy is { } giver ? EnteredText.CheckName(giver.Name, "givenBy", LongestName) : []
            )
                yield return wrong;
            if (drug.GivenAt > now.AddMinutes(2))
                yield return Refusal.Of(
                    "time.in-future",
                    "givenAt",
                    drug.GivenAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
                );
        }
    }
}
