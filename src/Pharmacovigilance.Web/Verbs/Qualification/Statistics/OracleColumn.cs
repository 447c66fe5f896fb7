using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>How far a recomputed value may lie from the expected one.</summary>
/// <param name="Relative">Largest part of the expected value.</param>
/// <param name="AbsoluteBelow">Expected values smaller than this are compared by <paramref name="Absolute"/>.</param>
/// <param name="Note">Why it is wider than the others; empty where it is not.</param>
internal sealed record Tolerance(double Relative, double AbsoluteBelow, double Absolute, string Note = "")
{
    /// <summary>Part of the value; an expected zero must be zero to twelve decimals.</summary>
    public static Tolerance OfValue { get; } = new(1e-9, double.Epsilon, 1e-12);

    /// <summary>Absolute throughout.</summary>
    public static Tolerance Within(double absolute) => new(0, double.PositiveInfinity, absolute);

    /// <summary>Logarithms: absolute throughout.</summary>
    public static Tolerance OfLogarithm { get; } = new(0, double.PositiveInfinity, 1e-9);

    /// <summary>
    /// Probabilities: part of the value, however small. Below 1e-30 by size only, since the tables were found by quadrature and are
    /// themselves off by up to a third out there; what lies below 1e-300, where a double loses its digits, is nothing.
    /// </summary>
    public static Tolerance OfProbability { get; } =
        new(1e-9, 1e-300, 1e-300) { TailBelow = 1e-30, RelativeInTail = 0.5 };

    /// <summary>Counts, ordinals, yes (1) and no (0).</summary>
    public static Tolerance Exact { get; } = new(0, double.PositiveInfinity, 0);

    public static Tolerance Digits(int significant) =>
        new(5.001 * Math.Pow(10, -significant), double.Epsilon, 1e-12, $"the file has {significant} digits");

    /// <summary>Printed with so many decimals, the last of them uncertain by one.</summary>
    public static Tolerance Decimals(int decimals) =>
        new(
            0,
            double.PositiveInfinity,
            1.5 * Math.Pow(10, -decimals),
            $"the file has {decimals} decimals, the last uncertain by one"
        );

    /// <summary>Absolute, of values found by a search that stopped at a tolerance.</summary>
    /// <param name="unit">By which column the values were divided afterwards, with the factor before; null where by none.</param>
    public static Tolerance Search(double absolute, (double Factor, string Column)? unit = null) =>
        new(0, double.PositiveInfinity, absolute, "the file was computed by a search with this tolerance")
        {
            Unit = unit,
        };

    public (double Factor, string Column)? Unit { get; private init; }

    /// <summary>Expected values smaller than this are compared by <see cref="RelativeInTail"/>.</summary>
    public double TailBelow { get; private init; }

    public double RelativeInTail { get; private init; }

    /// <summary>Beyond what an expected infinity is met: where the file was searched on a grid, its largest finite value. Infinite where an infinity is one.</summary>
    public double InfiniteAbove { get; init; } = double.PositiveInfinity;

    /// <summary>The limits for one row.</summary>
    public Tolerance In(OracleRow row) =>
        Unit is { } unit ? this with { Absolute = Absolute * unit.Factor / row.Number(unit.Column) } : this;

    public bool Allows(double expected, double found)
    {
        if (double.IsNaN(found))
            return false;
        if (expected.Equals(found))
            return true;
        // Any number is within a part of infinity.
        if (!double.IsFinite(expected) || !double.IsFinite(found))
            return double.IsPositiveInfinity(expected) && found > InfiniteAbove;
        double size = Math.Abs(expected),
            difference = Math.Abs(found - expected);
        if (size < AbsoluteBelow)
            return difference <= Absolute;
        return difference <= (size < TailBelow ? RelativeInTail : Relative) * size;
    }

    public override string ToString() =>
        this switch
        {
            { Absolute: 0 } => "equal",
            { AbsoluteBelow: double.PositiveInfinity } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Absolute:0.0E+0} absolute"
            ),
            { TailBelow: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Relative:0.0E+0} relative, {RelativeInTail:0.0E+0} below {TailBelow:0E+0}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Relative:0.0E+0} relative"),
        };
}

/// <summary>A column of an oracle file.</summary>
/// <param name="Limit">Null for an input.</param>
/// <param name="IsText">Read as text and not as a number.</param>
/// <param name="MayBeEmpty">Empty or NA says that there is no value.</param>
internal sealed record OracleColumn(string Name, Tolerance? Limit = null, bool IsText = false, bool MayBeEmpty = false)
{
    /// <summary>Of an expected word: what it can be. It is compared by its place among these.</summary>
    public IReadOnlyList<string>? OneOf { get; private init; }

    /// <summary>Expected, and one of a few words.</summary>
    public static OracleColumn Word(string name, IReadOnlyList<string> oneOf) =>
        new(name, Tolerance.Exact, IsText: true) { OneOf = oneOf };

    public static IEnumerable<OracleColumn> OptionalInputs(params string[] names) =>
        names.Select(name => new OracleColumn(name, MayBeEmpty: true));

    /// <summary>The expected value of a row; null where there is none.</summary>
    public double? ExpectedIn(OracleRow row)
    {
        if (OneOf is null)
            return row.NumberOrNothing(Name);
        for (int i = 0; i < OneOf.Count; i++)
            if (string.Equals(OneOf[i], row.Text(Name), StringComparison.Ordinal))
                return i;
        throw row.Refuse(Name, $"must be one of {string.Join(", ", OneOf)}.");
    }

    /// <summary>A value as a failure prints it.</summary>
    public string Written(double? value) =>
        value is not { } number ? "nothing"
        : OneOf is { } words ? words[(int)number]
        : number.ToString("R", CultureInfo.InvariantCulture);

    public static OracleColumn Text(string name) => new(name, IsText: true);

    public static IEnumerable<OracleColumn> Inputs(params string[] names) =>
        names.Select(name => new OracleColumn(name));

    public static IEnumerable<OracleColumn> Expected(Tolerance limit, params string[] names) =>
        names.Select(name => new OracleColumn(name, limit));

    /// <summary>Expected, and empty where the value does not exist.</summary>
    public static IEnumerable<OracleColumn> Optional(Tolerance limit, params string[] names) =>
        names.Select(name => new OracleColumn(name, limit, MayBeEmpty: true));
}

/// <summary>A kind of oracle file, recognised by its header.</summary>
/// <param name="Subject">What it is about, for the report.</param>
/// <param name="Recompute">For each row the values of the expected columns, in their order; null = there is no such value.</param>
internal sealed record OracleKind(
    string Subject,
    IReadOnlyList<OracleColumn> Columns,
    Func<OracleTable, IEnumerable<double?[]>> Recompute
)
{
    public IReadOnlyList<OracleColumn> ExpectedColumns { get; } =
    [.. Columns.Where(column => column.Limit is not null)];

    /// <summary>What <see cref="Recompute"/> gives for a row that is passed over; the report says how many were.</summary>
    public static double?[] NotRecomputed { get; } = [];

    /// <summary>Why rows are passed over, for the report.</summary>
    public string LeftOut { get; init; } = "";

    public bool Has(IReadOnlyList<string> header) =>
        header.SequenceEqual(Columns.Select(column => column.Name), StringComparer.Ordinal);

    /// <summary>A kind whose rows do not depend on each other.</summary>
    public static OracleKind OfRows(
        string subject,
        IEnumerable<OracleColumn> columns,
        Func<OracleRow, double?[]> recompute
    ) => new(subject, [.. columns], table => table.Rows.Select(row => row.Checked(recompute)));
}
