using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The statement about reactions without which an infusion does not end.</summary>
public sealed partial class EndFields
{
    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    /// <summary>"Not reported" is for records taken over from elsewhere; it appears only where it was recorded.</summary>
    private IEnumerable<ReactionStatement> Offered =>
        Draft.Reaction == ReactionStatement.NotReported
            ? Enum.GetValues<ReactionStatement>()
            : [ReactionStatement.ReactionsRecorded, ReactionStatement.NoReactionObserved];
}
