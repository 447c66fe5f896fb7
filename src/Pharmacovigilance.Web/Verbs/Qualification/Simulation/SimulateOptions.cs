using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>What the command line asks for.</summary>
/// <param name="Term">The name of a stream, <see cref="WholeFamily"/>, or <see cref="CompleteFamily"/>.</param>
internal sealed record SimulateOptions(string Term, SimulationPlan Plan)
{
    public const string WholeFamily = "family";
    public const string CompleteFamily = "complete";

    private const int MostUnits = 1_000_000;
    private const int MostYears = 50;
    private const double WidestSpread = 2;

    private static readonly string[] Known =
    [
        "--hazard",
        "--ratio",
        "--spread",
        "--tau",
        "--hazard-shape",
        "--trial",
        "--term",
        "--raise",
        "--units",
        "--years",
        "--seed",
    ];

    /// <summary>Units like the trials, or ordinary ones that scatter around them.</summary>
    public bool IsNull => Plan.Multiple == 1;

    private static string Names => string.Join(", ", SimulatedStream.Family.Select(stream => stream.Name));

    /// <returns>The options, or the one sentence that says what is wrong.</returns>
    public static (SimulateOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        bool isNull = false;
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is "--null" && !isNull)
                isNull = true;
            else if (!Known.Contains(args[i], StringComparer.Ordinal))
                return (
                    null,
                    $"simulate does not know '{args[i]}'; it takes --null, --hazard <multiple> or --ratio <hazard ratio>, --spread, --tau, --hazard-shape, --trial, --term, --raise, --units, --years and --seed."
                );
            else if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                return (null, $"simulate needs a value after {args[i]}.");
            else if (!given.TryAdd(args[i], args[++i]))
                return (null, $"simulate was given {args[i - 1]} twice.");
        }

        var (numbers, problem) = SimulateNumbers.Of(given, isNull);
        return numbers is null ? (null, problem) : Read(given, numbers);
    }

    private static (SimulateOptions? Options, string? Problem) Read(
        Dictionary<string, string> given,
        SimulateNumbers numbers
    )
    {
        string Of(string name, string otherwise) => given.GetValueOrDefault(name, otherwise);
        if (!SimulateNumbers.Whole(Of("--units", "2000"), 1, MostUnits, out int units))
            return (null, $"--units must be a whole number from 1 to {MostUnits}, not '{given["--units"]}'.");
        if (!SimulateNumbers.Whole(Of("--years", "10"), 1, MostYears, out int years))
            return (null, $"--years must be a whole number from 1 to {MostYears}, not '{given["--years"]}'.");
        if (!SimulateNumbers.Whole(Of("--seed", "1"), 0, int.MaxValue, out int seed))
            return (null, $"--seed must be a whole number from 0 to {int.MaxValue}, not '{given["--seed"]}'.");
        TrialOutcome? trial = Of("--trial", "simulated") switch
        {
            "simulated" => TrialOutcome.Simulated,
            "posterior" => TrialOutcome.Posterior,
            "published" => TrialOutcome.Published,
            _ => null,
        };
        if (trial is null)
            return (null, $"--trial is simulated, posterior or published, not '{given["--trial"]}'.");
        string term = Of("--term", WholeFamily) is "all" ? WholeFamily : Of("--term", WholeFamily);
        IReadOnlyList<SimulatedStream> streams = term switch
        {
            WholeFamily => SimulatedStream.Family,
            CompleteFamily => SimulatedStream.CompleteFamily,
            _ => Named(term),
        };
        if (streams.Count == 0)
            return (null, $"--term '{term}' is not known; known are {WholeFamily}, {CompleteFamily}, {Names}.");
        string? raised = given.GetValueOrDefault("--raise");
        if (raised is not null && (term is not WholeFamily || numbers.Multiple == 1 || Named(raised).Count == 0))
            return (
                null,
                $"--raise names the one stream of the family that --hazard or --ratio is for, not '{raised}'; known are {Names}."
            );
        if (trial is TrialOutcome.Posterior && streams.Count > 1)
            return (null, "--trial posterior is for one stream; the bands of a term have no posterior in common.");
        var plan = new SimulationPlan(
            streams,
            units,
            years,
            seed,
            numbers.Multiple,
            raised is null ? null : new HashSet<string>(StringComparer.Ordinal) { raised }
        )
        {
            AssumedSpread = numbers.Assumed,
            TrueSpread = numbers.Spread,
            HazardShape = numbers.Shape,
            ReactionsByHazard = given.ContainsKey("--ratio"),
            Trial = trial.Value,
        };
        // By the old method alone, what was always printed and nothing else.
        bool isBefore =
            numbers.Assumed == 0
            && !given.Keys.Any(name => name is "--ratio" or "--spread" or "--hazard-shape" or "--trial");
        return (
            new SimulateOptions(
                term,
                isBefore ? plan : plan with { FollowsWatchList = true, Rules = RulesOf(numbers) }
            ),
            null
        );
    }

    private static IReadOnlyList<ReassuranceRule> RulesOf(SimulateNumbers numbers) =>
        [
            ReassuranceRule.NotDoubled,
            .. numbers.Shape > 1
                ? [ReassuranceRule.ClosedWindows, ReassuranceRule.ClosedInOrder]
                : (ReassuranceRule[])[],
            .. numbers.Assumed == 0 ? [ReassuranceRule.EnoughPatients] : (ReassuranceRule[])[],
        ];

    private static List<SimulatedStream> Named(string name) =>
        [.. SimulatedStream.Family.Where(stream => string.Equals(stream.Name, name, StringComparison.Ordinal))];
}
