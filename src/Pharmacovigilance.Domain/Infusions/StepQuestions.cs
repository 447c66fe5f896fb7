using System.Globalization;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What somebody answered to the questions of a step.</summary>
/// <param name="Questions">Keys of the questions that were seen, see <see cref="StepQuestions.KeyOf"/>.</param>
/// <param name="Reason">Why it is right all the same.</param>
public sealed record StepConfirmation(IReadOnlyList<string> Questions, string Reason);

/// <summary>
/// What is possible and unlikely enough to be asked about before it is recorded. A question is a refusal that a reason lifts,
/// and only for exactly these values.
/// </summary>
public static class StepQuestions
{
    /// <summary>The code of the question about a weight.</summary>
    public const string WeightChanged = "infusion.weight-changed";

    private const string Field = "confirmation";

    public static bool IsOf(Refusal refusal) => refusal.Field == Field;

    /// <summary>Names a question with its values: another value is another question.</summary>
    public static string KeyOf(Refusal question) => string.Join('|', [question.Code, .. question.Arguments]);

    /// <summary>Those that nobody has answered yet.</summary>
    public static IReadOnlyList<Refusal> Unanswered(IEnumerable<Refusal> questions, StepConfirmation? answer) =>
        [
            .. questions.Where(question =>
                answer is null
                || string.IsNullOrWhiteSpace(answer.Reason)
                || !answer.Questions.Contains(KeyOf(question), StringComparer.Ordinal)
            ),
        ];

    /// <summary>Whether a weight is far from the last one; perhaps it was read in pounds.</summary>
    /// <param name="last">The newest weight before; null = none is known.</param>
    public static IEnumerable<Refusal> OfWeight(long? grams, KnownWeight? last, WeightChange limit)
    {
        if (grams is { } typed && last is not null && limit.Asks(typed, last.Grams))
            yield return Refusal.Of(
                WeightChanged,
                Field,
                Amount(typed),
                Amount(last.Grams),
                Date(last.On),
                Number(limit.AskAbovePercent),
                Amount(Tenths(WeightChange.IfPounds(typed)))
            );
    }

    /// <summary>Whether a dose is not the plan's for this patient.</summary>
    /// <param name="ageYears">Completed years; null = unknown, and then the dose of either age is the plan's.</param>
    public static IEnumerable<Refusal> OfDose(PremedicationPlan plan, string drug, long? micrograms, int? ageYears)
    {
        if (
            micrograms is not { } given
            || plan.Drugs.FirstOrDefault(d => string.Equals(d.Code, drug, StringComparison.Ordinal))
                is not { DoseMgFrom: { } from, DoseMgTo: { } to } planned
        )
            yield break;
        decimal mg = given / 1000m;
        if (
            planned.DoseFor(ageYears) is var (lowest, highest)
                ? mg >= lowest && mg <= highest
                : (mg >= from && mg <= to) || mg == planned.ElderlyDoseMg
        )
            yield break;
        string plannedDose = planned.DoseFor(ageYears) is var (low, high)
            ? Range(low, high)
            : $"{Range(from, to)} / {Mg(planned.ElderlyDoseMg ?? from)}";
        yield return Refusal.Of("premedication.dose-outside-plan", Field, drug, Mg(mg), plannedDose);
    }

    /// <summary>Whether drugs of the plan were given outside the window before the start.</summary>
    public static IEnumerable<Refusal> OfTiming(PremedicationTiming timing)
    {
        if (timing.Outside.Count > 0)
            yield return Refusal.Of(
                "premedication.outside-window",
                Field,
                string.Join(", ", timing.Outside.Select(drug => $"{drug.Code} {Number(drug.MinutesBefore)}")),
                Number(timing.Window.LatestMinutesBefore),
                Number(timing.Window.EarliestMinutesBefore)
            );
    }

    /// <summary>Whether a rate is above what the table has for that moment.</summary>
    public static Refusal OfRate(RateExcess excess) =>
        Refusal.Of(
            excess.Restart ? "infusion.restart-above-half" : "infusion.rate-above-table",
            Field,
            Amount(excess.RateMicrolitresPerHour),
            Amount(excess.AllowedMicrolitresPerHour)
        );

    private static long Tenths(long grams) => (long)Math.Round(grams / 100m) * 100;

    private static string Range(decimal from, decimal to) => from == to ? Mg(from) : $"{Mg(from)}–{Mg(to)}";

    private static string Mg(decimal mg) => mg.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Amount(long thousandths) => Mg(thousandths / 1000m);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
