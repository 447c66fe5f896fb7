using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>The shape of <c>db/reference/regimens.json</c>, one file that two rooms read their part of.</summary>
internal static class RegimenData
{
    public static DataElement Root(string json, string file) =>
        DataElement
            .Parse(json, file)
            .Knows("version", "regimens", "missedDose", "premedication", "reconsideration", "weightChange");
}
