using System.Globalization;
using CsvHelper;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>The file cannot be used; the message names line and column.</summary>
internal sealed class OracleUnusableException(string message) : Exception(message);

/// <summary>One row: numbers by column name.</summary>
internal sealed class OracleRow(long line, IReadOnlyDictionary<string, string> fields)
{
    public long Line => line;

    public string Text(string column) => fields[column];

    /// <summary>Null where the field is empty or NA.</summary>
    public double? NumberOrNothing(string column) =>
        fields[column] switch
        {
            "" or "NA" => null,
            "Inf" or "inf" => double.PositiveInfinity,
            "-Inf" or "-inf" => double.NegativeInfinity,
            var written => double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
                ? number
                : throw Refuse(column, $"must be a number with a decimal point, but is \"{written}\"."),
        };

    public double Number(string column) =>
        NumberOrNothing(column) ?? throw Refuse(column, "is empty; a number is needed here.");

    public int Whole(string column)
    {
        double number = Number(column);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw Refuse(column, $"must be a whole number, but is {fields[column]}.");
    }

    public OracleUnusableException Refuse(string column, string problem) =>
        new($"line {line}, column {column}: {problem}");

    /// <summary>Runs a computation; what it cannot work with is a fault of the row.</summary>
    public T Checked<T>(Func<OracleRow, T> recompute)
    {
        try
        {
            return recompute(this);
        }
        catch (ArgumentException impossible)
        {
            throw new OracleUnusableException(
                $"line {line}: the values do not go together: {impossible.Message.ReplaceLineEndings(" ")}"
            );
        }
    }
}

/// <summary>An oracle file as read.</summary>
internal sealed record OracleTable(string Path, OracleKind Kind, IReadOnlyList<OracleRow> Rows)
{
    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        SkipEmptyLines = true,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        AllowLineBreaksInQuotes = false,
    };

    /// <summary>Where a long computation says how far it has come; null = nowhere.</summary>
    public TextWriter? Progress { get; init; }

    /// <exception cref="OracleUnusableException">Unknown header, missing column, or a field that is no number.</exception>
    public static OracleTable Parse(string path, string text)
    {
        using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), Format);
        try
        {
            if (!csv.Read())
                throw new OracleUnusableException("is empty. The first line must name the columns.");
            string[] header = Fields(csv);
            var kind = KindOf(header);
            var rows = new List<OracleRow>();
            while (csv.Read())
                rows.Add(Row(csv, header, kind));
            return rows.Count == 0
                ? throw new OracleUnusableException("has no row below the header, so nothing would be qualified.")
                : new OracleTable(path, kind, rows);
        }
        catch (CsvFormatException malformed)
        {
            throw new OracleUnusableException(
                $"line {malformed.LineNumber} cannot be read as CSV: a quotation mark stands inside a field or is not closed."
            );
        }
    }

    /// <summary>A file that belongs to this one and lies beside it.</summary>
    /// <exception cref="OracleUnusableException">It is not there, or cannot be used.</exception>
    public OracleTable Beside(string name)
    {
        string other = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, name);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        string text = VerbFile.ReadAsync(other, errors).GetAwaiter().GetResult()
            ?? throw new OracleUnusableException(
                $"is computed from {name}, which must lie in the same folder. {errors.ToString().Trim()}"
            );
        try
        {
            return Parse(other, text);
        }
        catch (OracleUnusableException unusable)
        {
            throw new OracleUnusableException(
                $"is computed from {name}, and that file cannot be used: {unusable.Message}"
            );
        }
    }

    private static OracleKind KindOf(string[] header)
    {
        if (OracleKinds.All.FirstOrDefault(kind => kind.Has(header)) is { } known)
            return known;
        // The nearest kind, so that a missing or misspelt column is named.
        var (kind, missing) = OracleKinds
            .All.Select(candidate =>
                (
                    candidate,
                    missing: candidate
                        .Columns.Select(column => column.Name)
                        .Except(header, StringComparer.Ordinal)
                        .ToList()
                )
            )
            .OrderBy(pair => (double)pair.missing.Count / pair.candidate.Columns.Count)
            .First();
        if (missing.Count * 2 > kind.Columns.Count)
            throw new OracleUnusableException(
                $"line 1: the header is not that of a known oracle file. Known are: {string.Join("; ", OracleKinds.All.Select(one => one.Subject))}."
            );
        if (missing.Count > 0)
            throw new OracleUnusableException(
                $"line 1: of the columns for {kind.Subject}, missing: {string.Join(", ", missing)}."
            );
        string needed = string.Join(',', kind.Columns.Select(column => column.Name));
        throw new OracleUnusableException($"line 1: for {kind.Subject} the columns must be exactly {needed}.");
    }

    private static OracleRow Row(CsvReader csv, string[] header, OracleKind kind)
    {
        string[] fields = Fields(csv);
        if (fields.Length != header.Length)
            throw new OracleUnusableException(
                $"line {csv.LineNumber} has {fields.Length} fields, but the header names {header.Length} columns. Write decimals with a point."
            );
        var row = new OracleRow(
            csv.LineNumber,
            header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
        );
        foreach (var column in kind.Columns.Where(column => !column.IsText))
        {
            if (column.MayBeEmpty)
                row.NumberOrNothing(column.Name);
            else
                row.Number(column.Name);
        }

        return row;
    }

    private static string[] Fields(CsvReader csv) =>
        [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())];
}
