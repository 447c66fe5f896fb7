using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A rate in mL/h: typed, or in steps that gloved hands can hit; where it was proposed, with the reason.</summary>
public sealed partial class RateField(Knowledge knowledge, InfusionWords words)
{
    /// <summary>µL/h; half a step of 25 mL/h is what a restart begins with.</summary>
    private static readonly IReadOnlyList<long> Steps = [-25_000, -12_500, 12_500, 25_000];

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public RateAdvice Advice { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    private RuleLimits Limits => knowledge.Rules.Limits;

    private string InitialRate => Text["InitialRateWas", words.Rate(Infusion.State.InitialRateMicrolitresPerHour)];

    private static string ReasonLabel(RateAdvice advice) =>
        advice.OfferedRateMicrolitresPerHour is null ? "WhyRestartNow" : "WhyOtherRate";

    private static string Signed(long microlitresPerHour) =>
        (microlitresPerHour / 1000m).ToString("+0.###;−0.###", CultureInfo.CurrentCulture);

    private Task TakeAsync(string rate) => DraftChanged.InvokeAsync(Draft with { Rate = rate, RateFrom = null });

    private Task StepAsync(long by)
    {
        long changed = (DecimalEntry.Thousandths(Draft.Rate) ?? 0) + by;
        return changed < InfusionStepRules.MinRateMicrolitresPerHour
            ? Task.CompletedTask
            : TakeAsync(DecimalEntry.Text(changed));
    }
}
