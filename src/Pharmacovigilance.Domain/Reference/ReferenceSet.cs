using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>The reference ledger of one version: every published rate with its provenance. Parsed from <c>db/reference/rates.json</c>.</summary>
public sealed class ReferenceSet
{
    private readonly Dictionary<string, ReferenceRate> byId;
    private readonly Dictionary<(Regimen, string, EventBasis, GradeBand), ReferenceRate> board;

    private ReferenceSet(string version, IReadOnlyList<ReferenceSource> sources, IReadOnlyList<DataCut> cuts, IReadOnlyList<ReferenceRate> rows)
    {
        Version = version;
        Sources = sources;
        Cuts = cuts;
        Rows = rows;
        byId = rows.ToDictionary(r => r.Id, StringComparer.Ordinal);
        board = rows.Where(r => r.OnBoard).ToDictionary(r => (r.Regimen!.Value, r.Llt!, r.Basis, r.Band!.Value));
    }

    /// <summary>E.g. "2026-11"; stored with every comparison made from it.</summary>
    public string Version { get; }

    public IReadOnlyList<ReferenceSource> Sources { get; }

    public IReadOnlyList<DataCut> Cuts { get; }

    /// <summary>All rows, also unverified and rejected ones, in the order of the file.</summary>
    public IReadOnlyList<ReferenceRate> Rows { get; }

    public ReferenceRate? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The row a stream is compared with: always verified and with a known count. Null means there is no reference.</summary>
    public ReferenceRate? ForBoard(Regimen regimen, string llt, EventBasis basis, GradeBand band) =>
        board.GetValueOrDefault((regimen, llt, basis, band));

    /// <param name="json">The text of the data file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DataFormatException">The data is malformed or contradicts itself.</exception>
    public static ReferenceSet Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "sources", "dataCuts", "rates");
        var sources = ReadKeyed(root["sources"], ReferenceRateReader.ReadSource, s => s.Tag, "tag");
        var cuts = ReadKeyed(root["dataCuts"], ReferenceRateReader.ReadCut, c => c.Id, "id");
        var reader = new ReferenceRateReader(sources, cuts);
        var rows = ReadKeyed(root["rates"], reader.Read, r => r.Id, "id");
        var streams = new HashSet<(Regimen, string, EventBasis, GradeBand)>();
        foreach (var (element, row) in root["rates"].Items().Zip(rows.Values))
        {
            ReferenceRateReader.RequireConsistentParts(element, row, rows);
            if (row.OnBoard && !streams.Add((row.Regimen!.Value, row.Llt!, row.Basis, row.Band!.Value)))
                throw element["board"].Refuse($"makes {row.Id} the second board row of {row.Regimen} {row.Llt} {row.Basis} {row.Band}.");
        }

        return new ReferenceSet(root["version"].Text(), [.. sources.Values], [.. cuts.Values], [.. rows.Values]);
    }

    private static Dictionary<string, T> ReadKeyed<T>(DataElement list, Func<DataElement, T> read, Func<T, string> key, string keyName)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var element in list.Items())
        {
            var item = read(element);
            if (!all.TryAdd(key(item), item)) throw element[keyName].Refuse($"repeats \"{key(item)}\".");
        }

        return all;
    }
}
