using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The terms of one CTCAE version, in the order of the data file. Parsed from <c>db/reference/ctcae-*.json</c>.</summary>
public sealed partial class CtcaeDictionary
{
    private readonly Dictionary<string, CtcaeTerm> byLlt;
    private readonly Dictionary<string, CtcaeTerm> byRoot;
    private readonly Dictionary<LabTest, CtcaeTerm> byTest;

    private CtcaeDictionary(CtcaeVersion version, string source, IReadOnlyList<CtcaeTerm> terms)
    {
        Version = version;
        Source = source;
        Terms = terms;
        byLlt = terms.ToDictionary(t => t.Llt, StringComparer.Ordinal);
        // A shipped term stands first and keeps its root.
        byRoot = terms
            .DistinctBy(t => t.Root, StringComparer.Ordinal)
            .ToDictionary(t => t.Root, StringComparer.Ordinal);
        byTest = terms.Where(t => t.Laboratory is not null).ToDictionary(t => t.Laboratory!.Test);
    }

    public CtcaeVersion Version { get; }

    /// <summary>The publication the criteria were summarised from, with its date and MedDRA version.</summary>
    public string Source { get; }

    public IReadOnlyList<CtcaeTerm> Terms { get; }

    /// <summary>The terms the recording form shows at this place, in order.</summary>
    public IEnumerable<CtcaeTerm> At(FormPlacement placement) => Terms.Where(t => t.Placement == placement);

    /// <summary>The term of a MedDRA LLT code, or null if this version's file does not have it.</summary>
    public CtcaeTerm? Find(string llt) => byLlt.GetValueOrDefault(llt);

    /// <summary>The term that stands under that code in all versions, or null if this version has none.</summary>
    public CtcaeTerm? OfRoot(string root) => byRoot.GetValueOrDefault(root);

    /// <summary>The term whose grades the laboratory test proposes, or null.</summary>
    public CtcaeTerm? TermFor(LabTest test) => byTest.GetValueOrDefault(test);

    /// <param name="json">The text of the data file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="basis">The dictionary whose criteria hold where the file writes none; null for a file that writes all.</param>
    /// <exception cref="DataFormatException">The data is malformed or contradicts itself.</exception>
    public static CtcaeDictionary Parse(string json, string file, CtcaeDictionary? basis = null)
    {
        var root = DataElement.Parse(json, file).Knows("version", "source", "wording", "basis", "terms");
        if (!CtcaeVersions.TryParse(root["version"].Text(), out var version))
            throw root["version"].Refuse("must be one of 4.03, 5.0, 6.0.");
        string? named = root.Optional("basis")?.Text();
        if (named != (basis is null ? null : CtcaeVersions.Format(basis.Version)))
            throw root.Refuse($"must be read with {(named is null ? "no basis" : "the basis " + named)}.");
        var terms = new List<CtcaeTerm>();
        foreach (var element in root["terms"].Items())
        {
            var term = basis is null
                ? CtcaeTermReader.Read(element, version)
                : CtcaeTermReader.Read(element, version, basis);
            if (terms.Exists(t => t.Llt == term.Llt))
                throw element["llt"].Refuse($"repeats the code {term.Llt}.");
            if (term.Laboratory is { } lab && terms.Exists(t => t.Laboratory?.Test == lab.Test))
                throw element["laboratory"].Refuse($"is the second term graded by {lab.Test}.");
            terms.Add(term);
        }

        return terms.Count == 0
            ? throw root["terms"].Refuse("is empty.")
            : new CtcaeDictionary(version, root["source"].Text(), terms);
    }
}
