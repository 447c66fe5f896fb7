using System.Globalization;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Whether a step can be recorded: complete, plausible, and possible at its place among the others.</summary>
public static class InfusionStepRules
{
    private const int LongestBrand = 80;
    private const int LongestBatches = 200;

    /// <summary>Bounds that catch typing errors, not clinical limits: 1–1000 mL/h.</summary>
    public const long MinRateMicrolitresPerHour = 1_000;
    public const long MaxRateMicrolitresPerHour = 1_000_000;

    /// <summary>Bounds that catch typing errors: 20–300 kg.</summary>
    public const long MinWeightGrams = 20_000;
    public const long MaxWeightGrams = 300_000;

    /// <summary>The code of a resumption while somebody says that the reaction is still above the grade of a restart.</summary>
    public const string ReactionAboveRestartGrade = "infusion.reaction-above-restart-grade";

    /// <summary>Clock difference between a tablet and the server that is not called "in the future".</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Everything wrong with a new step (or a correcting one) on top of the rows already there.</summary>
    /// <param name="existing">All rows of the infusion.</param>
    /// <param name="hasReaction">Whether an infusion reaction of this infusion is on record.</param>
    public static IReadOnlyList<Refusal> Check(
        IReadOnlyList<InfusionStep> existing,
        InfusionStep step,
        bool hasReaction,
        DateTimeOffset now
    )
    {
        var refusals = new List<Refusal>();
        if (step.At > now + ClockTolerance)
            refusals.Add(Refusal.Of("time.in-future", "at", Minute(step.At)));
        CheckContent(step, hasReaction, refusals);
        CheckCorrection(existing, step, refusals);
        if (refusals.Count == 0)
            CheckPlace(existing, step, refusals);
        return refusals;
    }

    private static void CheckContent(InfusionStep step, bool hasReaction, List<Refusal> refusals)
    {
        switch (step.Kind)
        {
            case InfusionStepKind.Started:
                if (step.Route != InfusionRoute.Subcutaneous)
                    RequireRate(step, refusals);
                else if (step.RateMicrolitresPerHour is not null)
                    refusals.Add(Refusal.Of("infusion.subcutaneous-has-no-rate", "rate"));
                if (!step.TakenOver && string.IsNullOrWhiteSpace(step.Brand))
                    refusals.Add(Refusal.Of("infusion.brand-required", "brand"));
                if (!step.TakenOver && string.IsNullOrWhiteSpace(step.BatchNumber))
                    refusals.Add(Refusal.Of("infusion.batch-required", "batchNumber"));
                refusals.AddRange(ProductText(step));
                if (step.WeightGrams is { } grams and (< MinWeightGrams or > MaxWeightGrams))
                    refusals.Add(Refusal.Of("infusion.weight-implausible", "weight", Thousandths(grams), "20", "300"));
                break;
            case InfusionStepKind.RateChanged or InfusionStepKind.Resumed:
                RequireRate(step, refusals);
                break;
            case InfusionStepKind.Interrupted or InfusionStepKind.NotGiven:
                if (string.IsNullOrWhiteSpace(step.Reason))
                    refusals.Add(Refusal.Of("reason-required", "reason"));
                break;
            case InfusionStepKind.Ended:
                if (step.Reaction is null)
                    refusals.Add(Refusal.Of("infusion.reaction-statement-required", "reaction"));
                if (
                    step.Reaction is ReactionStatement.NoReactionObserved or ReactionStatement.NotReported
                    && hasReaction
                )
                    refusals.Add(Refusal.Of("infusion.reaction-on-record", "reaction"));
                if (step.Reaction is ReactionStatement.ReactionsRecorded && !hasReaction)
                    refusals.Add(Refusal.Of("infusion.no-reaction-on-record", "reaction"));
                break;
            case InfusionStepKind.Premedicated:
                break;
        }
    }

    private static void RequireRate(InfusionStep step, List<Refusal> refusals)
    {
        if (step.RateMicrolitresPerHour is not { } rate)
        {
            if (!step.TakenOver)
                refusals.Add(Refusal.Of("required", "rate"));
        }
        else if (rate is < MinRateMicrolitresPerHour or > MaxRateMicrolitresPerHour)
            refusals.Add(Refusal.Of("infusion.rate-implausible", "rate", Thousandths(rate), "1", "1000"));
        else if (
            step.Supersedes is null
            && step.OfferedRateMicrolitresPerHour is { } offered
            && offered != rate
            && string.IsNullOrWhiteSpace(step.Reason)
        )
            refusals.Add(Refusal.Of("infusion.rate-not-as-offered", "reason", Thousandths(rate), Thousandths(offered)));
    }

    private static void CheckCorrection(IReadOnlyList<InfusionStep> existing, InfusionStep step, List<Refusal> refusals)
    {
        if (step.Supersedes is not { } corrected)
            return;
        if (string.IsNullOrWhiteSpace(step.CorrectionReason))
            refusals.Add(Refusal.Of("reason-required", "correctionReason"));
        var original = existing.FirstOrDefault(s => s.Id == corrected);
        if (original is null || original.Kind != step.Kind)
            refusals.Add(Refusal.Of("correction.not-of-this-record", "supersedes"));
        if (existing.Any(s => s.Supersedes == corrected))
            refusals.Add(Refusal.Of("correction.already-corrected", "supersedes"));
    }

    private static void CheckPlace(IReadOnlyList<InfusionStep> existing, InfusionStep step, List<Refusal> refusals)
    {
        try
        {
            if (
                step.Supersedes is null
                && InfusionState.From(existing).LastStepAt is { } last
                && step.At < last
                && step.Kind is not InfusionStepKind.Premedicated
            )
            {
                refusals.Add(Refusal.Of("time.before-previous-step", "at", Minute(step.At), Minute(last)));
                return;
            }

            IReadOnlyList<InfusionStep> all = [.. existing, step];
            if (
                InfusionState.From(all).Route == InfusionRoute.Subcutaneous
                && InfusionState.Effective(all).Any(one => InfusionFlow.NeedsVein(one.Kind))
            )
                refusals.Add(
                    Refusal.Of(
                        "infusion.subcutaneous-has-no-rate",
                        step.Kind == InfusionStepKind.Started ? "route" : "step"
                    )
                );
        }
        catch (RefusedException refused)
        {
            refusals.AddRange(refused.Refusals);
        }
    }

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Thousandths(long amount) => (amount / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A batch that cannot be seen, or was cut off, cannot be traced.</summary>
    private static IEnumerable<Refusal> ProductText(InfusionStep step) =>
        new[]
        {
            EnteredText.CheckVisible(step.Brand, "brand"),
            EnteredText.CheckLength(step.Brand, "brand", LongestBrand),
            EnteredText.CheckVisible(step.BatchNumber, "batchNumber"),
            EnteredText.CheckLength(step.BatchNumber, "batchNumber", LongestBatches),
        }.OfType<Refusal>();
}
