using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A sign of an infusion reaction that is recorded inside it.</summary>
/// <param name="Llt">MedDRA LLT code of the CTCAE term of that sign; null where CTCAE has none.</param>
/// <param name="IsSevere">The labels name it among the signs of severe reactions.</param>
public sealed record ReactionSymptom(string Code, LocalizedText Name, string? Llt, bool IsSevere);

/// <summary>Why two terms may not both stand for one reaction.</summary>
public enum OneReactionBasis
{
    /// <summary>The CTCAE version itself says so.</summary>
    NavigationalNote = 1,

    /// <summary>This version is silent; one reaction counts once.</summary>
    OneReactionOneEvent = 2,
}

/// <summary>What infusion reactions consist of, and which terms exclude each other. Parsed from <c>db/reference/reactions.json</c>.</summary>
public sealed class ReactionKnowledge
{
    private readonly IReadOnlyList<Pair> pairs;

    private ReactionKnowledge(
        string version,
        LocalizedText source,
        IReadOnlyList<ReactionSymptom> symptoms,
        IReadOnlyList<Pair> pairs
    )
    {
        Version = version;
        Source = source;
        Symptoms = symptoms;
        this.pairs = pairs;
    }

    public string Version { get; }

    public LocalizedText Source { get; }

    /// <summary>In the order in which a form offers them.</summary>
    public IReadOnlyList<ReactionSymptom> Symptoms { get; }

    /// <summary>The sign of that code; null for a code of another edition of the data.</summary>
    public ReactionSymptom? Symptom(string code) =>
        Symptoms.FirstOrDefault(symptom => string.Equals(symptom.Code, code, StringComparison.Ordinal));

    /// <summary>The sign that a term of its own names; null for every other term.</summary>
    /// <param name="llt">Code under which the term stands in all versions.</param>
    public ReactionSymptom? SymptomOfTerm(string llt) =>
        Symptoms.FirstOrDefault(symptom => string.Equals(symptom.Llt, llt, StringComparison.Ordinal));

    /// <summary>Why the two terms may not both be recorded for one infusion; null where they may.</summary>
    public OneReactionBasis? Exclusion(string llt, string other, CtcaeVersion version) =>
        pairs
            .FirstOrDefault(pair =>
                pair.Versions.Contains(version)
                && ((pair.Term == llt && pair.Other == other) || (pair.Term == other && pair.Other == llt))
            )
            ?.Basis;

    /// <exception cref="DataFormatException">The data is malformed.</exception>
    public static ReactionKnowledge Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "source", "symptoms", "oneReaction");
        var symptoms = root["symptoms"].Items().Select(Symptom).ToList();
        if (symptoms.Select(symptom => symptom.Code).Distinct(StringComparer.Ordinal).Count() != symptoms.Count)
            throw root["symptoms"].Refuse("repeats a code.");
        return new ReactionKnowledge(
            root["version"].Text(),
            root["source"].Localized(),
            symptoms,
            [.. root["oneReaction"].Items().Select(ReadPair)]
        );
    }

    private static ReactionSymptom Symptom(DataElement element)
    {
        element.Knows("code", "llt", "severe", "name");
        string code = element["code"].Text();
        // Stored as a list with commas.
        if (code.Contains(',', StringComparison.Ordinal))
            throw element["code"].Refuse("must not contain a comma.");
        return new ReactionSymptom(
            code,
            element["name"].Localized(),
            element.Optional("llt")?.Text(),
            element.Optional("severe")?.Boolean() ?? false
        );
    }

    private static Pair ReadPair(DataElement element)
    {
        element.Knows("term", "notReportedWith", "versions", "basis");
        var versions = element["versions"]
            .Items()
            .Select(item =>
                CtcaeVersions.TryParse(item.Text(), out var version)
                    ? version
                    : throw item.Refuse("must be one of 4.03, 5.0, 6.0.")
            )
            .ToList();
        return new Pair(
            element["term"].Text(),
            element["notReportedWith"].Text(),
            versions,
            element["basis"].Name<OneReactionBasis>()
        );
    }

    private sealed record Pair(string Term, string Other, IReadOnlyList<CtcaeVersion> Versions, OneReactionBasis Basis);
}
