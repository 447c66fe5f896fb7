using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>The shipped rule set and premedication plans, read from db/reference of the repository.</summary>
internal static class RuleData
{
    public static string Json { get; } = Read("rules/eu-2023.json");

    public static string LocalJson { get; } = Read("rules/local-policy.json");

    public static LocalRules Local { get; } = LocalRules.Parse(LocalJson, "local-policy.json");

    public static RuleLibrary Library { get; } = RuleLibrary.Parse(Read);

    public static RuleSet Rules { get; } = RuleSet.Parse(Json, "eu-2023.json", Local);

    /// <summary>Everything the product ships.</summary>
    public static Knowledge Knowledge { get; } = Knowledge.Parse(Read);

    /// <summary>A shipped set with the shipped policy on top.</summary>
    public static RuleSet Set(string id) => Library.Find(id)!;

    public static IReadOnlyDictionary<Regimen, PremedicationPlan> Plans { get; } =
        PremedicationPlan
            .Parse(Read("regimens.json"), "regimens.json")
            .ToDictionary(plan => plan.Key, plan => plan.Value.For(Rules.Jurisdiction));

    /// <param name="path">Below db/reference.</param>
    public static string Read(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pharmacovigilance.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests must run inside the repository.");
        return File.ReadAllText(Path.Combine(folder.FullName, "db", "reference", path));
    }
}
