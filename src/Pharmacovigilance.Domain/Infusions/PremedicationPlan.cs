using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A way a premedication is given. Stored by name.</summary>
public enum PremedicationRoute
{
    /// <summary>By mouth.</summary>
    Oral = 1,

    /// <summary>Into a vein.</summary>
    Intravenous = 2,
}

/// <summary>One drug given before isatuximab.</summary>
/// <param name="Code">Stable key of the drug, e.g. <c>dexamethasone</c>.</param>
/// <param name="DoseMgFrom">Lowest usual dose; equal to <paramref name="DoseMgTo"/> where it is fixed; null where the source names no dose.</param>
/// <param name="Routes">The routes the source allows; the first is the usual one. Empty where the source names none.</param>
/// <param name="ElderlyDoseMg">The dose from <paramref name="ElderlyFromYears"/> on; null where age changes nothing.</param>
/// <param name="Note">What to mind; null where there is nothing.</param>
/// <param name="Jurisdictions">Where the drug belongs to the plan; null = everywhere.</param>
/// <param name="Elsewhere">What to know where it does not belong to the plan; null where there is nothing.</param>
public sealed record Premedication(
    string Code,
    LocalizedText Name,
    decimal? DoseMgFrom,
    decimal? DoseMgTo,
    IReadOnlyList<PremedicationRoute> Routes,
    int? ElderlyFromYears,
    decimal? ElderlyDoseMg,
    LocalizedText? Note,
    IReadOnlyList<string>? Jurisdictions,
    LocalizedText? Elsewhere,
    string Source
)
{
    /// <summary>Other names of the drug, and of the drugs of its group where the plan names a group.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The code of the drug that is premedication and partner drug at once.</summary>
    public const string Dexamethasone = "dexamethasone";

    /// <summary>Whether the dose depends on the patient's age.</summary>
    public bool DependsOnAge => ElderlyFromYears is not null;

    /// <summary>Whether the drug belongs to the plan of a jurisdiction, e.g. <c>EU</c>.</summary>
    public bool BelongsTo(string jurisdiction) =>
        Jurisdictions is null || Jurisdictions.Contains(jurisdiction, StringComparer.Ordinal);

    /// <summary>The dose range in mg for a patient; null where it depends on an age that is not known, and where the source names none.</summary>
    /// <param name="ageYears">Completed years on the day of the infusion.</param>
    public (decimal FromMg, decimal ToMg)? DoseFor(int? ageYears)
    {
        if (DoseMgFrom is not { } from || DoseMgTo is not { } to)
            return null;
        if (ElderlyFromYears is not { } limit || ElderlyDoseMg is not { } elderly)
            return (from, to);
        if (ageYears is not { } age)
            return null;
        return age >= limit ? (elderly, elderly) : (from, to);
    }
}

/// <summary>What is given before each isatuximab infusion of a regimen, and when. Parsed from <c>db/reference/regimens.json</c>.</summary>
/// <param name="EarliestMinutesBefore">Not earlier than this many minutes before the start.</param>
/// <param name="LatestMinutesBefore">Not later than this many minutes before the start.</param>
public sealed record PremedicationPlan(
    Regimen Regimen,
    int EarliestMinutesBefore,
    int LatestMinutesBefore,
    IReadOnlyList<Premedication> Drugs,
    string Source
)
{
    /// <summary>Whether a drug given this long before the start was given in time; both ends of the window count as in time.</summary>
    public bool IsInTime(TimeSpan beforeStart) =>
        beforeStart >= TimeSpan.FromMinutes(LatestMinutesBefore)
        && beforeStart <= TimeSpan.FromMinutes(EarliestMinutesBefore);

    /// <summary>The same plan with the drugs of one jurisdiction, e.g. <c>EU</c>.</summary>
    public PremedicationPlan For(string jurisdiction) =>
        this with
        {
            Drugs = [.. Drugs.Where(drug => drug.BelongsTo(jurisdiction))],
        };

    /// <summary>One plan for each regimen of the product, with the drugs of every jurisdiction.</summary>
    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static IReadOnlyDictionary<Regimen, PremedicationPlan> Parse(string json, string file)
    {
        var list = RegimenData.Root(json, file)["premedication"];
        var plans = new Dictionary<Regimen, PremedicationPlan>();
        foreach (var element in list.Items())
        {
            var plan = Read(element);
            if (!plans.TryAdd(plan.Regimen, plan))
                throw element["regimen"].Refuse($"repeats {plan.Regimen}.");
        }

        foreach (var regimen in Enum.GetValues<Regimen>())
            if (!plans.ContainsKey(regimen))
                throw list.Refuse($"does not define {regimen}.");
        return plans;
    }

    private static PremedicationPlan Read(DataElement element)
    {
        element.Knows("regimen", "earliestMinutesBefore", "latestMinutesBefore", "drugs", "source");
        var latest = element["latestMinutesBefore"].IntegerFrom(0, 1440);
        var plan = new PremedicationPlan(
            element["regimen"].Name<Regimen>(),
            element["earliestMinutesBefore"].IntegerFrom(latest, 1440),
            latest,
            [.. element["drugs"].Items().Select(ReadDrug)],
            element["source"].Text()
        );
        if (plan.Drugs.Count == 0)
            throw element["drugs"].Refuse("is empty.");
        return plan.Drugs.DistinctBy(d => d.Code, StringComparer.Ordinal).Count() == plan.Drugs.Count
            ? plan
            : throw element["drugs"].Refuse("names a drug twice.");
    }

    private static Premedication ReadDrug(DataElement element)
    {
        element.Knows(
            "code",
            "name",
            "doseMgFrom",
            "doseMgTo",
            "routes",
            "elderlyFromYears",
            "elderlyDoseMg",
            "note",
            "jurisdictions",
            "elsewhere",
            "aliases",
            "source"
        );
        var drug = new Premedication(
            element["code"].Text(),
            element["name"].Localized(),
            element.Optional("doseMgFrom")?.PositiveNumber(),
            element.Optional("doseMgTo")?.PositiveNumber(),
            [.. element["routes"].Items().Select(r => r.Name<PremedicationRoute>())],
            element.Optional("elderlyFromYears")?.IntegerFrom(1, 120),
            element.Optional("elderlyDoseMg")?.PositiveNumber(),
            element.Optional("note")?.Localized(),
            element.Optional("jurisdictions") is { } places ? [.. places.Items().Select(place => place.Text())] : null,
            element.Optional("elsewhere")?.Localized(),
            element["source"].Text()
        )
        {
            Aliases = element.Optional("aliases") is { } names ? [.. names.Items().Select(name => name.Text())] : [],
        };
        if (drug.DoseMgTo < drug.DoseMgFrom)
            throw element["doseMgTo"].Refuse("is lower than doseMgFrom.");
        if (drug.DoseMgFrom is null != drug.DoseMgTo is null)
            throw element.Refuse("must give doseMgFrom and doseMgTo together.");
        if (drug.DoseMgFrom is not null && drug.Routes.Count == 0)
            throw element["routes"].Refuse("is empty.");
        if (drug.Jurisdictions is { Count: 0 })
            throw element["jurisdictions"].Refuse("is empty.");
        if (drug.ElderlyFromYears is not null && drug.DoseMgFrom is null)
            throw element.Refuse("gives a dose by age and no other.");
        if (drug.ElderlyFromYears is null != drug.ElderlyDoseMg is null)
            throw element.Refuse("must give elderlyFromYears and elderlyDoseMg together.");
        return drug;
    }
}
