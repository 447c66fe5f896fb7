using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>The names of the numbers a rule's condition may have. Units stand in the names; grades are CTCAE grades.</summary>
public static class RuleParameters
{
    public const string HoldBelowGigaPerLitre = "holdBelowGigaPerLitre";
    public const string ReleaseAtGigaPerLitre = "releaseAtGigaPerLitre";
    public const string RestartFactor = "restartFactor";
    public const string RestartAtMostGrade = "restartAtMostGrade";
    public const string FromGrade = "fromGrade";
    public const string ToGrade = "toGrade";
    public const string PermanentFromGrade = "permanentFromGrade";

    /// <summary>1 = the label also stops for good when hospital care is needed; 0 = it does not say so.</summary>
    public const string PermanentByCourse = "permanentByCourse";
    public const string BelowGigaPerLitre = "belowGigaPerLitre";

    /// <summary>Left out where the limit of the restart has not been read in the source.</summary>
    public const string RecoveredAtGigaPerLitre = "recoveredAtGigaPerLitre";
    public const string AncAtLeastGigaPerLitre = "ancAtLeastGigaPerLitre";
    public const string PlateletsAtLeastGigaPerLitre = "plateletsAtLeastGigaPerLitre";
    public const string FreshnessHours = "freshnessHours";
    public const string SystolicMmHg = "systolicMmHg";
    public const string DiastolicMmHg = "diastolicMmHg";

    /// <summary>What a rule of a label must state; the numbers of the unit's own rules stand in the local policy.</summary>
    internal static IReadOnlyList<string> Of(RuleId rule) =>
        rule switch
        {
            RuleId.AncHold => [HoldBelowGigaPerLitre, ReleaseAtGigaPerLitre],
            RuleId.ReactionInterrupt => [RestartFactor, RestartAtMostGrade, FromGrade, ToGrade],
            RuleId.ReactionStop => [FromGrade, PermanentFromGrade, PermanentByCourse],
            RuleId.NeutropeniaPrompt or RuleId.PomalidomideNeutrophils or RuleId.PomalidomidePlatelets =>
            [
                BelowGigaPerLitre,
                RecoveredAtGigaPerLitre,
            ],
            RuleId.CarfilzomibNeutrophils or RuleId.CarfilzomibPlatelets => [BelowGigaPerLitre],
            RuleId.NeutropenicInfection or RuleId.PomalidomideFever or RuleId.CarfilzomibFever => [BelowGigaPerLitre],
            RuleId.PomalidomideCycle => [AncAtLeastGigaPerLitre, PlateletsAtLeastGigaPerLitre],
            RuleId.AncMissing
            or RuleId.AncStale
            or RuleId.PremedicationMissing
            or RuleId.PremedicationOutsideWindow
            or RuleId.PremedicationStronger
            or RuleId.FebrileNeutropenia
            or RuleId.PressureHold
            or RuleId.DrugWithdrawn
            or RuleId.TooSoon
            or RuleId.RateAboveTable => [],
        };

    /// <exception cref="DataFormatException">A number is missing, unknown, or not possible.</exception>
    internal static IReadOnlyDictionary<string, decimal> Read(RuleId rule, DataElement element)
    {
        var needed = Of(rule);
        if (needed.Count == 0)
            return new Dictionary<string, decimal>(StringComparer.Ordinal);
        bool mayRecover = rule is RuleId.CarfilzomibNeutrophils or RuleId.CarfilzomibPlatelets;
        var list = element["parameters"]
            .Knows([.. needed, .. mayRecover ? [RecoveredAtGigaPerLitre] : Array.Empty<string>()]);
        foreach (string name in needed)
            _ = list[name];
        var values = list.Properties().ToDictionary(p => p.Name, p => Number(p.Name, p.Value), StringComparer.Ordinal);
        foreach (
            var (below, recovered) in new[]
            {
                (HoldBelowGigaPerLitre, ReleaseAtGigaPerLitre),
                (BelowGigaPerLitre, RecoveredAtGigaPerLitre),
            }
        )
        {
            if (
                values.TryGetValue(below, out decimal low)
                && values.TryGetValue(recovered, out decimal high)
                && high < low
            )
                throw list[recovered].Refuse($"must not be lower than {below}.");
        }

        return values;
    }

    private static decimal Number(string name, DataElement element)
    {
        if (name.EndsWith("GigaPerLitre", StringComparison.Ordinal))
            return GigaPerLitre(element);
        if (name.EndsWith("Grade", StringComparison.Ordinal))
            return element.IntegerFrom(1, 5);
        if (name == PermanentByCourse)
            return element.IntegerFrom(0, 1);
        decimal factor = element.PositiveNumber();
        return factor <= 1
            ? factor
            : throw element.Refuse("must not be greater than 1: a restart is never faster than the start.");
    }

    private static decimal GigaPerLitre(DataElement element)
    {
        decimal value = element.PositiveNumber();
        if (value > 100)
            throw element.Refuse("must be in 10⁹/L and is implausibly high.");
        return value * 1_000_000m % 1 == 0 ? value : throw element.Refuse("must have at most six decimals.");
    }
}
