namespace Pharmacovigilance.Web.Signals;

/// <summary>A curve that rises in steps, with its limits, in a picture of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="Line">Points of the curve, "x,y x,y"; y runs downwards.</param>
/// <param name="Lower">Of the lower limit.</param>
/// <param name="Upper">Of the upper limit.</param>
/// <param name="Ticks">Values and their heights, from the bottom up.</param>
/// <param name="Times">Months and their places, from left to right.</param>
/// <param name="Mark">Where the trial's point lies, with the ends of its interval; null without one.</param>
public sealed record StepCurve(
    string Line,
    string Lower,
    string Upper,
    IReadOnlyList<(double Value, double Y)> Ticks,
    IReadOnlyList<(double Months, double X)> Times,
    CurveMark? Mark
)
{
    public const double Width = 480;
    public const double Height = 200;

    /// <summary>Where the curve begins, right of the figures.</summary>
    public const double Left = 48;

    private const double Right = 12,
        Top = 10,
        Bottom = 24;
    private static readonly double[] Landmarks = [0, 1, 3, 6, 12, 24, 36, 48, 60, 84, 120];

    /// <param name="steps">Months with the value from then on and its limits, in order.</param>
    /// <param name="until">Months up to which anybody was observed.</param>
    /// <param name="ceilings">Possible tops of the scale, rising; the smallest that holds everything is taken.</param>
    /// <param name="trial">Months, value and interval of the trial's point.</param>
    public static StepCurve Of(
        IReadOnlyList<CurveStep> steps,
        double until,
        IReadOnlyList<double> ceilings,
        (double Months, double Value, double Low, double High)? trial = null
    )
    {
        double end = Math.Max(Math.Max(until, trial?.Months ?? 0), 1);
        double highest = Math.Max(steps.Select(step => step.Upper).DefaultIfEmpty(0).Max(), trial?.High ?? 0);
        double ceiling = ceilings.FirstOrDefault(one => one >= highest, ceilings[^1]);
        double X(double months) => Left + (months / end * (Width - Left - Right));
        double Y(double value) => Height - Bottom - (Math.Min(value, ceiling) / ceiling * (Height - Top - Bottom));

        string Run(Func<CurveStep, double> value)
        {
            var points = new List<string> { Point(X(0), Y(0)) };
            double last = 0;
            foreach (var step in steps)
            {
                points.Add(Point(X(step.Months), Y(last)));
                points.Add(Point(X(step.Months), Y(last = value(step))));
            }

            points.Add(Point(X(Math.Max(until, steps.Count > 0 ? steps[^1].Months : 0)), Y(last)));
            return string.Join(' ', points);
        }

        return new StepCurve(
            Run(step => step.Value),
            Run(step => step.Lower),
            Run(step => step.Upper),
            [.. Enumerable.Range(0, 5).Select(i => (ceiling * i / 4, Y(ceiling * i / 4)))],
            [
                .. Landmarks
                    .Where(months => months <= end && (months is 0 or >= 3 || end <= 12))
                    .Where(months => months >= end / 12 || months == 0)
                    .Select(months => (months, X(months))),
            ],
            trial is { } point ? new CurveMark(X(point.Months), Y(point.Value), Y(point.Low), Y(point.High)) : null
        );
    }

    /// <summary>The times of the data table: the landmarks within what was observed, and the end of it.</summary>
    public static IReadOnlyList<double> TableMonths(double until, double? trialMonths) =>
        [
            .. Landmarks
                .Where(months => months > 0 && months < until)
                .Append(until)
                .Concat(trialMonths is { } at && at <= until ? [at] : Array.Empty<double>())
                .Distinct()
                .Order(),
        ];

    public static string N(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private static string Point(double x, double y) => $"{N(x)},{N(y)}";
}

/// <summary>One step of a curve.</summary>
public sealed record CurveStep(double Months, double Value, double Lower, double Upper);

/// <summary>A point with an interval.</summary>
public sealed record CurveMark(double X, double Y, double LowY, double HighY);
