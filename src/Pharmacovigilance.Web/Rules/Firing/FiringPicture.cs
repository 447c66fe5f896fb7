using System.Globalization;
using Pharmacovigilance.Domain.Rules.Firing;

namespace Pharmacovigilance.Web.Rules.Firing;

/// <summary>A control chart as a picture: weeks from left to right, alerts per infusion upwards from zero.</summary>
public sealed class FiringPicture
{
    public const int Width = 640;
    public const int Height = 170;
    public const int Left = 52;
    private const int Top = 12;
    private const int Bottom = 26;

    private readonly FiringChart chart;
    private readonly double highest;

    public FiringPicture(FiringChart chart)
    {
        this.chart = chart;
        double most = chart
            .Points.Select(point => Math.Max(point.Rate ?? 0, Limit(point, point.UpperCount) ?? 0))
            .DefaultIfEmpty(0)
            .Max();
        highest = most > 0 ? most * 1.1 : 1;
    }

    /// <summary>The points that have a rate, with their places.</summary>
    public IEnumerable<(FiringPoint Point, double X, double Y)> Points =>
        chart
            .Points.Select((point, i) => (Point: point, X: X(i)))
            .Where(one => one.Point.Rate is not null)
            .Select(one => (one.Point, one.X, Y(one.Point.Rate!.Value)));

    public string Upper => Line(point => Limit(point, point.UpperCount));

    public string Lower => Line(point => Limit(point, point.LowerCount));

    public double? MeanY => chart.MeanPerInfusion is { } mean ? Y(mean) : null;

    public double ZeroY => Y(0);

    /// <summary>The highest rate of the axis that is drawn, alerts per infusion.</summary>
    public double HighestRate => highest / 1.1;

    public double HighestY => Y(HighestRate);

    public double FirstX => X(0);

    public double LastX => X(chart.Points.Count - 1);

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double? Limit(FiringPoint point, int? count) =>
        count is { } limit && point.Week.Infusions > 0 ? (double)limit / point.Week.Infusions : null;

    private string Line(Func<FiringPoint, double?> value) =>
        string.Join(
            ' ',
            chart.Points.Select((point, i) => value(point) is { } v ? $"{N(X(i))},{N(Y(v))}" : null).OfType<string>()
        );

    private double X(int i) =>
        Left + ((Width - Left - 12.0) * (chart.Points.Count <= 1 ? 0.5 : (double)i / (chart.Points.Count - 1)));

    private double Y(double rate) => Top + ((Height - Top - Bottom) * (1 - (rate / highest)));
}
