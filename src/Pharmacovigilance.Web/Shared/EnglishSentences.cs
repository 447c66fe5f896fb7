using System.Globalization;
using System.Resources;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Shared;

/// <summary>Refusals for a console or a file: the product's own sentences in English, whatever the language of the computer.</summary>
internal static class EnglishSentences
{
    private static readonly ResourceManager Sentences = new(typeof(Refusals));

    public static string Of(Refusal refusal) =>
        Of(Sentences, refusal.Code, [.. refusal.Arguments])
        ?? $"{refusal.Code} ({string.Join("; ", refusal.Arguments)})";

    /// <summary>One text of a resource, or null where it has none.</summary>
    public static string? Of(ResourceManager texts, string key, params object[] arguments) =>
        texts.GetString(key, CultureInfo.InvariantCulture) is { } text
            ? string.Format(CultureInfo.InvariantCulture, text, arguments)
            : null;
}
