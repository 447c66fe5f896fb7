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
/// <param name="DoseMgFrom">Lowest usual dose; equal to <paramref name="DoseMgTo"/> where it is fixed.</param>
/// <param name="Routes">The routes the source allows; the first is the usual one.</param>
/// <param name="ElderlyDoseMg">The dose from <paramref name="ElderlyFromYears"/> on; null where age changes nothing.</param>
/// <param name="Note">What to mind; null where there is nothing.</param>
public sealed record Premedication(
    string Code,
    LocalizedText Name,
    decimal DoseMgFrom,
    decimal DoseMgTo,
    IReadOnlyList<PremedicationRoute> Routes,
    int? ElderlyFromYears,
    decimal? ElderlyDoseMg,
    LocalizedText? Note,
    string Source)
{
    /// <summary>The dose range in mg for a patient; null where the dose depends on an age that is not known.</summary>
    /// <param name="ageYears">Completed years on the day of the infusion.</param>
    public (decimal FromMg, decimal ToMg)? DoseFor(int? ageYears)
    {
        if (ElderlyFromYears is not { } limit || ElderlyDoseMg is not { } elderly) return (DoseMgFrom, DoseMgTo);
        if (ageYears is not { } age) return null;
        return age >= limit ? (elderly, elderly) : (DoseMgFrom, DoseMgTo);
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
    string Source)
{
    /// <summary>Whether a drug given this long before the start was given in time; both ends of the window count as in time.</summary>
    public bool IsInTime(TimeSpan beforeStart) =>
        beforeStart >= TimeSpan.FromMinutes(LatestMinutesBefore) && beforeStart <= TimeSpan.FromMinutes(EarliestMinutesBefore);

    /// <summary>One plan for each regimen of the product.</summary>
    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static IReadOnlyDictionary<Regimen, PremedicationPlan> Parse(string json, string file)
    {
        var list = RegimenData.Root(json, file)["premedication"];
        var plans = new Dictionary<Regimen, PremedicationPlan>();
        foreach (var element in list.Items())
        {
            var plan = Read(element);
            if (!plans.TryAdd(plan.Regimen, plan)) throw element["regimen"].Refuse($"repeats {plan.Regimen}.");
        }

        foreach (var regimen in Enum.GetValues<Regimen>())
            if (!plans.ContainsKey(regimen)) throw list.Refuse($"does not define {regimen}.");
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
            element["source"].Text());
        if (plan.Drugs.Count == 0) throw element["drugs"].Refuse("is empty.");
        return plan.Drugs.DistinctBy(d => d.Code, StringComparer.Ordinal).Count() == plan.Drugs.Count
            ? plan
            : throw element["drugs"].Refuse("names a drug twice.");
    }

    private static Premedication ReadDrug(DataElement element)
    {
        element.Knows("code", "name", "doseMgFrom", "doseMgTo", "routes", "elderlyFromYears", "elderlyDoseMg", "note", "source");
        var drug = new Premedication(
            element["code"].Text(),
            element["name"].Localized(),
            element["doseMgFrom"].PositiveNumber(),
            element["doseMgTo"].PositiveNumber(),
            [.. element["routes"].Items().Select(r => r.Name<PremedicationRoute>())],
            element.Optional("elderlyFromYears")?.IntegerFrom(1, 120),
            element.Optional("elderlyDoseMg")?.PositiveNumber(),
            element.Optional("note")?.Localized(),
            element["source"].Text());
        if (drug.DoseMgTo < drug.DoseMgFrom) throw element["doseMgTo"].Refuse("is lower than doseMgFrom.");
        if (drug.Routes.Count == 0) throw element["routes"].Refuse("is empty.");
        if (drug.ElderlyFromYears is null != drug.ElderlyDoseMg is null) throw element.Refuse("must give elderlyFromYears and elderlyDoseMg together.");
        return drug;
    }
}
