using System.Collections.Frozen;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>The rules that rest on the unit's policy, the shipped proposal for its values, and the words of all rule sets.</summary>
/// <param name="Policy">The shipped proposal, version <c>1</c>; a unit signs its own.</param>
public sealed record LocalRules(
    LocalPolicy Policy,
    IReadOnlyDictionary<RuleId, Rule> Rules,
    IReadOnlyDictionary<string, LocalizedText> Words
)
{
    /// <summary>How long an interrupted infusion waits for a reaction to settle before that is a physician's matter.</summary>
    public TimeSpan ReactionSettlesWithin { get; init; }

    /// <summary>The rules of local policy; all others are a label's.</summary>
    public static readonly FrozenSet<RuleId> Ids = FrozenSet.ToFrozenSet([
        RuleId.AncMissing,
        RuleId.AncStale,
        RuleId.PremedicationStronger,
        RuleId.PressureHold,
        RuleId.DrugWithdrawn,
        RuleId.TooSoon,
        RuleId.RateAboveTable,
    ]);

    /// <summary>The words that differ between labels and stand in their files.</summary>
    internal static readonly FrozenSet<string> LabelWords = FrozenSet.ToFrozenSet(
        [FactWords.StopByLabel, FactWords.StopByJudgement],
        StringComparer.Ordinal
    );

    /// <summary>The numbers of a rule that stand in the policy; null for a rule whose numbers do not.</summary>
    internal static IReadOnlyDictionary<string, decimal>? Parameters(RuleId rule, LocalPolicy policy) =>
        rule switch
        {
            RuleId.AncStale => new Dictionary<string, decimal>(StringComparer.Ordinal)
            {
                [RuleParameters.FreshnessHours] = (decimal)policy.AncFreshness.TotalHours,
            },
            RuleId.PressureHold when policy.PreInfusionPressure is { } limit => new Dictionary<string, decimal>(
                StringComparer.Ordinal
            )
            {
                [RuleParameters.SystolicMmHg] = limit.SystolicMmHg,
                [RuleParameters.DiastolicMmHg] = limit.DiastolicMmHg,
            },
            RuleId.PressureHold => new Dictionary<string, decimal>(StringComparer.Ordinal),
            _ => null,
        };

    /// <param name="file">The name of the text for the message.</param>
    /// <exception cref="DataFormatException">Malformed; the message is a sentence naming the element.</exception>
    public static LocalRules Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "since", "policy", "reactions", "words", "rules");
        string since = RuleSetReader.PartialDate(root["since"]);
        var policy = ReadPolicy(root["version"].Text(), root["policy"]);
        var rules = RuleSetReader.Rules(root["rules"], Ids, Ids, RuleBasis.LocalPolicy, since, null);
        var words = root["words"].Knows([.. FactWords.All.Except(LabelWords, StringComparer.Ordinal)]);
        var reactions = root["reactions"].Knows("settleWithinMinutes", "source");
        _ = reactions["source"].Localized();
        return new LocalRules(
            policy,
            rules.ToDictionary(
                pair => pair.Key,
                pair => Parameters(pair.Key, policy) is { } own ? pair.Value with { Parameters = own } : pair.Value
            ),
            RuleSetReader.Words(words, FactWords.All.Except(LabelWords, StringComparer.Ordinal))
        )
        {
            ReactionSettlesWithin = TimeSpan.FromMinutes(reactions["settleWithinMinutes"].IntegerFrom(1, 240)),
        };
    }

    private static LocalPolicy ReadPolicy(string version, DataElement element)
    {
        element.Knows(
            "ancFreshnessHours",
            "vitalSignsEveryMinutes",
            "preInfusionSystolicMmHg",
            "preInfusionDiastolicMmHg",
            "premedicationLatestMinutes",
            "premedicationEarliestMinutes"
        );
        var policy = new LocalPolicy
        {
            Version = version,
            AncFreshness = TimeSpan.FromHours(element["ancFreshnessHours"].Integer()),
            VitalSignsEvery = TimeSpan.FromMinutes(element["vitalSignsEveryMinutes"].Integer()),
            PreInfusionPressure = element.Optional("preInfusionSystolicMmHg") is { } systolic
                ? new PressureLimit(systolic.Integer(), element["preInfusionDiastolicMmHg"].Integer())
                : null,
            PremedicationWindow = element.Optional("premedicationLatestMinutes") is { } latest
                ? new PremedicationWindow(latest.Integer(), element["premedicationEarliestMinutes"].Integer())
                : null,
        };
        return policy.Check() is [var first, ..]
            ? throw element.Refuse(
                $"is not usable: {first.Code} ({first.Field}: {string.Join(", ", first.Arguments)})."
            )
            : policy;
    }
}
