using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Replay;

/// <summary>The words a scenario may use for coded values, and how the report prints them.</summary>
internal static class ScenarioWords
{
    public static readonly IReadOnlyDictionary<string, Regimen> Regimens = Named<Regimen>();
    public static readonly IReadOnlyDictionary<string, Sex> Sexes = Named<Sex>();
    public static readonly IReadOnlyDictionary<string, ActionTaken> Actions = Named<ActionTaken>();
    public static readonly IReadOnlyDictionary<string, PremedicationRoute> Routes = Named<PremedicationRoute>();
    public static readonly IReadOnlyDictionary<string, InfusionRoute> InfusionRoutes = Named<InfusionRoute>();
    public static readonly IReadOnlyDictionary<string, ReactionNow> ReactionsNow = Named<ReactionNow>();
    public static readonly IReadOnlyDictionary<string, OverrideReason> OverrideReasons = Named<OverrideReason>();

    public static readonly IReadOnlyDictionary<string, InfusionStatus> Statuses = Named<InfusionStatus>();

    public static readonly IReadOnlyDictionary<string, Role> Roles = new Dictionary<string, Role>(
        StringComparer.Ordinal
    )
    {
        ["physician"] = Role.Physician,
        ["nurse"] = Role.Nurse,
        ["safetyOfficer"] = Role.SafetyOfficer,
        ["administrator"] = Role.Administrator,
    };

    /// <summary>Whether the replay releases holds in the physician's place as soon as their criterion is met.</summary>
    public static readonly IReadOnlyDictionary<string, bool> HoldReleases = new Dictionary<string, bool>(
        StringComparer.Ordinal
    )
    {
        ["atCriterion"] = true,
        ["byPhysician"] = false,
    };

    public static readonly IReadOnlyDictionary<string, LabTest> Tests = new Dictionary<string, LabTest>(
        StringComparer.Ordinal
    )
    {
        ["ANC"] = LabTest.NeutrophilCount,
        ["PLT"] = LabTest.PlateletCount,
        ["HGB"] = LabTest.Hemoglobin,
        ["WBC"] = LabTest.WhiteCellCount,
        ["LYM"] = LabTest.LymphocyteCount,
        ["whiteCellCount"] = LabTest.WhiteCellCount,
        ["lymphocyteCount"] = LabTest.LymphocyteCount,
        ["neutrophilCount"] = LabTest.NeutrophilCount,
        ["plateletCount"] = LabTest.PlateletCount,
        ["hemoglobin"] = LabTest.Hemoglobin,
        ["haemoglobin"] = LabTest.Hemoglobin,
    };

    /// <summary>Heavy and light chain, e.g. <c>IgG-kappa</c>; one of them alone where the other is not known; <c>kappa-only</c> for light chains only.</summary>
    public static readonly IReadOnlyDictionary<string, (HeavyChain Heavy, LightChain Light)> Paraproteins =
        AllParaproteins();

    public static readonly IReadOnlyDictionary<string, ReactionStatement> Reactions = new Dictionary<
        string,
        ReactionStatement
    >(StringComparer.Ordinal)
    {
        ["none"] = ReactionStatement.NoReactionObserved,
        ["recorded"] = ReactionStatement.ReactionsRecorded,
        ["notReported"] = ReactionStatement.NotReported,
    };

    /// <summary>What a record taken over may say by one word; a reaction it describes is an object instead.</summary>
    public static readonly IReadOnlyDictionary<string, ReactionStatement> TakenOverReactions = new Dictionary<
        string,
        ReactionStatement
    >(StringComparer.Ordinal)
    {
        ["none"] = ReactionStatement.NoReactionObserved,
        ["notReported"] = ReactionStatement.NotReported,
    };

    public static readonly IReadOnlyDictionary<string, bool> TakenOverPremedication = new Dictionary<string, bool>(
        StringComparer.Ordinal
    )
    {
        ["none"] = true,
        ["notReported"] = false,
    };

    public static readonly IReadOnlyDictionary<string, SeriousnessCriteria> Seriousness = new Dictionary<
        string,
        SeriousnessCriteria
    >(StringComparer.Ordinal)
    {
        ["resultsInDeath"] = SeriousnessCriteria.ResultsInDeath,
        ["lifeThreatening"] = SeriousnessCriteria.LifeThreatening,
        ["hospitalisation"] = SeriousnessCriteria.Hospitalisation,
        ["hospitalization"] = SeriousnessCriteria.Hospitalisation,
        ["disability"] = SeriousnessCriteria.Disability,
        ["congenitalAnomaly"] = SeriousnessCriteria.CongenitalAnomaly,
        ["otherMedicallyImportant"] = SeriousnessCriteria.OtherMedicallyImportant,
    };

    public static readonly IReadOnlyDictionary<string, RuleId> Rules = Enum.GetValues<RuleId>()
        .ToDictionary(rule => rule.Code(), rule => rule, StringComparer.Ordinal);

    /// <summary>A coded value as the report prints it: <c>notGiven</c>, <c>isaPd</c> only where no published spelling exists.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static Dictionary<string, (HeavyChain Heavy, LightChain Light)> AllParaproteins()
    {
        var words = new Dictionary<string, (HeavyChain Heavy, LightChain Light)>(StringComparer.Ordinal)
        {
            ["unknown"] = (HeavyChain.Unknown, LightChain.Unknown),
        };
        foreach (var heavy in Enum.GetValues<HeavyChain>())
        {
            foreach (var light in Enum.GetValues<LightChain>())
            {
                string? word = (heavy, light) switch
                {
                    (HeavyChain.None, LightChain.Unknown) => "light-chain-only",
                    (HeavyChain.None, _) => Of(light) + "-only",
                    (HeavyChain.Unknown, LightChain.Unknown) => null,
                    (HeavyChain.Unknown, _) => Of(light),
                    (_, LightChain.Unknown) => heavy.ToString(),
                    _ => $"{heavy}-{Of(light)}",
                };
                if (word is not null)
                    words.Add(word, (heavy, light));
            }
        }

        return words;
    }

    private static Dictionary<string, T> Named<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .ToDictionary(
                value => typeof(T) == typeof(Regimen) ? value.ToString() : Of(value),
                value => value,
                StringComparer.Ordinal
            );
}
