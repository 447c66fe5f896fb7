using CsvHelper;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>Reads a vector file; every problem is a sentence that names line and column.</summary>
internal static class GradingVectorReader
{
    private static readonly string[] Required =
    [
        "version",
        "test",
        "value",
        "unit",
        "lln",
        "uln",
        "baseline",
        "expected",
    ];

    private static readonly CsvReaderOptions Format = new()
    {
        // A file of another separator must be refused, not guessed at: with semicolons a comma may be a decimal mark.
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        CommentPrefix = '#',
        SkipEmptyLines = true,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        AllowLineBreaksInQuotes = false,
    };

    /// <param name="text">The file, with or without byte-order mark, any line ends.</param>
    public static (IReadOnlyList<GradingVector> Vectors, IReadOnlyList<string> Problems) Read(string text)
    {
        var vectors = new List<GradingVector>();
        var problems = new List<string>();
        using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), Format);
        try
        {
            if (Header(csv, problems) is not { } header)
                return ([], problems);
            while (csv.Read())
            {
                string[] fields = Fields(csv);
                // What a spreadsheet leaves of an emptied row.
                if (Array.TrueForAll(fields, field => field.Length == 0))
                    continue;
                Take(fields, csv.LineNumber, header, vectors, problems);
            }
        }
        catch (CsvFormatException malformed)
        {
            problems.Add(
                $"line {malformed.LineNumber} cannot be read as CSV: a quotation mark stands inside a field or is not closed."
            );
        }

        if (vectors.Count == 0 && problems.Count == 0)
            problems.Add("has no row below the header, so nothing would be qualified.");
        return (vectors, problems);
    }

    private static string[]? Header(CsvReader csv, List<string> problems)
    {
        if (!csv.Read())
        {
            problems.Add($"is empty. The first line must name the columns {string.Join(',', Required)}.");
            return null;
        }

        string[] header = [.. Fields(csv).Select(name => name.ToLowerInvariant())];
        int before = problems.Count;
        if (
            header.Length < Required.Length
            && Array.Exists(header, name =>
                name.Contains(';', StringComparison.Ordinal) || name.Contains('\t', StringComparison.Ordinal)
            )
        )
        {
            problems.Add(
                $"line {csv.LineNumber}: the columns are separated by semicolons or tabs. Separate them by commas, and write decimals with a point."
            );
            return null;
        }

        foreach (string name in Required.Except(header, StringComparer.Ordinal))
            problems.Add($"line {csv.LineNumber}: the column {name} is missing.");
        foreach (
            string name in Required
                .Append(VectorFields.Duration)
                .Where(name => header.Count(h => string.Equals(h, name, StringComparison.Ordinal)) > 1)
        )
            problems.Add($"line {csv.LineNumber}: the column {name} is there more than once.");
        return problems.Count > before ? null : header;
    }

    private static string[] Fields(CsvReader csv) =>
        [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())];

    private static void Take(
        string[] fields,
        long line,
        string[] header,
        List<GradingVector> vectors,
        List<string> problems
    )
    {
        // Neither is padded or cut: an unquoted decimal comma moves every later field by one.
        if (fields.Length < header.Length || fields.Skip(header.Length).Any(extra => extra.Length > 0))
        {
            problems.Add(
                $"line {line} has {fields.Length} fields, but the header names {header.Length} columns. Write decimals with a point."
            );
            return;
        }

        var named = header.Zip(fields).DistinctBy(pair => pair.First, StringComparer.Ordinal);
        var row = new VectorFields(
            line,
            named.ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
        );
        var vector = row.Read();
        if (row.Problems.Count == 0)
            vectors.Add(vector);
        problems.AddRange(row.Problems);
    }
}
