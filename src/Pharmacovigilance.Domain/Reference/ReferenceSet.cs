using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>
/// The reference ledger of one version: every published rate with its provenance. Parsed from <c>db/reference/rates.json</c>;
/// <see cref="With"/> adds what the unit has verified itself.
/// </summary>
public sealed class ReferenceSet
{
    private readonly Dictionary<string, ReferenceRate> byId;
    private readonly Dictionary<StreamKey, ReferenceRate> board;
    private readonly Dictionary<string, string> hashes;
    private readonly Dictionary<string, string> russian;

    private ReferenceSet(
        string version,
        LedgerEntry entry,
        IReadOnlyList<ReferenceSource> sources,
        IReadOnlyList<Population> populations,
        IReadOnlyList<DataCut> cuts,
        IReadOnlyList<SourceComparison> comparisons,
        IReadOnlyList<ReferenceRate> rows,
        Dictionary<string, string> russian,
        Dictionary<string, string>? hashes = null
    )
    {
        this.russian = russian;
        (Version, Entry, Sources, Populations, Cuts, Comparisons, Rows) = (
            version,
            entry,
            sources,
            populations,
            cuts,
            comparisons,
            rows
        );
        byId = rows.ToDictionary(r => r.Id, StringComparer.Ordinal);
        board = rows.Where(r => r.OnBoard).ToDictionary(StreamOf);
        this.hashes = hashes ?? rows.ToDictionary(r => r.Id, RowContent.HashOf, StringComparer.Ordinal);
    }

    /// <summary>E.g. "2026-11.2"; stored with every comparison made from it.</summary>
    public string Version { get; }

    /// <summary>How the rows verified as shipped were entered.</summary>
    public LedgerEntry Entry { get; }

    public IReadOnlyList<ReferenceSource> Sources { get; }

    public IReadOnlyList<Population> Populations { get; }

    public IReadOnlyList<DataCut> Cuts { get; }

    /// <summary>Where the sources disagree.</summary>
    public IReadOnlyList<SourceComparison> Comparisons { get; }

    /// <summary>All rows, also unverified and rejected ones, in the order of the file.</summary>
    public IReadOnlyList<ReferenceRate> Rows { get; }

    /// <summary>What is known of events without a rate: never compared with.</summary>
    public IReadOnlyList<RateBound> Bounds { get; private set; } = [];

    /// <summary>Documents in which a person may find what the ledger lacks.</summary>
    public IReadOnlyList<FurtherReading> Further { get; private set; } = [];

    /// <summary>Bounds for the trial of a stream; shown where there is no rate.</summary>
    public IEnumerable<RateBound> BoundsOf(StreamKey stream) => Bounds.Where(bound => bound.IsOf(stream));

    /// <summary>The CTCAE version behind the rows of the board: counts are compared on its scale. Null where no row is on the board.</summary>
    public GradedBy? Ctcae => Rows.FirstOrDefault(row => row.OnBoard)?.Population.Ctcae;

    public ReferenceRate? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// A text of the set (event, grouping, note, reason, label) for reading; the English one where there is no other. What
    /// is stored, hashed and reported is always the text of the file.
    /// </summary>
    /// <param name="language">Two-letter ISO 639-1 code.</param>
    public string In(string text, string language) =>
        string.Equals(language, "ru", StringComparison.OrdinalIgnoreCase)
            ? russian.GetValueOrDefault(text, text)
            : text;

    /// <summary>What a verification of this row must be of; see <see cref="RowContent"/>.</summary>
    public string HashOf(ReferenceRate row) => hashes[row.Id];

    /// <summary>The rows of one comparison, in the order of the file.</summary>
    public IEnumerable<ReferenceRate> RowsOf(SourceComparison comparison) =>
        Rows.Where(r => string.Equals(r.Comparison, comparison.Key, StringComparison.Ordinal));

    /// <summary>The row a stream is compared with: always verified and with a known count. Null means there is no reference.</summary>
    public ReferenceRate? ForBoard(StreamKey stream) =>
        board.GetValueOrDefault(stream) is { Status: RowStatus.Verified } row ? row : null;

    /// <inheritdoc cref="ForBoard(StreamKey)"/>
    /// <remarks>Of the trials' own route, into a vein.</remarks>
    public ReferenceRate? ForBoard(Regimen regimen, string llt, EventBasis basis, GradeBand band) =>
        ForBoard(
            new StreamKey
            {
                Regimen = regimen,
                LltCode = llt,
                Basis = basis,
                Band = band,
            }
        );

    /// <summary>The row a stream would be compared with if it were verified: to be named, never to colour. Null where there is none.</summary>
    public ReferenceRate? CandidateFor(StreamKey stream) =>
        board.GetValueOrDefault(stream) is { Status: RowStatus.Unverified } row ? row : null;

    /// <inheritdoc cref="CandidateFor(StreamKey)"/>
    /// <remarks>Of the trials' own route, into a vein.</remarks>
    public ReferenceRate? CandidateFor(Regimen regimen, string llt, EventBasis basis, GradeBand band) =>
        CandidateFor(
            new StreamKey
            {
                Regimen = regimen,
                LltCode = llt,
                Basis = basis,
                Band = band,
            }
        );

    /// <summary>
    /// Verified rates of other trials with the regimen for the same event, to be shown beside the reference and never compared
    /// with: one regimen has different rates in different trials and by different routes.
    /// </summary>
    public IReadOnlyList<ReferenceRate> Beside(StreamKey stream) =>
        [
            .. Rows.Where(row =>
                row
                    is {
                        Status: RowStatus.Verified,
                        InfusionOrdinal: null,
                        Percent: not null,
                        Population.Kind: PopulationKind.RandomisedTrial or PopulationKind.LastResort
                    }
                && row.Regimen == stream.Regimen
                && row.Basis == stream.Basis
                && row.Band == stream.Band
                && string.Equals(row.Llt, stream.LltCode, StringComparison.Ordinal)
                && !ReferenceEquals(row, board.GetValueOrDefault(stream))
                && row.Population.Id
                    != (board.GetValueOrDefault(stream with { Route = InfusionRoute.Intravenous })?.Population.Id ?? "")
            ),
        ];

    private static StreamKey StreamOf(ReferenceRate row) =>
        new()
        {
            Regimen = row.Regimen!.Value,
            LltCode = row.Llt!,
            Basis = row.Basis,
            Band = row.Band!.Value,
            Route = row.Route,
        };

    /// <summary>
    /// The same set with what two persons of the unit have read. Only an unverified row can become verified; rejected stays
    /// rejected, and what was verified as shipped keeps its provenance. No stream ever has two rows: the file marks one.
    /// </summary>
    /// <param name="verified">By row id, already checked to be of the present content.</param>
    public ReferenceSet With(IReadOnlyDictionary<string, UnitVerification> verified) =>
        verified.Count == 0
            ? this
            : new ReferenceSet(
                Version,
                Entry,
                Sources,
                Populations,
                Cuts,
                Comparisons,
                [
                    .. Rows.Select(row =>
                        row.Status == RowStatus.Unverified && verified.TryGetValue(row.Id, out var read)
                            ? row with
                            {
                                Status = RowStatus.Verified,
                                InUnit = read,
                            }
                            : row
                    ),
                ],
                russian,
                hashes
            )
            {
                Bounds = Bounds,
                Further = Further,
            };

    /// <param name="json">The text of the data file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DataFormatException">The data is malformed or contradicts itself.</exception>
    public static ReferenceSet Parse(string json, string file)
    {
        var root = DataElement
            .Parse(json, file)
            .Knows(
                "version",
                "entry",
                "sources",
                "populations",
                "dataCuts",
                "comparisons",
                "rates",
                "bounds",
                "furtherReading",
                "russian"
            );
        var entry = PopulationReader.ReadEntry(root["entry"]);
        var sources = ReadKeyed(root["sources"], PopulationReader.ReadSource, s => s.Tag, "tag");
        var reader = new PopulationReader(sources);
        var populations = ReadKeyed(root["populations"], reader.ReadPopulation, p => p.Id, "id");
        var cuts = ReadKeyed(root["dataCuts"], element => reader.ReadCut(element, populations), c => c.Id, "id");
        var comparisons = ReadKeyed(root["comparisons"], PopulationReader.ReadComparison, c => c.Key, "key");
        var rows = ReadKeyed(
            root["rates"],
            new ReferenceRateReader(entry, sources, cuts, comparisons).Read,
            r => r.Id,
            "id"
        );
        RequireOneRowOfAStream(root["rates"], rows);
        var set = new ReferenceSet(
            root["version"].Text(),
            entry,
            [.. sources.Values],
            [.. populations.Values],
            [.. cuts.Values],
            [.. comparisons.Values],
            [.. rows.Values],
            (root.Optional("russian")?.Properties() ?? []).ToDictionary(
                text => text.Name,
                text => text.Value.Text(),
                StringComparer.Ordinal
            )
        );
        RequireRows(root, set);
        var bounds = new RateBoundReader(sources, cuts);
        set.Bounds = [.. ReadKeyed(root.Optional("bounds"), bounds.Read, bound => bound.Id, "id").Values];
        set.Further = [.. root.Optional("furtherReading")?.Items().Select(RateBoundReader.ReadFurther) ?? []];
        return set;
    }

    private static void RequireOneRowOfAStream(DataElement rates, Dictionary<string, ReferenceRate> rows)
    {
        var streams = new HashSet<StreamKey>();
        foreach (var (element, row) in rates.Items().Zip(rows.Values))
        {
            ReferenceRateReader.RequireConsistentParts(element, row, rows);
            if (row.OnBoard && !streams.Add(StreamOf(row)))
                throw element["board"]
                    .Refuse($"makes {row.Id} the second board row of {row.Regimen} {row.Llt} {row.Basis} {row.Band}.");
        }
    }

    /// <summary>A comparison of fewer than two rows shows nothing, and a population says in words if it has no row, and only then.</summary>
    private static void RequireRows(DataElement root, ReferenceSet set)
    {
        foreach (var (element, comparison) in root["comparisons"].Items().Zip(set.Comparisons))
            if (set.RowsOf(comparison).Count() < 2)
                throw element["key"].Refuse($"is \"{comparison.Key}\", which fewer than two rows name.");
        foreach (var (element, population) in root["populations"].Items().Zip(set.Populations))
            if (set.Rows.Any(row => row.Population.Id == population.Id) == population.WithoutRate is not null)
                throw element.Refuse(
                    $"must say what it reports (withoutRate) exactly when no row is of {population.Id}."
                );
        // The board has one scale: two trials graded by different versions would need one board each.
        foreach (var (element, population) in root["populations"].Items().Zip(set.Populations))
            if (
                set.Rows.Any(row => row.OnBoard && row.Population == population)
                && (population.Ctcae is null || population.Ctcae.Version != set.Ctcae?.Version)
            )
                throw element.Refuse(
                    "has rows on the board and must name the same CTCAE version as the other populations there."
                );
    }

    private static Dictionary<string, T> ReadKeyed<T>(
        DataElement? list,
        Func<DataElement, T> read,
        Func<T, string> key,
        string keyName
    )
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var element in list?.Items() ?? [])
        {
            var item = read(element);
            if (!all.TryAdd(key(item), item))
                throw element[keyName].Refuse($"repeats \"{key(item)}\".");
        }

        return all;
    }
}
