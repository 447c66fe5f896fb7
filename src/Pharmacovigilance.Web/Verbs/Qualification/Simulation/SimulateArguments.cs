using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>The options of <c>simulate</c>. Each says of its own value what is wrong; <see cref="SimulateOptions"/> judges them together.</summary>
internal sealed class SimulateArguments
{
    public const double MostSpread = 2;

    public SimulateArguments(Command verb)
    {
        Null = verb.AddFlag("--null", "units like the trials");
        foreach (
            var option in (Option[])[Hazard, Ratio, Spread, Assumed, Shape, Trial, Term, Raised, Units, Years, Seed]
        )
            verb.Add(option);
        Term.CompletionSources.Add([SimulateOptions.WholeFamily, SimulateOptions.CompleteFamily, .. Names]);
        Raised.CompletionSources.Add([.. Names]);
        Trial.CompletionSources.Add("simulated", "posterior", "published");
    }

    public Option<bool> Null { get; }

    public Option<double?> Hazard { get; } =
        Number(
            "--hazard",
            "multiple",
            "units that are worse: the probability of a reaction, or the hazard, times this",
            (0, 100, value => value is not (0 or 1)),
            "a multiple above 0 and at most 100, other than 1, with a decimal point"
        );

    public Option<double?> Ratio { get; } =
        Number(
            "--ratio",
            "hazard ratio",
            "units that are worse: every hazard times this",
            (0, 100, value => value != 0),
            "a hazard ratio above 0 and at most 100, with a decimal point"
        );

    public Option<double?> Spread { get; } =
        Number(
            "--spread",
            "true",
            "true spread of the log hazard between units",
            (0, MostSpread, _ => true),
            $"a number from 0 to {MostSpread}, with a decimal point"
        );

    public Option<double?> Assumed { get; } =
        Number(
            "--tau",
            "assumed",
            "spread that the evidence assumes; the board's own if absent",
            (0, MostSpread, _ => true),
            $"a number from 0 to {MostSpread}, with a decimal point"
        );

    public Option<double?> Shape { get; } =
        Number(
            "--hazard-shape",
            "shape",
            "Weibull shape of the true hazard; each stream's own if absent",
            (0.1, 10, _ => true),
            "a number from 0.1 to 10, with a decimal point (1 constant, below falling, above rising)"
        );

    public Option<TrialOutcome> Trial { get; } =
        new("--trial")
        {
            HelpName = "simulated|posterior|published",
            Description = "where the true rates come from; simulated if absent",
            CustomParser = result =>
                Known<TrialOutcome>(
                    result,
                    text =>
                        text switch
                        {
                            "simulated" => TrialOutcome.Simulated,
                            "posterior" => TrialOutcome.Posterior,
                            "published" => TrialOutcome.Published,
                            _ => null,
                        },
                    text => $"--trial is simulated, posterior or published, not '{text}'."
                ),
        };

    public Option<string?> Term { get; } =
        new("--term") { HelpName = "stream|family|complete", Description = "what is watched; the family if absent" };

    public Option<string?> Raised { get; } =
        new("--raise") { HelpName = "stream", Description = "the one stream of the family that is worse" };

    public Option<int> Units { get; } = Whole("--units", "units that are simulated", 1, 1_000_000, 2000);

    public Option<int> Years { get; } = Whole("--years", "years that each is watched", 1, 50, 10);

    public Option<int> Seed { get; } = Whole("--seed", "the same seed gives the same units", 0, int.MaxValue, 1);

    private static IEnumerable<string> Names => SimulatedStream.Family.Select(stream => stream.Name);

    private static Option<double?> Number(
        string name,
        string value,
        string description,
        (double Least, double Most, Func<double, bool> Fits) range,
        string must
    ) =>
        new(name)
        {
            HelpName = value,
            Description = description,
            CustomParser = result =>
                Known<double>(
                    result,
                    text =>
                        double.TryParse(
                            text,
                            NumberStyles.AllowDecimalPoint,
                            CultureInfo.InvariantCulture,
                            out double number
                        )
                        && number >= range.Least
                        && number <= range.Most
                        && range.Fits(number)
                            ? number
                            : null,
                    text => $"{name} must be {must}, not '{text}'."
                ),
        };

    private static Option<int> Whole(string name, string description, int least, int most, int otherwise) =>
        new(name)
        {
            HelpName = "number",
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
                Known<int>(
                    result,
                    text =>
                        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                        && number >= least
                        && number <= most
                            ? number
                            : null,
                    text => $"{name} must be a whole number from {least} to {most}, not '{text}'."
                ),
        };

    private static T Known<T>(ArgumentResult result, Func<string, T?> read, Func<string, string> sentence)
        where T : struct
    {
        string text = result.Tokens[0].Value;
        if (read(text) is { } value)
            return value;
        result.AddError(sentence(text));
        return default;
    }
}
