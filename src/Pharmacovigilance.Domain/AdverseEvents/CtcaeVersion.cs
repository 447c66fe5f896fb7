namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The edition of NCI's Common Terminology Criteria for Adverse Events a grade was given by. Every stored grade carries it.</summary>
public enum CtcaeVersion
{
    /// <summary>Version 4.03 of 2010-06-14, the scale of ICARIA-MM and IKEMA as far as is known.</summary>
    V403 = 403,

    /// <summary>Version 5.0 of 2017-11-27.</summary>
    V50 = 500,

    /// <summary>Version 6.0 of 2025-07-22.</summary>
    V60 = 600,
}

/// <summary>The printed form of a version: "4.03", "5.0", "6.0".</summary>
public static class CtcaeVersions
{
    public static string Format(CtcaeVersion version) =>
        version switch
        {
            CtcaeVersion.V403 => "4.03",
            CtcaeVersion.V50 => "5.0",
            CtcaeVersion.V60 => "6.0",
        };

    /// <summary>Reads exactly the three printed forms; "5" or "v5.0" is refused, since a guess would pick a scale.</summary>
    public static bool TryParse(string? text, out CtcaeVersion version)
    {
        foreach (var candidate in Enum.GetValues<CtcaeVersion>())
        {
            if (!string.Equals(Format(candidate), text, StringComparison.Ordinal))
                continue;
            version = candidate;
            return true;
        }

        version = default;
        return false;
    }

    /// <summary>Reads a stored version.</summary>
    /// <param name="place">Where it was stored, for the message.</param>
    /// <exception cref="InvalidDataException">It is none of the three printed forms.</exception>
    public static CtcaeVersion Parse(string text, string place) =>
        TryParse(text, out var version) ? version : throw new InvalidDataException($"{place} holds '{text}'.");
}
