using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Web.Shared;

/// <summary>How loudly an alert reaches people, by colour, shape and word.</summary>
public sealed partial class TierBadge
{
    [Parameter, EditorRequired]
    public AlertTier Tier { get; set; }

    private string Icon =>
        Tier switch
        {
            AlertTier.Passive => "info",
            AlertTier.Page => "notifications_active",
            AlertTier.Interruptive => "front_hand",
        };
}
