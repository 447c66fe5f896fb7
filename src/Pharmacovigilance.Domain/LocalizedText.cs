namespace Pharmacovigilance.Domain;

/// <summary>One text of a data file in the two languages of the product; neither may be empty.</summary>
public sealed record LocalizedText(string En, string Ru)
{
    /// <param name="language">Two-letter ISO 639-1 code; anything but <c>ru</c> gives English.</param>
    public string In(string language) => string.Equals(language, "ru", StringComparison.OrdinalIgnoreCase) ? Ru : En;
}
