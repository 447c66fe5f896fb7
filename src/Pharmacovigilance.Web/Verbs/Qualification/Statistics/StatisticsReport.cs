using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>How one column came out.</summary>
internal sealed class ColumnResult(OracleColumn column)
{
    private double worstAbsolute,
        worstRelative;
    private long worstLine;
    private int rows,
        failed;
    private long firstFailed;
    private string firstFailure = "";

    public bool Passed => failed == 0;

    public void Add(OracleRow row, double? found)
    {
        rows++;
        double? expected = column.ExpectedIn(row);
        bool allowed = (expected, found) switch
        {
            (null, null) => true,
            ({ } wanted, { } value) => Compare(row, wanted, value),
            _ => false,
        };
        if (allowed)
            return;
        if (failed++ > 0)
            return;
        firstFailed = row.Line;
        firstFailure = $"expected {column.Written(expected)}, computed {column.Written(found)}";
    }

    private bool Compare(OracleRow row, double expected, double found)
    {
        // Equal infinities have no difference.
        double difference = expected.Equals(found) ? 0 : Math.Abs(found - expected);
        if (difference > worstAbsolute || double.IsNaN(difference))
            (worstAbsolute, worstLine) = (difference, row.Line);
        if (expected != 0 && double.IsFinite(expected))
            worstRelative = Math.Max(worstRelative, difference / Math.Abs(expected));
        return column.Limit!.In(row).Allows(expected, found);
    }

    public string Line =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{column.Name, -34} {rows, 6} {worstAbsolute, 16:0.0E+00} {worstRelative, 16:0.0E+00} {(worstAbsolute > 0 ? worstLine : 0), 6}  {Verdict, -8} {column.Limit}{(column.Limit!.Note.Length > 0 ? $" ({column.Limit.Note})" : "")}"
        );

    public string Failure =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{column.Name}: {failed} of {rows} rows; first line {firstFailed}: {firstFailure}"
        );

    private string Verdict => Passed ? "ok" : "FAILED";

    public const string Heading =
        "column                               rows   worst absolute   worst relative   line  verdict  limit";
}

/// <summary>Recomputes a file and compares column by column.</summary>
internal static class StatisticsReport
{
    /// <returns>Whether every value is within its limit.</returns>
    /// <exception cref="OracleUnusableException">A row cannot be computed.</exception>
    public static async Task<bool> WriteAsync(OracleTable table, TextWriter output)
    {
        ColumnResult[] results = [.. table.Kind.ExpectedColumns.Select(column => new ColumnResult(column))];
        int count = 0,
            left = 0;
        foreach (var (row, values) in table.Rows.Zip(table.Kind.Recompute(table)))
        {
            count++;
            if (ReferenceEquals(values, OracleKind.NotRecomputed))
                left++;
            else
                for (int i = 0; i < results.Length; i++)
                    results[i].Add(row, values[i]);
        }

        if (count != table.Rows.Count)
            throw new OracleUnusableException(
                $"has {table.Rows.Count} rows, of which {count} could be computed; rows of one example or case must stand together."
            );
        if (left == count)
            throw new OracleUnusableException($"has only rows that {table.Kind.LeftOut}: nothing would be qualified.");
        await output.WriteLineAsync(
            $"{Path.GetFileName(table.Path)}: {table.Kind.Subject}, {count} rows{(left > 0 ? $", of which {left} {table.Kind.LeftOut}" : "")}"
        );
        await output.WriteLineAsync(ColumnResult.Heading);
        foreach (var result in results)
            await output.WriteLineAsync(result.Line);
        bool passed = Array.TrueForAll(results, result => result.Passed);
        foreach (var result in results.Where(result => !result.Passed))
            await output.WriteLineAsync(result.Failure);
        await output.WriteLineAsync(
            passed ? "Every value is within its limit." : "NOT every value is within its limit."
        );
        await output.FlushAsync();
        return passed;
    }
}
