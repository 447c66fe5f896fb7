using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

internal static class CtcaeTermReader
{
    /// <summary>A term that is written in full.</summary>
    public static CtcaeTerm Read(DataElement element, CtcaeVersion version)
    {
        element.Knows("llt", "name", "soc", "placement", "grades", "note", "laboratory", "bloodPressure");
        var llt = Code(element["llt"]);
        var criteria = ReadCriteria(element["grades"]);
        return new CtcaeTerm(
            llt,
            llt,
            element["name"].Localized(),
            element["soc"].Localized(),
            element["placement"].Name<FormPlacement>(),
            criteria,
            criteria.Keys.ToDictionary(grade => grade, _ => version),
            element.Optional("note")?.Localized(),
            element.Optional("laboratory") is { } lab ? ReadLaboratory(lab, criteria) : null,
            element.Optional("bloodPressure") is { } pressure ? ReadBloodPressure(pressure, criteria) : null
        );
    }

    /// <summary>A term of which only that is written what differs from the basis.</summary>
    public static CtcaeTerm Read(DataElement element, CtcaeVersion version, CtcaeDictionary basis)
    {
        element.Knows("llt", "as", "name", "soc", "grades", "note", "laboratory", "bloodPressure");
        var written = element.Properties().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var old = basis.Find(element["as"].Text()) ?? throw element["as"].Refuse("is no term of the basis.");
        var criteria = new Dictionary<Grade, LocalizedText>(old.Criteria);
        var origins = new Dictionary<Grade, CtcaeVersion>(old.Origins);
        if (element.Optional("grades") is { } changes)
            Change(changes, version, criteria, origins);
        return old with
        {
            Llt = Code(element["llt"]),
            Root = old.Root,
            Name = element.Optional("name")?.Localized() ?? old.Name,
            Soc = element.Optional("soc")?.Localized() ?? old.Soc,
            Criteria = criteria,
            Origins = origins,
            Note = element.Optional("note")?.Localized() ?? old.Note,
            Laboratory =
                !written.Contains("laboratory") ? old.Laboratory
                : element.Optional("laboratory") is { } lab ? ReadLaboratory(lab, criteria)
                : null,
            BloodPressure =
                !written.Contains("bloodPressure") ? old.BloodPressure
                : element.Optional("bloodPressure") is { } pressure ? ReadBloodPressure(pressure, criteria)
                : null,
        };
    }

    private static void Change(
        DataElement changes,
        CtcaeVersion version,
        Dictionary<Grade, LocalizedText> criteria,
        Dictionary<Grade, CtcaeVersion> origins
    )
    {
        changes.Knows("1", "2", "3", "4", "5");
        foreach (var (name, _) in changes.Properties())
        {
            var grade = (Grade)int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            criteria.Remove(grade);
            origins.Remove(grade);
            if (changes.Optional(name) is not { } text)
                continue;
            criteria.Add(grade, text.Localized());
            origins.Add(grade, version);
        }
    }

    private static string Code(DataElement element)
    {
        var llt = element.Text();
        return llt.Length == 8 && llt.All(char.IsAsciiDigit)
            ? llt
            : throw element.Refuse($"must be a MedDRA code of eight digits, but is \"{llt}\".");
    }

    // All five must be named, null where the grade does not exist: leaving one out by mistake would hide a grade.
    private static Dictionary<Grade, LocalizedText> ReadCriteria(DataElement element)
    {
        element.Knows("1", "2", "3", "4", "5");
        var named = element.Properties().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var criteria = new Dictionary<Grade, LocalizedText>();
        foreach (var grade in Enum.GetValues<Grade>())
        {
            var name = ((int)grade).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!named.Contains(name))
                throw element.Refuse($"does not say whether grade {name} exists; write null where it does not.");
            if (element.Optional(name) is { } text)
                criteria.Add(grade, text.Localized());
        }

        return criteria.Count == 0 ? throw element.Refuse("has no grade at all.") : criteria;
    }

    private static LabCriterion ReadLaboratory(DataElement element, Dictionary<Grade, LocalizedText> criteria)
    {
        element.Knows("test", "unit", "limits");
        var test = element["test"].Name<LabTest>();
        var canonical = LabTests.Of(test).CanonicalUnit;
        if (element["unit"].Text() != canonical)
            throw element["unit"].Refuse($"must be {canonical}, the unit {test} is compared in.");

        var limits = new List<LabLimit>();
        foreach (var item in element["limits"].Items())
        {
            item.Knows("grade", "below", "belowIn");
            var below = item["below"].IsText ? null : (decimal?)item["below"].PositiveNumber();
            if (below is null && item["below"].Text() != "LLN")
                throw item["below"].Refuse("must be a number or \"LLN\".");
            limits.Add(
                new LabLimit(
                    ReadGrade(item, criteria),
                    below,
                    item.Optional("belowIn") is { } others
                        ? others
                            .Properties()
                            .ToDictionary(p => p.Name, p => p.Value.PositiveNumber(), StringComparer.Ordinal)
                        : new Dictionary<string, decimal>(StringComparer.Ordinal)
                )
            );
        }

        limits.Sort((a, b) => b.Grade.CompareTo(a.Grade));
        RequireFalling(element["limits"], limits);
        return new LabCriterion(test, limits);
    }

    private static void RequireFalling(DataElement element, List<LabLimit> limits)
    {
        if (limits.Count == 0)
            throw element.Refuse("is empty.");
        for (var i = 1; i < limits.Count; i++)
        {
            if (limits[i].Grade == limits[i - 1].Grade)
                throw element.Refuse($"gives {limits[i].Grade} twice.");
            if (limits[i - 1].Below is not { } worse)
                throw element.Refuse("may use \"LLN\" only for the lowest grade.");
            if (limits[i].Below is { } milder && milder <= worse)
                throw element.Refuse($"must rise as the grade falls, but {limits[i].Grade} does not.");
        }
    }

    private static List<BloodPressureLimit> ReadBloodPressure(
        DataElement element,
        Dictionary<Grade, LocalizedText> criteria
    )
    {
        var limits = new List<BloodPressureLimit>();
        foreach (var item in element.Items())
        {
            item.Knows("grade", "systolicAtLeastMmHg", "diastolicAtLeastMmHg", "needs", "orRise");
            limits.Add(
                new BloodPressureLimit(
                    ReadGrade(item, criteria),
                    item["systolicAtLeastMmHg"]
                        .IntegerFrom(BloodPressureReading.LowestSystolicMmHg, BloodPressureReading.HighestSystolicMmHg),
                    item["diastolicAtLeastMmHg"]
                        .IntegerFrom(
                            BloodPressureReading.LowestDiastolicMmHg,
                            BloodPressureReading.HighestDiastolicMmHg
                        ),
                    item.Optional("needs")?.Name<PressureCondition>() ?? PressureCondition.None,
                    item.Optional("orRise") is { } rise ? ReadRise(rise) : null
                )
            );
        }

        limits.Sort((a, b) => b.Grade.CompareTo(a.Grade));
        for (var i = 1; i < limits.Count; i++)
            if (
                limits[i].SystolicAtLeastMmHg >= limits[i - 1].SystolicAtLeastMmHg
                || limits[i].DiastolicAtLeastMmHg >= limits[i - 1].DiastolicAtLeastMmHg
            )
                throw element.Refuse($"must fall as the grade falls, but {limits[i].Grade} does not.");
        return limits.Count == 0 ? throw element.Refuse("is empty.") : limits;
    }

    private static PressureRise ReadRise(DataElement element)
    {
        element.Knows("systolicAboveMmHg", "systolicRiseAboveMmHg", "meanRiseAboveMmHg");
        return new PressureRise(
            element["systolicAboveMmHg"]
                .IntegerFrom(BloodPressureReading.LowestSystolicMmHg, BloodPressureReading.HighestSystolicMmHg),
            element["systolicRiseAboveMmHg"].IntegerFrom(1, BloodPressureReading.HighestSystolicMmHg),
            element["meanRiseAboveMmHg"].IntegerFrom(1, BloodPressureReading.HighestSystolicMmHg)
        );
    }

    private static Grade ReadGrade(DataElement item, Dictionary<Grade, LocalizedText> criteria)
    {
        var grade = (Grade)item["grade"].IntegerFrom(1, 5);
        return criteria.ContainsKey(grade)
            ? grade
            : throw item["grade"].Refuse($"is {(int)grade}, a grade the term does not have.");
    }
}
