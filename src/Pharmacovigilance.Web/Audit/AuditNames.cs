using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Audit;

/// <summary>The key of the texts of the audit trail: AuditText.resx.</summary>
public sealed class AuditText;

/// <summary>The parts of the product that write audit entries, as actions begin.</summary>
public static class AuditActions
{
    /// <summary>What stands before the first dot of an action.</summary>
    public static readonly IReadOnlyList<string> Areas =
    [
        "account",
        "patient",
        "course",
        "infusion",
        "laboratory",
        "blood-pressure",
        "adverse-event",
        "alert",
        "hold",
        "delivery",
        "signal",
        "stream",
        "reference",
        "ctcae",
        "evidence",
    ];
}

/// <summary>Names of actions for reading. An action without a name is shown by its code, never left out.</summary>
public sealed class AuditNames(IStringLocalizer<AuditText> text, KnowledgeInForce known)
{
    public string ActionOf(string action)
    {
        var name = text["action:" + action];
        return name.ResourceNotFound ? action : name.Value;
    }

    /// <summary>A recorded value with the name of what it is the code of, where it is one: a trail of bare codes cannot be read.</summary>
    public string ValueOf(string name, string value) =>
        name.EndsWith("lltCode", StringComparison.Ordinal) && known.Current.Term(value) is { } term
            ? text["CodeAndName", value, term.Name.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)]
            : value;

    public string AreaOf(string area) => text["area:" + area];
}
