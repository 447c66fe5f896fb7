using System.Globalization;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Qualification.Simulation;

/// <summary>What the command line asks for.</summary>
/// <param name="Term">The name of a stream, or <see cref="WholeFamily"/>.</param>
internal sealed record SimulateOptions(string Term, SimulationPlan Plan)
{
    public const string WholeFamily = "family";

    private const int MostUnits = 1_000_000;
    private const int MostYears = 50;

    private static readonly string[] Known = ["--hazard", "--term", "--units", "--years", "--seed", "--raise"];

    public bool IsNull => Plan.Multiple == 1;

    private static string Names => string.Join(", ", SimulatedStream.Family.Select(stream => stream.Name));

    /// <returns>The options, or the one sentence that says what is wrong.</returns>
    public static (SimulateOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        bool isNull = false;
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is "--null" && !isNull) isNull = true;
            else if (!Known.Contains(args[i], StringComparer.Ordinal)) return (null, $"simulate does not know '{args[i]}'; it takes --null or --hazard <multiple>, --term, --raise, --units, --years and --seed.");
            else if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)) return (null, $"simulate needs a value after {args[i]}.");
            else if (!given.TryAdd(args[i], args[++i])) return (null, $"simulate was given {args[i - 1]} twice.");
        }

        if (isNull == given.ContainsKey("--hazard")) return (null, "simulate needs either --null, units like the trials, or --hazard <multiple>, units that are worse.");
        return Read(given);
    }

    private static (SimulateOptions? Options, string? Problem) Read(Dictionary<string, string> given)
    {
        string Of(string name, string otherwise) => given.GetValueOrDefault(name, otherwise);
        if (!double.TryParse(Of("--hazard", "1"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double multiple) || multiple is not (> 0 and <= 100)
            || (given.ContainsKey("--hazard") && multiple == 1))
            return (null, $"--hazard must be a multiple above 0 and at most 100, other than 1, with a decimal point, not '{given["--hazard"]}'.");
        if (!Whole(Of("--units", "2000"), 1, MostUnits, out int units)) return (null, $"--units must be a whole number from 1 to {MostUnits}, not '{given["--units"]}'.");
        if (!Whole(Of("--years", "10"), 1, MostYears, out int years)) return (null, $"--years must be a whole number from 1 to {MostYears}, not '{given["--years"]}'.");
        if (!Whole(Of("--seed", "1"), 0, int.MaxValue, out int seed)) return (null, $"--seed must be a whole number from 0 to {int.MaxValue}, not '{given["--seed"]}'.");
        string term = Of("--term", WholeFamily) is "all" ? WholeFamily : Of("--term", WholeFamily);
        IReadOnlyList<SimulatedStream> streams = term is WholeFamily ? SimulatedStream.Family : Named(term);
        if (streams.Count == 0) return (null, $"--term '{term}' is not known; known are {WholeFamily}, {Names}.");
        string? raised = given.GetValueOrDefault("--raise");
        if (raised is not null && (term is not WholeFamily || multiple == 1 || Named(raised).Count == 0))
            return (null, $"--raise names the one stream of the family that --hazard is for, not '{raised}'; known are {Names}.");
        return (new SimulateOptions(term, new SimulationPlan(streams, units, years, seed, multiple, raised is null ? null : new HashSet<string>(StringComparer.Ordinal) { raised })), null);
    }

    private static List<SimulatedStream> Named(string name) => [.. SimulatedStream.Family.Where(stream => string.Equals(stream.Name, name, StringComparison.Ordinal))];

    private static bool Whole(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
