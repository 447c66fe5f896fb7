using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>How long the patients of a trial's arm were treated: what its exposure is worked out from.</summary>
/// <param name="Cut">The analysis that reports it; a median hardly moves between later analyses.</param>
/// <param name="MedianMonths">Median treatment time in months of 365.25 / 12 days.</param>
/// <param name="Verified">Only then may a rate be worked out from it.</param>
/// <param name="Reason">Why it is taken, or why it is not verified.</param>
public sealed record TreatmentTime(
    Regimen Regimen,
    string PopulationId,
    DataCut Cut,
    double MedianMonths,
    bool Verified,
    LocalizedText Reason
);

/// <summary>How early the patients of a trial's arm had their infusion reaction.</summary>
/// <param name="Part">Of the patients with a reaction, those who had one at the first infusions; above 0, at most 1.</param>
/// <param name="Infusions">How many first infusions are meant.</param>
/// <param name="Verified">Only then is anything expected from it.</param>
public sealed record ReactionTiming(
    Regimen Regimen,
    string PopulationId,
    double Part,
    int Infusions,
    string Source,
    bool Verified
);

/// <summary>A term whose hazard may rise with time under treatment: time at risk before the end of a window cannot reassure about it.</summary>
public sealed record RisingHazard(string LltCode, LocalizedText Reason);

/// <summary>What <c>db/reference/exposure.json</c> holds: what a trial's percentage needs beside it to be read per month or per infusion.</summary>
public sealed record ExposureKnowledge(IReadOnlyList<TreatmentTime> Treatment, IReadOnlyList<ReactionTiming> Reactions)
{
    private const double WeeksPerMonth = 365.25 / 12 / 7;

    /// <summary>Late effects.</summary>
    public IReadOnlyList<RisingHazard> Rising { get; init; } = [];

    /// <summary>Why the hazard of a term may rise; null where nothing says so.</summary>
    public RisingHazard? RisingOf(string lltCode) =>
        Rising.FirstOrDefault(one => string.Equals(one.LltCode, lltCode, StringComparison.Ordinal));

    /// <summary>Null where nothing is known; look at <see cref="TreatmentTime.Verified"/> before using it.</summary>
    public TreatmentTime? TreatmentOf(ReferenceRate row) =>
        Treatment.FirstOrDefault(time =>
            time.Regimen == row.Regimen && string.Equals(time.PopulationId, row.Population.Id, StringComparison.Ordinal)
        );

    /// <summary>Null where nothing is known; look at <see cref="ReactionTiming.Verified"/> before using it.</summary>
    public ReactionTiming? TimingOf(ReferenceRate row) =>
        Reactions.FirstOrDefault(timing =>
            timing.Regimen == row.Regimen
            && string.Equals(timing.PopulationId, row.Population.Id, StringComparison.Ordinal)
        );

    /// <param name="rates">The ledger: medians stand there, with their sources, and are not repeated.</param>
    /// <exception cref="DataFormatException">The data is malformed, or names an analysis or an arm without a treatment time.</exception>
    public static ExposureKnowledge Parse(string json, string file, ReferenceSet rates)
    {
        var root = DataElement.Parse(json, file).Knows("about", "treatment", "reactions", "rising");
        return new ExposureKnowledge(
            [.. root["treatment"].Items().Select(element => ReadTreatment(element, rates))],
            [.. root["reactions"].Items().Select(element => ReadTiming(element, rates))]
        )
        {
            Rising = [.. root["rising"].Items().Select(ReadRising)],
        };
    }

    private static RisingHazard ReadRising(DataElement element)
    {
        element.Knows("llt", "reason");
        return new RisingHazard(element["llt"].Text(), element["reason"].Localized());
    }

    private static TreatmentTime ReadTreatment(DataElement element, ReferenceSet rates)
    {
        element.Knows("regimen", "cut", "verified", "reason");
        var regimen = element["regimen"].Name<Regimen>();
        var cut = rates.Cuts.FirstOrDefault(one =>
            string.Equals(one.Id, element["cut"].Text(), StringComparison.Ordinal)
        ) ?? throw element["cut"].Refuse($"is \"{element["cut"].Text()}\", which no analysis of the ledger is.");
        var arm = cut.Population.Arms.FirstOrDefault(one => one.Regimen == regimen)
            ?? throw element["regimen"].Refuse($"is {regimen}, which {cut.Population.Id} did not give.");
        var median = cut.ExposureOf(arm.Id)
            ?? throw element["cut"].Refuse($"is {cut.Id}, for which the ledger has no treatment time of {arm.Id}.");
        bool verified = element["verified"].Boolean();
        if (verified && !median.Verified)
            throw element["verified"].Refuse("is true, but the ledger's figure is not verified.");
        return new TreatmentTime(
            regimen,
            cut.Population.Id,
            cut,
            (double)median.MedianWeeks / WeeksPerMonth,
            verified,
            element["reason"].Localized()
        );
    }

    private static ReactionTiming ReadTiming(DataElement element, ReferenceSet rates)
    {
        element.Knows("regimen", "population", "part", "infusions", "source", "verified");
        var regimen = element["regimen"].Name<Regimen>();
        string population = element["population"].Text();
        if (
            !rates.Populations.Any(one =>
                string.Equals(one.Id, population, StringComparison.Ordinal)
                && one.Arms.Any(arm => arm.Regimen == regimen)
            )
        )
            throw element["population"].Refuse($"is \"{population}\", which the ledger does not know with {regimen}.");
        decimal part = element["part"].PositiveNumber();
        if (part > 1)
            throw element["part"].Refuse("is above 1.");
        return new ReactionTiming(
            regimen,
            population,
            (double)part,
            element["infusions"].IntegerFrom(1, 8),
            element["source"].Text(),
            element["verified"].Boolean()
        );
    }
}
