using System.Globalization;
using System.Text.RegularExpressions;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>The evidence where ordinary units scatter around the trial, and how often it is reached.</summary>
internal static partial class SpreadOracles
{
    private static readonly int[] Horizons = [50, 100, 200, 500, 1000];

    public static OracleKind Cohort { get; } =
        OracleKind.OfRows(
            "cohort e-value with a spread between units",
            [
                .. OracleColumn.Inputs("k", "m", "x_ref", "n_ref", "tau", "rho0"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, "ln_e", "ln_e_equal_weights", "ln_null_path"),
            ],
            row =>
            {
                int k = row.Whole("k"),
                    m = row.Whole("m");
                var reference = EvidenceOracles.Reference(row);
                double spread = row.Number("tau"),
                    margin = row.Number("rho0");
                return
                [
                    CohortEvidence.LnE(k, m, reference, margin, spread),
                    CohortEvidence.LnE(k, m, reference, Alternatives.OfTheTrial, margin, spread),
                    CohortEvidence.LnOrdinaryPath(k, m, reference, margin, spread),
                ];
            }
        );

    public static OracleKind Reached { get; } =
        new(
            "how often units that differ from the trial reach a threshold",
            [
                OracleColumn.Text("statistic"),
                .. OracleColumn.Inputs("tau", "rho0"),
                OracleColumn.Text("hazard_ratios"),
                OracleColumn.Text("p0"),
                OracleColumn.Text("n_ref"),
                OracleColumn.Text("true_ratio"),
                .. OracleColumn.Optional(
                    Tolerance.Within(0.001),
                    [.. Horizons.Select(patients => $"signal_by_{patients}")]
                ),
                .. OracleColumn.Optional(Tolerance.Within(1), "median_patients", "patients_80pct"),
                OracleColumn.Text("method"),
                OracleColumn.Text("standard_error"),
                OracleColumn.Text("signal_by_300"),
            ],
            Enumerate
        )
        {
            LeftOut = "are results of simulations, which only another simulation can be compared with",
        };

    private static IEnumerable<double?[]> Enumerate(OracleTable table)
    {
        var exact = table
            .Rows.Where(IsExact)
            .Select(row => (row, setting: Setting.Of(row), ratio: TrueRatio.Of(row)))
            .ToList();
        var settings = exact.GroupBy(one => one.setting).ToList();
        var found = new Dictionary<OracleRow, double[]>();
        for (int i = 0; i < settings.Count; i++)
        {
            table.Progress?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{i + 1} of {settings.Count}: {settings[i].Key}")
            );
            var detection = settings[i].First().row.Checked(_ => settings[i].Key.Detection(Horizons[^1]));
            var known = new Dictionary<double, double[]>();
            foreach (var (row, _, ratio) in settings[i])
                found[row] = ratio.Within(one =>
                    known.TryGetValue(one, out var same) ? same : known[one] = detection.Within(one)
                );
        }

        foreach (var row in table.Rows)
            yield return found.TryGetValue(row, out var within) ? Values(row, within) : OracleKind.NotRecomputed;
    }

    private static double?[] Values(OracleRow row, double[] within) =>
        [
            .. Horizons.Select(patients =>
                row.NumberOrNothing(string.Create(CultureInfo.InvariantCulture, $"signal_by_{patients}")) is null
                    ? null
                    : (double?)within[patients - 1]
            ),
            Patients(within, 0.5),
            Patients(within, 0.8),
        ];

    private static double? Patients(double[] within, double part) =>
        Array.FindIndex(within, reached => reached >= part) is var at and >= 0 ? at + 1 : null;

    private static bool IsExact(OracleRow row) =>
        row.Text("method") switch
        {
            "exact" => true,
            "simulation" => false,
            _ => throw row.Refuse("method", "must be exact or simulation."),
        };

    /// <summary>All that the boundary follows from.</summary>
    private sealed record Setting(
        double Threshold,
        double Spread,
        double Margin,
        string HazardRatios,
        double Rate,
        int Patients,
        bool TrialIsFixed
    )
    {
        public static Setting Of(OracleRow row)
        {
            if (Plain().Match(row.Text("statistic")) is not { Success: true } plain)
                throw row.Refuse("statistic", "is enumerated only as \"plain e>=\" with a threshold.");
            string ratios = row.Text("hazard_ratios");
            if (ratios is not ("2 3 5" or "1.5 2 3 5 equal"))
                throw row.Refuse("hazard_ratios", "must be \"2 3 5\" or \"1.5 2 3 5 equal\".");
            return new Setting(
                double.Parse(plain.Groups["threshold"].ValueSpan, CultureInfo.InvariantCulture),
                row.Number("tau"),
                row.Number("rho0"),
                ratios,
                row.Number("p0"),
                row.Whole("n_ref"),
                row.Text("true_ratio").EndsWith(TrueRatio.Fixed, StringComparison.Ordinal)
            );
        }

        public UnitDetection Detection(int patients) =>
            new(
                new EvidenceRule(
                    Spread,
                    Margin,
                    HazardRatios is "2 3 5" ? Alternatives.BeyondTheSpread : Alternatives.OfTheTrial,
                    Threshold
                ),
                Patients,
                Rate,
                patients,
                TrialIsFixed
            );

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"spread {Spread}, margin {Margin}, hazard ratios {HazardRatios}, rate {Rate} of {Patients}, e at least {Threshold}{(TrialIsFixed ? ", trial fixed" : "")}"
            );
    }

    [GeneratedRegex(
        @"^plain e>=(?<threshold>\d+(\.\d+)?)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Plain();
}
