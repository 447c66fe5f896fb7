using Microsoft.Extensions.Localization;

namespace Pharmacovigilance.Web.Audit;

/// <summary>The key of the texts of the audit trail: AuditText.resx.</summary>
public sealed class AuditText;

/// <summary>The parts of the product that write audit entries, as actions begin.</summary>
public static class AuditActions
{
    /// <summary>What stands before the first dot of an action.</summary>
    public static readonly IReadOnlyList<string> Areas = ["account", "patient", "course", "infusion", "laboratory", "blood-pressure", "adverse-event", "alert", "hold", "reference"];
}

/// <summary>Names of actions for reading. An action without a name is shown by its code, never left out.</summary>
public sealed class AuditNames(IStringLocalizer<AuditText> text)
{
    public string ActionOf(string action)
    {
        var name = text["action:" + action];
        return name.ResourceNotFound ? action : name.Value;
    }

    public string AreaOf(string area) => text["area:" + area];
}
