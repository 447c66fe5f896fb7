using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>The fields of one row, by column name.</summary>
internal sealed class VectorFields(long line, IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The optional column that says what became of a raised pressure.</summary>
    public const string Duration = "duration";

    // More digits than a decimal holds would be rounded, possibly across a limit.
    private const int MostDigits = 28;

    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    /// <summary>The row; meaningless when it has <see cref="Problems"/>.</summary>
    public GradingVector Read()
    {
        var version = Version();
        string test = fields["test"];
        if (test.Length == 0)
            Refuse("test", "is empty.");
        int? expected = Expected();
        if (string.Equals(test, PressureVector.Code, StringComparison.OrdinalIgnoreCase))
            return new PressureVector(
                line,
                version,
                fields["unit"],
                expected,
                Pressure("value"),
                Pressure("baseline"),
                Persistence()
            );

        // uln and baseline decide none of these tests, but a slip in them is worth knowing.
        Number("uln");
        Number("baseline");
        return new LaboratoryVector(
            line,
            version,
            test,
            fields["unit"],
            expected,
            Number("value", out var bound, takesBound: true),
            Number("lln"),
            bound
        );
    }

    private CtcaeVersion Version()
    {
        if (!CtcaeVersions.TryParse(fields["version"], out var version))
            Refuse("version", $"must be 4.03, 5.0 or 6.0, but is \"{fields["version"]}\".");
        return version;
    }

    private int? Expected()
    {
        string written = fields["expected"];
        if (string.Equals(written, "ungradable", StringComparison.OrdinalIgnoreCase))
            return null;
        if (written is [>= '0' and <= '5'])
            return written[0] - '0';
        Refuse("expected", $"must be 0 to 5 or ungradable, but is \"{written}\".");
        return null;
    }

    private decimal? Number(string column) => Number(column, out _, takesBound: false);

    private decimal? Number(string column, out ValueBound bound, bool takesBound)
    {
        var result = TypedResult.Read(fields[column]);
        bound = takesBound ? result.Bound : ValueBound.Exact;
        string written =
            bound == ValueBound.Exact ? fields[column] : fields[column].TrimStart('<', '>', '=', '≤', '≥', ' ');
        if (written.Length == 0)
            return null;
        if (
            written.Count(char.IsAsciiDigit) <= MostDigits
            && decimal.TryParse(
                written,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out decimal number
            )
        )
            return number;
        // The file's decimal mark is the point, so only a comma leaves two readings.
        if (result.Number.Readings is [var one, var other])
            Refuse(
                column,
                $"can be read as {Printed(one)} or as {Printed(other)}, but is \"{written}\". Write the one that is meant, without a mark for thousands."
            );
        else
            Refuse(column, $"must be a number with a decimal point, or empty, but is \"{written}\".");
        return null;
    }

    private static string Printed(decimal number) => TypedNumber.Unambiguous(number, CultureInfo.InvariantCulture);

    private WrittenPressure? Pressure(string column)
    {
        string written = fields[column];
        if (written.Length == 0)
            return null;
        if (
            written.Split('/') is [var systolic, var diastolic]
            && Whole(systolic) is { } above
            && Whole(diastolic) is { } below
        )
            return new WrittenPressure(above, below);
        Refuse(column, $"must be a pressure such as 150/95, or empty, but is \"{written}\".");
        return null;
    }

    private PressurePersistence? Persistence()
    {
        string written = fields.GetValueOrDefault(Duration, "");
        switch (written.ToLowerInvariant())
        {
            case "":
                return null;
            case "transient":
                return PressurePersistence.Transient;
            case "recurrent":
                return PressurePersistence.Recurrent;
            case "over-1-hour":
                return PressurePersistence.OverOneHour;
            default:
                Refuse(Duration, $"must be transient, recurrent, over-1-hour or empty, but is \"{written}\".");
                return null;
        }
    }

    private static int? Whole(string written) =>
        int.TryParse(written.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 1000
            ? number
            : null;

    private void Refuse(string column, string problem) => problems.Add($"line {line}, column {column}: {problem}");
}
