using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Audit;

namespace Pharmacovigilance.Web.Shared;

/// <summary>Turns a refusal into what a person reads, in the language of the screen.</summary>
public sealed class RefusalSentences(
    IStringLocalizer<Refusals> texts,
    IStringLocalizer<AuditText> actions,
    UnitClock clock
)
{
    /// <summary>Before an argument that names what somebody did, as in the audit trail.</summary>
    public const string ActionPrefix = "action:";

    private const string FieldPrefix = "field:";
    private const string Unknown = "unknown-refusal";

    /// <summary>The sentence; for a code without one, a sentence that names the code, so that nothing is refused in silence.</summary>
    public string Of(Refusal refusal)
    {
        var sentence = texts[refusal.Code, [.. refusal.Arguments.Select(Readable)]];
        return sentence.ResourceNotFound ? texts[Unknown, refusal.Code] : sentence;
    }

    /// <summary>The field's label; null when the refusal is about the whole, or the field has no label.</summary>
    public string? FieldOf(Refusal refusal)
    {
        if (refusal.Field.Length == 0)
            return null;
        var label = texts[FieldPrefix + refusal.Field];
        return label.ResourceNotFound ? null : label.Value;
    }

    /// <summary>Dates and instants travel invariantly (instants in UTC) and are read on the unit's wall, in its language.</summary>
    private string Readable(string argument)
    {
        if (argument.StartsWith(ActionPrefix, StringComparison.Ordinal))
            return actions[argument];
        if (
            DateTimeOffset.TryParseExact(
                argument,
                "yyyy-MM-dd HH:mm'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
            return clock.AtUnit(instant).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
        if (
            DateTimeOffset.TryParseExact(
                argument,
                "yyyy-MM-dd'T'HH:mmzzz",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var withOffset
            )
        )
            return withOffset.ToString("d MMM yyyy HH:mm '(UTC'zzz')'", CultureInfo.CurrentCulture);
        if (
            DateTime.TryParseExact(
                argument,
                "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var wall
            )
        )
            return wall.ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
        return DateOnly.TryParseExact(
            argument,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date.ToString("d MMM yyyy", CultureInfo.CurrentCulture)
            : argument;
    }
}
