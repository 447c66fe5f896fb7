using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>What the command line says with a decimal point.</summary>
/// <param name="Multiple">Of the hazard; 1 for units like the trials.</param>
/// <param name="Spread">True spread between units.</param>
/// <param name="Assumed">τ; null = the board's own for each stream.</param>
/// <param name="Shape">Of the hazard; null = each stream's own.</param>
internal sealed record SimulateNumbers(double Multiple, double Spread, double? Assumed, double? Shape)
{
    private const double MostSpread = 2;

    /// <param name="given">Text by option.</param>
    /// <param name="isNull">Whether --null was given.</param>
    /// <returns>The numbers, or the one sentence that says what is wrong.</returns>
    public static (SimulateNumbers? Numbers, string? Problem) Of(IReadOnlyDictionary<string, string> given, bool isNull)
    {
        var (multiple, problem) = Ratio(given, isNull);
        if (problem is not null)
            return (null, problem);
        string spread = given.GetValueOrDefault("--spread", "0");
        if (!Within(spread, 0, MostSpread, out double trueSpread))
            return (null, $"--spread must be a number from 0 to {MostSpread}, with a decimal point, not '{spread}'.");
        string? tau = given.GetValueOrDefault("--tau"),
            shape = given.GetValueOrDefault("--hazard-shape");
        double assumed = 0,
            ofHazard = 1;
        if (tau is not null && !Within(tau, 0, MostSpread, out assumed))
            return (null, $"--tau must be a number from 0 to {MostSpread}, with a decimal point, not '{tau}'.");
        if (shape is not null && !Within(shape, 0.1, 10, out ofHazard))
            return (
                null,
                $"--hazard-shape must be a number from 0.1 to 10, with a decimal point (1 constant, below falling, above rising), not '{shape}'."
            );
        return (
            new SimulateNumbers(multiple, trueSpread, tau is null ? null : assumed, shape is null ? null : ofHazard),
            null
        );
    }

    public static bool Whole(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value >= least
        && value <= most;

    private static (double Multiple, string? Problem) Ratio(IReadOnlyDictionary<string, string> given, bool isNull)
    {
        bool isHazard = given.TryGetValue("--hazard", out string? hazard),
            isRatio = given.TryGetValue("--ratio", out string? ratio);
        if (isHazard && isRatio)
            return (1, "simulate takes --hazard or --ratio, not both.");
        double multiple = 1;
        if (isHazard && (!Within(hazard!, 0, 100, out multiple) || multiple is 0 or 1))
            return (
                1,
                $"--hazard must be a multiple above 0 and at most 100, other than 1, with a decimal point, not '{hazard}'."
            );
        if (isRatio && (!Within(ratio!, 0, 100, out multiple) || multiple == 0))
            return (1, $"--ratio must be a hazard ratio above 0 and at most 100, with a decimal point, not '{ratio}'.");
        // A ratio of 1 and a spread alone are units like the trials too.
        if (isNull ? multiple != 1 : !isHazard && !isRatio && !given.ContainsKey("--spread"))
            return (
                1,
                "simulate needs either --null, units like the trials, or --hazard or --ratio <multiple>, units that are worse."
            );
        return (multiple, null);
    }

    private static bool Within(string text, double least, double most, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && value >= least
        && value <= most;
}
