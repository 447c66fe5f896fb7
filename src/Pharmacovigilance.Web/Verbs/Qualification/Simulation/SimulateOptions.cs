using System.CommandLine;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>What the command line asks for.</summary>
/// <param name="Term">The name of a stream, <see cref="WholeFamily"/>, or <see cref="CompleteFamily"/>.</param>
internal sealed record SimulateOptions(string Term, SimulationPlan Plan)
{
    public const string WholeFamily = "family";
    public const string CompleteFamily = "complete";

    /// <summary>Units like the trials, or ordinary ones that scatter around them.</summary>
    public bool IsNull => Plan.Multiple == 1;

    private static string Names => string.Join(", ", SimulatedStream.Family.Select(stream => stream.Name));

    /// <returns>The options, or the one sentence that says what is wrong.</returns>
    public static (SimulateOptions? Options, string? Problem) Of(SimulateArguments arguments, ParseResult given)
    {
        double? hazard = given.GetValue(arguments.Hazard),
            ratio = given.GetValue(arguments.Ratio),
            spread = given.GetValue(arguments.Spread);
        if (hazard is not null && ratio is not null)
            return (null, "simulate takes --hazard or --ratio, not both.");
        double multiple = hazard ?? ratio ?? 1;
        // A ratio of 1 and a spread alone are units like the trials too.
        if (given.GetValue(arguments.Null) ? multiple != 1 : (hazard ?? ratio ?? spread) is null)
            return (
                null,
                "simulate needs either --null, units like the trials, or --hazard or --ratio <multiple>, units that are worse."
            );
        string term = given.GetValue(arguments.Term) is { } named and not "all" ? named : WholeFamily;
        var streams = Streams(term);
        if (streams.Count == 0)
            return (null, $"--term '{term}' is not known; known are {WholeFamily}, {CompleteFamily}, {Names}.");
        string? raised = given.GetValue(arguments.Raised);
        if (raised is not null && (term is not WholeFamily || multiple == 1 || Named(raised).Count == 0))
            return (
                null,
                $"--raise names the one stream of the family that --hazard or --ratio is for, not '{raised}'; known are {Names}."
            );
        TrialOutcome? trial = given.GetResult(arguments.Trial) is null ? null : given.GetValue(arguments.Trial);
        if (trial is TrialOutcome.Posterior && streams.Count > 1)
            return (null, "--trial posterior is for one stream; the bands of a term have no posterior in common.");
        var plan = new SimulationPlan(
            streams,
            given.GetValue(arguments.Units),
            given.GetValue(arguments.Years),
            given.GetValue(arguments.Seed),
            multiple,
            raised is null ? null : new HashSet<string>(StringComparer.Ordinal) { raised }
        )
        {
            AssumedSpread = given.GetValue(arguments.Assumed),
            TrueSpread = spread ?? 0,
            HazardShape = given.GetValue(arguments.Shape),
            ReactionsByHazard = ratio is not null,
            Trial = trial ?? TrialOutcome.Simulated,
        };
        // By the old method alone, what was always printed and nothing else.
        bool isBefore =
            plan is { AssumedSpread: 0, HazardShape: null } && ratio is null && spread is null && trial is null;
        return (
            new SimulateOptions(term, isBefore ? plan : plan with { FollowsWatchList = true, Rules = RulesOf(plan) }),
            null
        );
    }

    private static IReadOnlyList<SimulatedStream> Streams(string term) =>
        term switch
        {
            WholeFamily => SimulatedStream.Family,
            CompleteFamily => SimulatedStream.CompleteFamily,
            _ => Named(term),
        };

    private static IReadOnlyList<ReassuranceRule> RulesOf(SimulationPlan plan) =>
        [
            ReassuranceRule.NotDoubled,
            .. plan.HazardShape > 1
                ? [ReassuranceRule.ClosedWindows, ReassuranceRule.ClosedInOrder]
                : (ReassuranceRule[])[],
            .. plan.AssumedSpread == 0 ? [ReassuranceRule.EnoughPatients] : (ReassuranceRule[])[],
        ];

    private static List<SimulatedStream> Named(string name) =>
        [.. SimulatedStream.Family.Where(stream => string.Equals(stream.Name, name, StringComparison.Ordinal))];
}
