using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What patients of a unit and of a trial are put side by side by. Stored by name in the reference data.</summary>
public enum CaseMixItem
{
    /// <summary>75 years or older.</summary>
    Age75 = 1,

    /// <summary>Exactly one earlier line of treatment.</summary>
    OnePriorLine = 2,

    /// <summary>eGFR below 60 mL/min/1.73 m².</summary>
    EgfrBelow60 = 3,

    /// <summary>ECOG performance status of 2 or higher.</summary>
    Ecog2 = 4,

    /// <summary>All premedication of the label given within its window before the first infusion.</summary>
    PremedicationInTime = 5,
}

/// <summary>What is known of a patient at the first infusion with the regimen; null = not known.</summary>
public sealed record CaseMixPatient
{
    public required Regimen Regimen { get; init; }

    /// <summary>Of that infusion.</summary>
    public required InfusionRoute Route { get; init; }

    /// <summary>Completed years on that day.</summary>
    public required int? AgeYears { get; init; }

    public required int? PriorLines { get; init; }

    /// <summary>mL/min/1.73 m², measured not later than that day.</summary>
    public required decimal? Egfr { get; init; }

    /// <summary>0 to 4.</summary>
    public required int? Ecog { get; init; }

    public required bool? PremedicationInTime { get; init; }

    /// <summary>Whether the item holds; null = not known.</summary>
    public bool? Has(CaseMixItem item) =>
        item switch
        {
            CaseMixItem.Age75 => Is(AgeYears, age => age >= 75),
            CaseMixItem.OnePriorLine => Is(PriorLines, lines => lines == 1),
            CaseMixItem.EgfrBelow60 => Is(Egfr, egfr => egfr < 60),
            CaseMixItem.Ecog2 => Is(Ecog, status => status >= 2),
            CaseMixItem.PremedicationInTime => PremedicationInTime,
        };

    /// <summary>The number that an entry rule is about; null = not known.</summary>
    public int? NumberOf(CaseMixItem item) =>
        item switch
        {
            CaseMixItem.OnePriorLine => PriorLines,
            CaseMixItem.Ecog2 => Ecog,
            CaseMixItem.Age75 or CaseMixItem.EgfrBelow60 or CaseMixItem.PremedicationInTime => null,
        };

    private static bool? Is<T>(T? value, Predicate<T> holds)
        where T : struct => value is { } known ? holds(known) : null;
}

/// <summary>How many patients an item holds for.</summary>
/// <param name="Having">Of the known.</param>
/// <param name="Known">Of them it is known whether it holds.</param>
/// <param name="NotKnown">The others: neither having it nor not.</param>
public sealed record CaseMixCount(int Having, int Known, int NotKnown)
{
    public int Patients => Known + NotKnown;

    internal static CaseMixCount Of(IReadOnlyCollection<CaseMixPatient> patients, CaseMixItem item)
    {
        int having = patients.Count(patient => patient.Has(item) == true),
            known = patients.Count(patient => patient.Has(item) is not null);
        return new CaseMixCount(having, known, patients.Count - known);
    }
}

/// <summary>The numbers of earlier lines.</summary>
/// <param name="Median">Null where none is known.</param>
public sealed record PriorLinesSpread(decimal? Median, int? Least, int? Most)
{
    internal static PriorLinesSpread Of(IEnumerable<CaseMixPatient> patients)
    {
        var lines = patients.Select(patient => patient.PriorLines).OfType<int>().Order().ToList();
        if (lines.Count == 0)
            return new PriorLinesSpread(null, null, null);
        return new PriorLinesSpread((lines[(lines.Count - 1) / 2] + lines[lines.Count / 2]) / 2m, lines[0], lines[^1]);
    }
}

/// <summary>
/// Who was treated with a regimen by a route, as they were at their first infusion. It is shown beside every verdict and changes
/// none: nothing is adjusted by it.
/// </summary>
public sealed record CaseMix(Regimen Regimen, InfusionRoute Route, int Patients, PriorLinesSpread Lines)
{
    public required CaseMixCount Age75 { get; init; }
    public required CaseMixCount OnePriorLine { get; init; }
    public required CaseMixCount EgfrBelow60 { get; init; }
    public required CaseMixCount Ecog2 { get; init; }
    public required CaseMixCount PremedicationInTime { get; init; }

    /// <summary>Known to be outside the trial's entry rule; null where the trial's rule is not known.</summary>
    public required int? OutsideLines { get; init; }

    /// <inheritdoc cref="OutsideLines"/>
    public required int? OutsideEcog { get; init; }

    public CaseMixCount Of(CaseMixItem item) =>
        item switch
        {
            CaseMixItem.Age75 => Age75,
            CaseMixItem.OnePriorLine => OnePriorLine,
            CaseMixItem.EgfrBelow60 => EgfrBelow60,
            CaseMixItem.Ecog2 => Ecog2,
            CaseMixItem.PremedicationInTime => PremedicationInTime,
        };

    /// <summary>Patients known to be outside the entry rule an item is about; null where there is no such rule.</summary>
    public int? Outside(CaseMixItem item) =>
        item switch
        {
            CaseMixItem.OnePriorLine => OutsideLines,
            CaseMixItem.Ecog2 => OutsideEcog,
            CaseMixItem.Age75 or CaseMixItem.EgfrBelow60 or CaseMixItem.PremedicationInTime => null,
        };

    /// <summary>One for each regimen and route by which anybody was first treated, in that order.</summary>
    /// <param name="rules">The trials' entry rules.</param>
    public static IReadOnlyList<CaseMix> Of(IEnumerable<CaseMixPatient> patients, Reference.CaseMixKnowledge rules) =>
        [
            .. patients
                .GroupBy(patient => (patient.Regimen, patient.Route))
                .OrderBy(group => group.Key)
                .Select(group => Of(group.Key.Regimen, group.Key.Route, [.. group], rules)),
        ];

    private static CaseMix Of(
        Regimen regimen,
        InfusionRoute route,
        List<CaseMixPatient> patients,
        Reference.CaseMixKnowledge rules
    )
    {
        int? Outside(CaseMixItem item) =>
            rules.RuleOf(regimen, item) is { } rule
                ? patients.Count(patient => rule.Excludes(patient.NumberOf(item)))
                : null;
        return new CaseMix(regimen, route, patients.Count, PriorLinesSpread.Of(patients))
        {
            Age75 = CaseMixCount.Of(patients, CaseMixItem.Age75),
            OnePriorLine = CaseMixCount.Of(patients, CaseMixItem.OnePriorLine),
            EgfrBelow60 = CaseMixCount.Of(patients, CaseMixItem.EgfrBelow60),
            Ecog2 = CaseMixCount.Of(patients, CaseMixItem.Ecog2),
            PremedicationInTime = CaseMixCount.Of(patients, CaseMixItem.PremedicationInTime),
            OutsideLines = Outside(CaseMixItem.OnePriorLine),
            OutsideEcog = Outside(CaseMixItem.Ecog2),
        };
    }
}
