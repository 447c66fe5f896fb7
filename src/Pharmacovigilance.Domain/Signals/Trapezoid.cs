using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What a trapezoid sum over a log hazard needs to be exact to about 1e-11: a step of 0.65 of the width of what is summed, and
/// nodes out to where they add nothing.
/// </summary>
internal static class Trapezoid
{
    /// <summary>Nodes so far below the largest, in logarithms, add nothing.</summary>
    public const double Negligible = 32;

    private const double StepInWidths = 0.7;

    // One event says most about η where the hazard is about this.
    private const double MostTelling = 2.1;

    // In logarithms below the largest.
    private const double Steep = 8;

    /// <summary>The level of steps, each finer by the same factor, that is fine enough.</summary>
    /// <param name="information">1/σ² of what is summed.</param>
    public static int Level(double information, double coarsest, int perHalving, int levels)
    {
        double ratio = coarsest * Math.Sqrt(information) / StepInWidths;
        return ratio <= 1 ? 0 : Math.Min(levels - 1, (int)Math.Ceiling(perHalving * Math.Log2(ratio)));
    }

    /// <summary>The most that so many patients say about η where hazards between two are likely: −d²/dη² of hits · ln(1 − e^−H) − rest · H.</summary>
    public static double Information(double hits, double rest, double least, double most)
    {
        double at = Math.Clamp(MostTelling, Math.Min(Sharpest(hits, least), most), most);
        return Math.Max(0, (hits * OfOne(at)) + (rest * most));
    }

    /// <summary>Where nearly all have an event, what is summed falls to the left ever more steeply: this far down it still counts.</summary>
    private static double Sharpest(double hits, double hazard) =>
        hazard <= MostTelling || hits <= 0
            ? hazard
            : Math.Min(hazard, Math.Max(MostTelling, Math.Log(hits / ((hits * Math.Exp(-hazard)) + Steep))));

    /// <summary>Of one patient with an event.</summary>
    private static double OfOne(double hazard)
    {
        double none = Math.Exp(-hazard),
            some = -LogSpace.ExpM1(-hazard);
        return hazard < 1e-4 ? hazard / 2 : hazard * none * (hazard - some) / (some * some);
    }

    /// <summary>first, first + step, …</summary>
    public static Vector<double> Ascending(double first, double step)
    {
        Span<double> all = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = first + (i * step);
        return new Vector<double>(all);
    }
}
