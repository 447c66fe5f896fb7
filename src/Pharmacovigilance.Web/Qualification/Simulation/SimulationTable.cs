using System.Globalization;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Qualification.Simulation;

/// <summary>The result as text: one line per way of watching.</summary>
internal sealed class SimulationTable(SimulateOptions options, IReadOnlyList<WatchResult> results)
{
    /// <summary>A unit like the trials is called worse in at most this part of the units.</summary>
    private const double Promise = 0.05;

    private static readonly int[] Horizons = [1, 2, 5, 10];

    private SimulationPlan Plan => options.Plan;

    /// <summary>The rules that promise it here: of one stream its own, of a family only the one for all together.</summary>
    public IReadOnlyList<WatchResult> Broken =>
    [
        .. results.Where(result => options.IsNull && result.Watch != Watch.Wilson && (Plan.Streams.Count == 1 || result.Watch == Watch.Family)
            && result.ErrorWithin(Plan.Years).Upper > Promise),
    ];

    public IEnumerable<string> Lines()
    {
        yield return Subject();
        yield return Text($"{Plan.Units} units, {Plan.Years} years, {SimulationPlan.PatientsPerYear} patients a year on each regimen; the trials are simulated too; a look after every first event; seed {Plan.Seed}.");
        yield return "";
        int[] years = [.. Horizons.Where(year => year < Plan.Years), Plan.Years];
        string what = options.IsNull ? "Falsely alarmed" : "Detected";
        yield return $"{what}, part of units (95 % interval of the simulation's own error), by";
        yield return $"{"",-38}" + string.Concat(years.Select(year => $"{Text($"{year} y"),-24}")) + $"{"median months",14}{"patients",10}";
        foreach (var result in results) yield return $"{Name(result.Watch),-38}" + string.Concat(years.Select(year => $"{Part(result, year),-24}")) + $"{Median(result.MedianMonths),14}{Median(result.MedianPatients),10}";
        yield return "";
        if (options.IsNull) yield return Verdict();
        else yield return "Medians are over all units; '-' where fewer than half had a signal. Patients are those begun by then on the simulated regimens.";
    }

    private string Subject()
    {
        string of = Plan.Streams.Count > 1
            ? Text($"family of {Plan.Streams.Count} streams")
            : Text($"{Plan.Streams[0].Name} ({Plan.Streams[0].Trial.Regimen}, {Plan.Streams[0].Expected} of {Plan.Streams[0].Trial.Patients})");
        string raised = Plan.Raised is null ? "" : $" in {string.Join(", ", Plan.Raised)}, the others like the trials; its signals alone count";
        return options.IsNull ? $"simulate: {of}, units like the trials" : Text($"simulate: {of}, {Plan.Multiple} times the hazard, of reactions the probability{raised}");
    }

    private string Verdict() => Broken is [_, ..] broken
        ? $"The interval reaches above 5 % for: {string.Join(", ", broken.Select(result => Name(result.Watch)))}."
        : "The interval of what promises at most 5 % stays within it.";

    private string Name(Watch watch) => watch switch
    {
        Watch.Cohort => $"cohort e >= 20{Where}",
        Watch.Restarts => $"with restarts, e >= 20{Where}",
        Watch.Family => "closed averaging e* >= 20",
        Watch.Wilson => $"naive: Wilson 95 % live{Where}",
    };

    private string Where => (Plan.Streams.Count > 1, Plan.Raised) switch
    {
        (false, _) => "",
        (true, null) => " in any",
        (true, _) => " in that one",
    };

    private string Part(WatchResult result, int years)
    {
        var error = result.ErrorWithin(years);
        return Text($"{(double)result.Within(years) / Plan.Units:0.000} ({error.Lower:0.000}-{error.Upper:0.000})");
    }

    private static string Median(double? value) => value is { } one ? one.ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
