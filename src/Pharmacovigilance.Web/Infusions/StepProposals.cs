using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>What a step form starts with. Everything is a proposal that the nurse sees and can change.</summary>
public sealed class StepProposals(KnowledgeInForce known, UnitClock clock, IdSource ids)
{
    public StepDraft New(InfusionRecord infusion, InfusionStepKind kind)
    {
        var now = clock.Now;
        var draft = new StepDraft(ids.Next(now).ToString("D"), kind, new TimeEntry(now));
        return kind switch
        {
            InfusionStepKind.Premedicated => draft with { Drugs = Drugs(infusion) },
            InfusionStepKind.Started when infusion.Plan.Table is { } table => draft with
            {
                Route = infusion.Plan.Route,
                Rate = DecimalEntry.Text(table.InitialRate),
                RateFrom = RateProposal.InitialTable,
            },
            InfusionStepKind.Started => draft with { Route = infusion.Plan.Route },
            InfusionStepKind.RateChanged => Change(infusion, draft, now),
            InfusionStepKind.Resumed => Resumption(infusion, draft),
            InfusionStepKind.Ended => draft with
            {
                Reaction = HasReaction(infusion) ? ReactionStatement.ReactionsRecorded : null,
            },
            InfusionStepKind.Interrupted or InfusionStepKind.NotGiven => draft,
        };
    }

    /// <summary>The same form with what was recorded.</summary>
    public StepDraft Correction(InfusionRecord infusion, InfusionStep step) =>
        new(ids.Next(clock.Now).ToString("D"), step.Kind, new TimeEntry(step.At), step.Id.Value)
        {
            Route = step.Kind == InfusionStepKind.Started ? step.Route : null,
            Rate = DecimalEntry.Text(step.RateMicrolitresPerHour),
            Weight = DecimalEntry.Text(step.WeightGrams),
            Brand = step.Brand ?? "",
            BatchNumber = step.BatchNumber ?? "",
            Reaction = step.Reaction,
            Reason = step.Reason ?? "",
            Drugs = step.Kind == InfusionStepKind.Premedicated ? RecordedDrugs(infusion, step.Id) : [],
        };

    /// <summary>Whether a reaction that belongs to the infusion itself is on record.</summary>
    public static bool HasReaction(InfusionRecord infusion) =>
        infusion.Events.Any(e => AdverseEventStore.IsReaction(e.Content.LltCode));

    private static StepDraft Change(InfusionRecord infusion, StepDraft draft, DateTimeOffset now)
    {
        bool due =
            infusion.ProgressAt(now) is { Offer: { } offer } progress
            && progress.OfferedAt(now) == offer.RateMicrolitresPerHour;
        return due && infusion.ProgressAt(now)!.Offer is var next
            ? draft with
            {
                Rate = DecimalEntry.Text(next!.RateMicrolitresPerHour),
                RateFrom =
                    next.Kind == OfferKind.ReturnToInitial ? RateProposal.BackToInitial : RateProposal.NextByTable,
            }
            : draft with
            {
                Rate = DecimalEntry.Text(infusion.State.CurrentRateMicrolitresPerHour),
                RateFrom = RateProposal.AsNow,
            };
    }

    private StepDraft Resumption(InfusionRecord infusion, StepDraft draft)
    {
        var advice = RateAdvice.Of(infusion, draft, draft.At.Proposed, typed: null);
        bool afterReaction = advice.AsksReaction || (infusion.Plan.Planner is null && HasReaction(infusion));
        if (!afterReaction || infusion.State.InitialRateMicrolitresPerHour is not { } initial)
            return draft with { Rate = DecimalEntry.Text(LastRate(infusion)), RateFrom = RateProposal.AsBefore };
        long restart = (long)(initial * known.Current.Rules.Limits.RestartFactor);
        return draft with { Rate = DecimalEntry.Text(restart), RateFrom = RateProposal.HalfOfInitial };
    }

    private static long? LastRate(InfusionRecord infusion) =>
        InfusionState
            .Effective(infusion.Steps)
            .LastOrDefault(step => step.RateMicrolitresPerHour is not null)
            ?.RateMicrolitresPerHour;

    private IReadOnlyList<DrugDraft> Drugs(InfusionRecord infusion)
    {
        int? age = AgeAt(infusion, clock, clock.Now);
        return
        [
            .. Plan(infusion)
                .Drugs.Select(drug => new DrugDraft(
                    drug.Code,
                    Given: false,
                    Dose(drug.DoseFor(age)),
                    drug.Routes.Count == 0 ? null : drug.Routes[0]
                )
                {
                    NeedsDose = drug.DoseMgFrom is not null,
                    Asks = Asked(drug, age),
                }),
        ];
    }

    /// <summary>All drugs of the plan ticked that are not on record yet; what the form has beside the plan stays as it is.</summary>
    public static StepDraft AllAsPlanned(InfusionRecord infusion, StepDraft draft)
    {
        var standing = InfusionState.Effective(infusion.Steps).Select(step => step.Id).ToHashSet();
        var recorded = infusion
            .Premedication.Where(p => standing.Contains(p.StepId))
            .Select(p => p.Drug)
            .ToHashSet(StringComparer.Ordinal);
        return draft with
        {
            Drugs =
            [
                .. draft.Drugs.Select(drug =>
                    drug.Other || recorded.Contains(drug.Code) ? drug : drug with { Given = true }
                ),
            ],
        };
    }

    // A range is not a dose: the nurse types what was given.
    private static string Dose((decimal FromMg, decimal ToMg)? dose) =>
        dose is var (from, to) && from == to ? DecimalEntry.Text((long)(from * 1000)) : "";

    private IReadOnlyList<DrugDraft> RecordedDrugs(InfusionRecord infusion, InfusionStepId step)
    {
        var given = infusion
            .Premedication.Where(p => p.StepId == step)
            .DistinctBy(p => p.Drug, StringComparer.Ordinal)
            .ToDictionary(p => p.Drug, StringComparer.Ordinal);
        var planned = Plan(infusion).Drugs.Select(drug => drug.Code);
        return
        [
            .. planned
                .Union(given.Keys, StringComparer.Ordinal)
                .Select(code =>
                    given.TryGetValue(code, out var drug)
                        ? new DrugDraft(code, Given: true, DecimalEntry.Text(drug.DoseMicrograms), drug.Route)
                        {
                            At = new TimeEntry(drug.GivenAt),
                            GivenBy = GiverDraft.Of(drug.GivenBy),
                        }
                        : new DrugDraft(code, Given: false, "", null)
                ),
        ];
    }

    /// <summary>Completed years on the unit's date of an instant; null while the birth date is not known.</summary>
    public static int? AgeAt(InfusionRecord infusion, UnitClock clock, DateTimeOffset at) =>
        infusion.Course.Patient.AgeOn(clock.DateOf(at));

    private static DoseByAge? Asked(Premedication drug, int? age) =>
        age is null && drug is { DoseMgFrom: { } younger, ElderlyDoseMg: { } elderly, ElderlyFromYears: { } years }
            ? new DoseByAge(younger, elderly, years)
            : null;

    private PremedicationPlan Plan(InfusionRecord infusion) =>
        known.Current.PremedicationOf(infusion.Course.Regimen).Under(infusion.Order);
}
