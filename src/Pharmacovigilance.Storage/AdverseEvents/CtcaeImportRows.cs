using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>The rows of imported dictionaries.</summary>
internal static class CtcaeImportRows
{
    private static readonly string[] Columns =
    [
        "import_position",
        "llt_code",
        "soc",
        "name",
        "grade1",
        "grade2",
        "grade3",
        "grade4",
        "grade5",
        "definition",
        "navigational_note",
        "change_note",
    ];

    /// <summary>Rows of one statement: few round trips, but not so many parameters that finding each by its name takes the time.</summary>
    private const int PerStatement = 25;

    /// <summary>Number of the newest import of a version; null before the first.</summary>
    public static long? Newest(QueryScope scope, CtcaeVersion version) =>
        scope.Single<long?>(
            "select max(position) from ctcae_import where version = @version",
            new { version = CtcaeVersions.Format(version) }
        );

    /// <summary>The terms of one import.</summary>
    public static IReadOnlyList<NciTerm> Terms(QueryScope scope, long position) =>
        [
            .. scope
                .Query<Row>(
                    $"select {string.Join(", ", Columns)} from ctcae_import_term where import_position = @position order by llt_code",
                    new { position }
                )
                .Select(row => row.ToTerm()),
        ];

    /// <summary>The newest wording of every term that earlier imports of the version had and the newest does not.</summary>
    public static IReadOnlyList<NciTerm> Formerly(QueryScope scope, CtcaeVersion version, long newest) =>
        [
            .. scope
                .Query<Row>(
                    $"""
                    select {string.Join(", ", Columns.Select(column => "t." + column))} from ctcae_import_term t
                    join ctcae_import i on i.position = t.import_position and i.version = @version
                    where not exists (select 1 from ctcae_import_term n where n.import_position = @newest and n.llt_code = t.llt_code)
                    order by t.import_position desc
                    """,
                    new { version = CtcaeVersions.Format(version), newest }
                )
                .Select(row => row.ToTerm()),
        ];

    /// <summary>The shipped library with every imported dictionary in force.</summary>
    public static CtcaeLibrary Library(QueryScope scope, CtcaeLibrary shipped)
    {
        var library = shipped;
        foreach (var version in Enum.GetValues<CtcaeVersion>())
        {
            if (Newest(scope, version) is not { } newest)
                continue;
            library = library.With(new NciDictionary(version, Terms(scope, newest)), Formerly(scope, version, newest));
        }

        return library;
    }

    public static void Insert(WriteScope scope, long position, IReadOnlyList<NciTerm> terms)
    {
        foreach (var chunk in terms.Chunk(PerStatement))
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["position"] = position };
            var rows = chunk.Select(
                (term, i) =>
                    $"(@position, {string.Join(", ", Fields(term).Select((value, column) => Parameter(values, $"r{i}c{column}", value)))})"
            );
            scope.Execute(
                $"insert into ctcae_import_term ({string.Join(", ", Columns)}) values {string.Join(", ", rows)}",
                values
            );
        }
    }

    private static string Parameter(Dictionary<string, object?> values, string name, string? value)
    {
        values.Add(name, value);
        return "@" + name;
    }

    private static IEnumerable<string?> Fields(NciTerm term) => [term.Llt, .. term.Parts.Select(part => part.Text)];

    private sealed record Row
    {
        public required string LltCode { get; init; }
        public required string Soc { get; init; }
        public required string Name { get; init; }
        public required string? Grade1 { get; init; }
        public required string? Grade2 { get; init; }
        public required string? Grade3 { get; init; }
        public required string? Grade4 { get; init; }
        public required string? Grade5 { get; init; }
        public required string? Definition { get; init; }
        public required string? NavigationalNote { get; init; }
        public required string? ChangeNote { get; init; }

        public NciTerm ToTerm() =>
            new()
            {
                Llt = LltCode,
                Soc = Soc,
                Name = Name,
                Grades = Grades(),
                Definition = Definition,
                NavigationalNote = NavigationalNote,
                Change = ChangeNote,
            };

        private Dictionary<Grade, string> Grades()
        {
            string?[] texts = [Grade1, Grade2, Grade3, Grade4, Grade5];
            return Enum.GetValues<Grade>()
                .Where(grade => texts[(int)grade - 1] is not null)
                .ToDictionary(grade => grade, grade => texts[(int)grade - 1]!);
        }
    }
}
