using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Reads a step form. What cannot be read is refused here; what cannot be true is refused by the rules of the step.</summary>
public static class StepEntry
{
    /// <param name="entry">Complete when there is nothing to refuse.</param>
    /// <param name="recorder">Who is at the screen: the one who gave a drug unless somebody else is named.</param>
    public static IReadOnlyList<Refusal> Read(
        StepDraft draft,
        InfusionRecord infusion,
        UnitClock clock,
        Actor recorder,
        out InfusionStepEntry entry
    )
    {
        var refusals = new List<Refusal>();
        var at = draft.At.At(clock, draft.Corrects is null ? infusion.State.LastStepAt : null);
        if (at is null)
            refusals.Add(draft.At.Missing(clock, "at"));
        var instant = at ?? draft.At.Proposed;
        // What is given under the skin has no rate, whatever stood in the form before.
        var rate =
            draft.Route == InfusionRoute.Subcutaneous ? null : DecimalEntry.Thousandths(draft.Rate, "rate", refusals);
        var advice = RateAdvice.Of(infusion, draft, instant, rate);
        entry = new InfusionStepEntry(
            infusion.Head.InfusionId,
            draft.Kind,
            instant,
            rate,
            DecimalEntry.Thousandths(draft.Weight, "weight", refusals),
            draft.Brand,
            draft.BatchNumber,
            draft.Reaction,
            draft.Reason,
            draft.Kind == InfusionStepKind.Premedicated ? Drugs(draft, instant, clock, recorder, refusals) : null,
            OfferedRateMicrolitresPerHour: advice.OfferedRateMicrolitresPerHour,
            ReactionNow: advice.AsksReaction ? draft.ReactionNow : null,
            Route: draft.Route,
            Confirmation: draft.Asked.Count > 0 ? new StepConfirmation(draft.Asked, draft.ConfirmReason) : null
        );
        if (
            draft is { Kind: InfusionStepKind.Started, Corrects: null }
            && infusion.Plan.Choice is not null
            && draft.Route != infusion.Plan.Route
            && string.IsNullOrWhiteSpace(draft.Reason)
        )
            refusals.Add(Refusal.Of("infusion.route-not-as-chosen", "reason"));
        refusals.AddRange(advice.Missing(draft));
        if (draft.Corrects is not null && string.IsNullOrWhiteSpace(draft.CorrectionReason))
            refusals.Add(Refusal.Of("reason-required", "correctionReason"));
        return refusals;
    }

    private static List<PremedicationEntry> Drugs(
        StepDraft draft,
        DateTimeOffset at,
        UnitClock clock,
        Actor recorder,
        List<Refusal> refusals
    )
    {
        var entries = new List<PremedicationEntry>();
        foreach (var drug in draft.Drugs.Where(drug => drug.Given))
        {
            if (drug.Asks is { } asks && string.IsNullOrWhiteSpace(drug.DoseMg))
                refusals.Add(
                    Refusal.Of(
                        "premedication.dose-by-age",
                        "dose",
                        Mg(asks.YoungerMg),
                        Mg(asks.ElderlyMg),
                        asks.FromYears.ToString(CultureInfo.InvariantCulture)
                    )
                );
            else if (drug.NeedsDose && draft.Corrects is null && string.IsNullOrWhiteSpace(drug.DoseMg))
                refusals.Add(Refusal.Of("premedication.dose-required", "dose", drug.Code));
            var givenAt = drug.At is null ? at : drug.At.At(clock);
            if (givenAt is null)
                refusals.Add((drug.At ?? draft.At).Missing(clock, "givenAt"));
            var chosen = drug.GivenBy ?? draft.GivenBy;
            var giver = chosen.Read(recorder);
            // A record that left it open may stay so when something else in it is corrected.
            if (giver is null && (draft.Corrects is null || chosen.Choice != GiverDraft.NotStated))
                refusals.Add(Refusal.Of("premedication.giver-required", "givenBy"));
            entries.Add(
                new PremedicationEntry(
                    drug.Code,
                    DecimalEntry.Thousandths(drug.DoseMg, "dose", refusals),
                    drug.Route,
                    givenAt ?? at,
                    giver
                )
            );
        }

        return entries;
    }

    private static string Mg(decimal mg) => mg.ToString("0.###", CultureInfo.InvariantCulture);
}
