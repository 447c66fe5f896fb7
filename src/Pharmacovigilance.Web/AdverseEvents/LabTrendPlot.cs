using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The part of the picture in which a value has a grade.</summary>
/// <param name="Top">Smaller than <paramref name="Bottom"/>: y runs downwards.</param>
/// <param name="WordY">Where its name stands: in its middle, or as near above it as the names below leave room.</param>
public sealed record TrendBand(Grade Grade, double Top, double Bottom, double WordY);

/// <summary>A line at a limit.</summary>
/// <param name="Value">In the canonical unit.</param>
/// <param name="FigureY">Where its figure stands, clear of those below.</param>
public sealed record TrendLine(decimal Value, double Y, double FigureY);

/// <summary>A value at its time.</summary>
public sealed record TrendPoint(double X, double Y, LabResult Lab);

/// <summary>Where the values of one test and the grades of one CTCAE version lie in a picture of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="IsLogarithmic">Counts: a fall from 1.0 to 0.5 matters as much as one from 2 to 1.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="LowerLimit">The lower limit of normal of the latest value; null = not known.</param>
public sealed record LabTrendPlot(
    bool IsLogarithmic,
    IReadOnlyList<TrendBand> Bands,
    IReadOnlyList<TrendLine> Limits,
    IReadOnlyList<TrendPoint> Points,
    double? LowerLimit
)
{
    public const double Width = 480;
    public const double Height = 190;

    // Room for a point at the border, for the names of the bands on the left and for the limits on the right.
    private const double Margin = 10;
    private const double Names = 78;
    private const double Figures = 44;
    private const double LineOfText = 15;

    /// <summary>Where the lines at the limits end, clear of their figures.</summary>
    public const double LinesEnd = Width - Figures + Margin;

    /// <param name="newest">At least one value, newest first.</param>
    /// <param name="criterion">The limits in force; null where the version has none.</param>
    public static LabTrendPlot Of(LabTest test, IReadOnlyList<LabResult> newest, LabCriterion? criterion)
    {
        bool logarithmic = test != LabTest.Hemoglobin;
        decimal? normal = newest[0].LowerLimitOfNormal?.Canonical;
        var limits = Rising(criterion, normal);
        var values = newest.Select(lab => lab.Value.Canonical).ToList();
        var marks = values
            .Concat(limits.Select(limit => limit.Below))
            .Concat(normal is { } lln ? [lln] : Array.Empty<decimal>())
            .ToList();
        decimal floor = logarithmic
            ? Math.Min(
                marks.Where(mark => mark > 0).DefaultIfEmpty(1).Min(),
                limits.Count > 0 ? limits[0].Below : decimal.MaxValue
            ) / 2
            : marks.Min() - 10;
        decimal ceiling = logarithmic ? Math.Max(marks.Max(), floor * 2) * 1.5m : marks.Max() + 10;

        double Y(decimal value)
        {
            double share = logarithmic
                ? Math.Log((double)(Math.Max(value, floor) / floor)) / Math.Log((double)(ceiling / floor))
                : (double)((value - floor) / (ceiling - floor));
            return Height - Margin - (share * (Height - (2 * Margin)));
        }

        return new LabTrendPlot(
            logarithmic,
            Stacked(limits, Y),
            Lines(limits, Y),
            Placed(newest, Y),
            normal is { } known ? Y(known) : null
        );
    }

    private static List<TrendBand> Stacked(List<(Grade Grade, decimal Below)> limits, Func<decimal, double> y)
    {
        var bands = new List<TrendBand>();
        double bottom = Height,
            free = Height;
        foreach (var (grade, below) in limits)
        {
            double top = y(below);
            double word = Math.Min((top + bottom + LineOfText - 5) / 2, free - 3);
            bands.Add(new TrendBand(grade, top, bottom, word));
            (bottom, free) = (top, word - LineOfText + 3);
        }

        return bands;
    }

    private static List<TrendLine> Lines(List<(Grade Grade, decimal Below)> limits, Func<decimal, double> y)
    {
        var lines = new List<TrendLine>();
        double free = Height;
        foreach (var (_, below) in limits)
        {
            double figure = Math.Min(y(below) + 5, free);
            lines.Add(new TrendLine(below, y(below), figure));
            free = figure - LineOfText;
        }

        return lines;
    }

    /// <summary>Highest grade first, so that the limits rise; without the lower limit of normal where it is unknown or below another limit.</summary>
    private static List<(Grade Grade, decimal Below)> Rising(LabCriterion? criterion, decimal? normal)
    {
        var limits = new List<(Grade Grade, decimal Below)>();
        foreach (var limit in criterion?.Limits ?? [])
        {
            if ((limit.Below ?? normal) is { } below && (limits.Count == 0 || below > limits[^1].Below))
                limits.Add((limit.Grade, below));
        }

        return limits;
    }

    private static IReadOnlyList<TrendPoint> Placed(IReadOnlyList<LabResult> newest, Func<decimal, double> y)
    {
        var first = newest.Min(lab => lab.CollectedAt);
        double span = (newest.Max(lab => lab.CollectedAt) - first).TotalMinutes;
        double X(DateTimeOffset at) =>
            span <= 0 ? Width / 2 : Names + ((at - first).TotalMinutes / span * (Width - Names - Figures));
        return [.. newest.Reverse().Select(lab => new TrendPoint(X(lab.CollectedAt), y(lab.Value.Canonical), lab))];
    }
}
