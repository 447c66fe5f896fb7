using System.Globalization;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Signals;

/// <summary>One point of the path: after the first m patients of the stream.</summary>
/// <param name="LnFamily">Within all streams, when this patient had come.</param>
public sealed record EvidencePoint(int M, int K, double LnAlone, double LnFamily);

/// <summary>The path of the evidence on a logarithmic axis.</summary>
public sealed class EvidencePicture
{
    public const int Width = 640;
    public const int Height = 260;
    public const int Left = 76;
    private const int Bottom = 28;
    private const int Top = 10;

    // A picture of a tenth to a million; what lies outside is drawn at its edge.
    private const int LeastDecade = -1;
    private const int MostDecade = 6;

    private readonly int highest;

    public EvidencePicture(IReadOnlyList<EvidencePoint> points)
    {
        Points = points;
        double largest =
            points.Count == 0 ? 0 : points.Max(point => Math.Max(point.LnAlone, point.LnFamily)) / Math.Log(10);
        highest = Math.Clamp((int)Math.Ceiling(largest), 2, MostDecade);
    }

    public IReadOnlyList<EvidencePoint> Points { get; }

    public string Alone => Line(point => point.LnAlone);

    public string Family => Line(point => point.LnFamily);

    /// <summary>Height of e = 20.</summary>
    public double LimitY => Y(SignalThreshold.LnE);

    /// <summary>Powers of ten with their heights.</summary>
    public IEnumerable<(int Decade, double Y)> Decades =>
        Enumerable.Range(LeastDecade, highest - LeastDecade + 1).Select(decade => (decade, Y(decade * Math.Log(10))));

    /// <summary>Whole numbers of patients with their places.</summary>
    public IEnumerable<(int M, double X)> Patients
    {
        get
        {
            int count = Math.Max(1, Points.Count),
                step = count <= 10 ? 1
                : count <= 50 ? 10
                : count <= 250 ? 50
                : 250;
            for (int m = 0; m <= count; m += step)
                yield return (m, X(m));
        }
    }

    /// <summary>The points a table can hold: every tenth, each at which a limit was passed, and the last.</summary>
    public IEnumerable<EvidencePoint> Chosen =>
        Points.Where((point, i) => point.M % 10 == 0 || i == Points.Count - 1 || Passes(i));

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>From the board's state; empty where the stream is not compared.</summary>
    public static EvidencePicture Of(BoardState state, StreamKey stream)
    {
        if (state.CurrentPath(stream) is not var (path, positions) || state.Member(stream) is not { } member)
            return new EvidencePicture([]);
        return new EvidencePicture([
            .. positions.Select(
                (place, i) =>
                    new EvidencePoint(i + 1, path.K(i + 1), path.LnE(i + 1), state.Family.LnClosed(member, place + 1))
            ),
        ]);
    }

    private bool Passes(int i) =>
        Above(Points[i].LnAlone) != Above(i == 0 ? 0 : Points[i - 1].LnAlone)
        || Above(Points[i].LnFamily) != Above(i == 0 ? 0 : Points[i - 1].LnFamily);

    private static bool Above(double lnE) => lnE >= SignalThreshold.LnE;

    private string Line(Func<EvidencePoint, double> value) =>
        string.Join(
            ' ',
            Points.Select(point => $"{N(X(point.M))},{N(Y(value(point)))}").Prepend($"{N(X(0))},{N(Y(0))}")
        );

    private double X(int m) => Left + ((Width - Left - 10.0) * m / Math.Max(1, Points.Count));

    private double Y(double lnE)
    {
        double decade = Math.Clamp(lnE / Math.Log(10), LeastDecade, highest);
        return Top + ((Height - Top - Bottom) * (highest - decade) / (highest - LeastDecade));
    }
}
