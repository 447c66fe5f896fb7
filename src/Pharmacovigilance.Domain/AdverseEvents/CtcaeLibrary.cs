namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The dictionaries of all versions side by side.</summary>
public sealed class CtcaeLibrary
{
    private readonly Dictionary<CtcaeVersion, CtcaeDictionary> versions;

    /// <exception cref="ArgumentException">A version is missing or there twice.</exception>
    public CtcaeLibrary(IEnumerable<CtcaeDictionary> dictionaries)
    {
        versions = dictionaries.ToDictionary(dictionary => dictionary.Version);
        if (versions.Count != Enum.GetValues<CtcaeVersion>().Length)
            throw new ArgumentException("A version is missing.", nameof(dictionaries));
        Equivalence = new GradeEquivalence(this);
    }

    public CtcaeDictionary this[CtcaeVersion version] => versions[version];

    /// <summary>Where grades of two versions mean the same.</summary>
    public GradeEquivalence Equivalence { get; }

    public CtcaeTerm? Find(CtcaeVersion version, string llt) => versions[version].Find(llt);

    /// <summary>The code under which a term stands in all versions; a code no version has stands for itself.</summary>
    public string RootOf(string llt) =>
        versions.Values.Select(dictionary => dictionary.Find(llt)?.Root).FirstOrDefault(root => root is not null)
        ?? llt;

    /// <summary>The term of that code in the version, or as the version had it before a later import left it out; null if it never had it.</summary>
    public CtcaeTerm? FindEver(CtcaeVersion version, string llt) => versions[version].FindEver(llt);

    /// <summary>The library with one dictionary replaced by another of the same version.</summary>
    public CtcaeLibrary With(CtcaeDictionary dictionary) =>
        new(versions.Values.Select(old => old.Version == dictionary.Version ? dictionary : old));

    /// <summary>The shipped library with NCI's full dictionary of a version.</summary>
    /// <param name="formerly">Terms of earlier imports of the version that the newest does not have.</param>
    public CtcaeLibrary With(NciDictionary official, IEnumerable<NciTerm> formerly) =>
        With(versions[official.Version].With(official, formerly, RootOf));

    /// <summary>Parses the files <c>ctcae-5.0.json</c>, <c>ctcae-4.03.json</c> and <c>ctcae-6.0.json</c>.</summary>
    /// <param name="read">Gives the text of a file of db/reference.</param>
    /// <exception cref="Reference.DataFormatException">A file is malformed; the message names file and element.</exception>
    public static CtcaeLibrary Parse(Func<string, string> read)
    {
        var basis = Of(CtcaeVersion.V50, null);
        return new CtcaeLibrary([basis, Of(CtcaeVersion.V403, basis), Of(CtcaeVersion.V60, basis)]);

        CtcaeDictionary Of(CtcaeVersion version, CtcaeDictionary? on)
        {
            string file = $"ctcae-{CtcaeVersions.Format(version)}.json";
            return CtcaeDictionary.Parse(read(file), file, on);
        }
    }
}
