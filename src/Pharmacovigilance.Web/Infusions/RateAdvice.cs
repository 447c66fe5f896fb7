using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>What the product offers for the rate of a form, at the time that stands in it.</summary>
/// <param name="OfferedRateMicrolitresPerHour">µL/h; null = nothing is offered, or nothing is known.</param>
/// <param name="NotBefore">The rate is the next one and comes too early; null otherwise.</param>
/// <param name="Block">Why nothing higher is offered; null otherwise.</param>
/// <param name="AsksReaction">A restart after a reaction: somebody has to say how it is.</param>
/// <param name="Deviates">The rate in the form is not what is offered: it needs a reason.</param>
public sealed record RateAdvice(
    long? OfferedRateMicrolitresPerHour,
    DateTimeOffset? NotBefore,
    OfferBlock? Block,
    bool AsksReaction,
    bool Deviates
)
{
    private static readonly RateAdvice Nothing = new(null, null, null, AsksReaction: false, Deviates: false);

    /// <param name="typed">µL/h; null while nothing readable stands in the form.</param>
    public static RateAdvice Of(InfusionRecord infusion, StepDraft draft, DateTimeOffset at, long? typed)
    {
        // A table speaks for its own route only: for any other no rate is known.
        if (
            draft.Corrects is not null
            || infusion.Plan.Table is not { } table
            || (draft.Route is { } route && route != table.Route)
        )
            return Nothing;
        return draft.Kind switch
        {
            InfusionStepKind.Started => new(
                table.InitialRate,
                null,
                null,
                AsksReaction: false,
                Differs(typed, table.InitialRate)
            ),
            InfusionStepKind.RateChanged when infusion.ProgressAt(at) is { } progress => Change(progress, at, typed),
            InfusionStepKind.Resumed when infusion.ProgressAt(at) is { } progress => Restart(
                infusion,
                draft,
                progress,
                at,
                typed
            ),
            _ => Nothing,
        };
    }

    private static RateAdvice Change(InfusionProgress progress, DateTimeOffset at, long? typed)
    {
        if (progress.Block == OfferBlock.Unknown)
            return Nothing with { Block = progress.Block };
        long? offered = progress.OfferedAt(at);
        bool early =
            progress.Offer is { } next
            && offered != next.RateMicrolitresPerHour
            && typed == next.RateMicrolitresPerHour;
        return new(
            offered,
            early ? progress.Offer!.DueAt : null,
            progress.Block,
            AsksReaction: false,
            Differs(typed, offered)
        );
    }

    private static RateAdvice Restart(
        InfusionRecord infusion,
        StepDraft draft,
        InfusionProgress progress,
        DateTimeOffset at,
        long? typed
    )
    {
        bool asks =
            progress.Offer is { Kind: OfferKind.Restart } || progress.Block == OfferBlock.ReactionAboveRestartGrade;
        if (!asks)
            return new(
                progress.Offer?.RateMicrolitresPerHour,
                null,
                progress.Block,
                AsksReaction: false,
                Differs(typed, progress.Offer?.RateMicrolitresPerHour)
            );
        bool lowEnough = draft.ReactionNow is ReactionNow.Resolved or ReactionNow.AtMostGrade1;
        long? half = infusion.State.InitialRateMicrolitresPerHour is { } initial
            ? infusion.Plan.Planner!.RestartRate(initial)
            : null;
        return new(
            lowEnough ? half : null,
            null,
            lowEnough ? null : OfferBlock.ReactionAboveRestartGrade,
            AsksReaction: true,
            !lowEnough || Differs(typed, half)
        );
    }

    private static bool Differs(long? typed, long? offered) =>
        typed is not null && offered is not null && typed != offered;

    /// <summary>What is still missing for this step.</summary>
    public IEnumerable<Refusal> Missing(StepDraft draft)
    {
        if (AsksReaction && draft.ReactionNow is null)
            yield return Refusal.Of("infusion.reaction-now-required", "reactionNow");
        else if (Deviates && string.IsNullOrWhiteSpace(draft.Reason))
        {
            yield return OfferedRateMicrolitresPerHour is { } offered
                ? Refusal.Of("infusion.rate-not-as-offered", "reason", draft.Rate, DecimalEntry.Text(offered))
                : Refusal.Of("infusion.restart-not-offered", "reason");
        }
    }
}
