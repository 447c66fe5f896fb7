using System.Globalization;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>The result as text: one line per way of watching and per rule of "within expectation".</summary>
internal sealed class SimulationTable(SimulateOptions options, SimulationResult result)
{
    private const int NameWidth = 38;
    private const int PartWidth = 24;

    private static readonly int[] Horizons = [1, 2, 5, 10];
    private static readonly int[] PatientHorizons = [50, 100, 200, 300, 500, 1000];

    private readonly SimulationPromise promise = new(options, result);

    private SimulationPlan Plan => options.Plan;

    /// <summary>Whether what is promised here was shown.</summary>
    public bool IsKept => promise.IsKept;

    public IEnumerable<string> Lines()
    {
        yield return Subject();
        yield return Text(
            $"{Plan.Units} units, {Plan.Years} years, {SimulationPlan.PatientsPerYear} patients a year on each regimen; {Trials()}; a look after every first event; seed {Plan.Seed}.{(Plan.Rules.Count > 0 ? Model() : "")}"
        );
        yield return "";
        int[] years = [.. Horizons.Where(year => year < Plan.Years), Plan.Years];
        yield return $"{What}, part of units (95 % interval of the simulation's own error), by";
        yield return Heading([.. years.Select(year => Text($"{year} y"))]) + $"{"median months", 14}{"patients", 10}";
        foreach (var alarm in result.Alarms)
            yield return Row(
                Name(alarm.Watch),
                years.Select(year => Part((double)alarm.Within(year) / Plan.Units, alarm.ErrorWithin(year)))
            ) + $"{Median(alarm.MedianMonths), 14}{Median(alarm.MedianPatients), 10}";
        foreach (string line in Greens(years).Concat(ByPatients()))
            yield return line;
        yield return "";
        foreach (string line in promise.Lines(Name))
            yield return line;
    }

    private string What => options.IsNull ? "Falsely alarmed" : "Detected";

    private string Subject()
    {
        string of =
            Plan.Streams.Count > 1
                ? Text($"family of {Plan.Streams.Count} streams")
                : Text(
                    $"{Plan.Streams[0].Name} ({Plan.Streams[0].Trial.Regimen}, {Plan.Streams[0].Expected} of {Plan.Streams[0].Trial.Patients})"
                );
        string raised = Plan.Raised is null
            ? ""
            : $" in {string.Join(", ", Plan.Raised)}, the others like the trials; its signals alone count";
        string spread =
            Plan.TrueSpread == 0 ? "" : Text($"; units scatter around that by {Plan.TrueSpread} of the log hazard");
        return (
                options.IsNull
                    ? $"simulate: {of}, units like the trials"
                    : Text(
                        $"simulate: {of}, {Plan.Multiple} times the hazard{(Plan.ReactionsByHazard ? "" : ", of reactions the probability")}{raised}"
                    )
            ) + spread;
    }

    private string Trials() =>
        Plan.Trial switch
        {
            TrialOutcome.Simulated => "the trials are simulated too",
            TrialOutcome.Posterior => "true rates from the posterior of the trials' counts",
            TrialOutcome.Published => "the trials' percentages are the true rates",
        };

    private string Model()
    {
        double[] assumed = [.. Plan.Streams.Select(Plan.AssumedFor).Distinct().Order()];
        string shape = Plan.HazardShape is { } given ? Text($"Weibull {given}") : "of each stream";
        return Text(
            $" Spread assumed by the evidence (tau): {string.Join(" and ", assumed.Select(tau => Text($"{tau}")))}; true hazard: {shape}; a look for \"within expectation\" twice a month."
        );
    }

    private IEnumerable<string> Greens(int[] years)
    {
        if (result.Greens.Count == 0)
            yield break;
        yield return "";
        string of = Plan.Counted.Count == 1 ? "part of units" : "mean part of a unit's streams";
        yield return $"Ever called within expectation, {of} (95 % interval), by";
        yield return Heading([.. years.Select(year => Text($"{year} y"))])
            + $"{"median months", 14}{"patients", 10}{"pat.-months", 13}";
        foreach (var green in result.Greens)
            yield return Row(Name(green.Rule), years.Select(year => Part(green.Within(year), green.ErrorWithin(year))))
                + $"{Median(green.MedianMonths), 14}{Median(green.MedianPatients), 10}{Median(green.MedianPatientMonths), 13}";
    }

    /// <summary>Only as far as every unit came. In a family patients are counted over both regimens.</summary>
    private IEnumerable<string> ByPatients()
    {
        int[] patients = [.. PatientHorizons.Where(most => most <= result.FewestPatients)];
        if (result.Greens.Count == 0 || patients.Length == 0)
            yield break;
        yield return "";
        yield return $"{What}, part of units (95 % interval), by patients of the unit";
        yield return Heading([.. patients.Select(most => Text($"{most}"))]).TrimEnd();
        foreach (var alarm in result.Alarms)
            yield return Row(
                    "  " + Name(alarm.Watch),
                    patients.Select(most =>
                        Part((double)alarm.WithinPatients(most) / Plan.Units, alarm.ErrorWithinPatients(most))
                    )
                )
                .TrimEnd();
    }

    private string Name(Watch watch) =>
        watch switch
        {
            Watch.Cohort => $"cohort e >= 20{Where}",
            Watch.Restarts => $"with restarts, e >= 20{Where}",
            Watch.Family => "closed averaging e* >= 20",
            Watch.WatchList => $"Benjamini-Hochberg 10 %{Where}",
            Watch.Wilson => $"naive: Wilson 95 % live{Where}",
        };

    private static string Name(ReassuranceRule rule) =>
        rule switch
        {
            ReassuranceRule.NotDoubled => "doubling excluded, e' >= 5",
            ReassuranceRule.ClosedWindows => "the same by all closed windows alone",
            ReassuranceRule.ClosedInOrder => "by closed windows in order",
            ReassuranceRule.EnoughPatients => "old rule: enough patients",
        };

    private string Where =>
        (Plan.Streams.Count > 1, Plan.Raised) switch
        {
            (false, _) => "",
            (true, null) => " in any",
            (true, _) => " in that one",
        };

    private static string Heading(IReadOnlyList<string> columns) => Row("", columns);

    private static string Row(string name, IEnumerable<string> cells) =>
        name.PadRight(NameWidth) + string.Concat(cells.Select(cell => cell.PadRight(PartWidth)));

    private static string Part(double part, Interval error) =>
        Text($"{part:0.000} ({error.Lower:0.000}-{error.Upper:0.000})");

    private static string Median(double? value) =>
        value is { } one ? one.ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
