using System.Globalization;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>The cohort e-value and what follows from it.</summary>
internal static class EvidenceOracles
{
    private static readonly double LnTwenty = Math.Log(20);

    private static string[] OfRatios =>
        [
            .. CohortEvidence.HazardRatios.Select(ratio =>
                string.Create(CultureInfo.InvariantCulture, $"ln_e_hr{ratio}")
            ),
        ];

    public static OracleKind Cohort { get; } =
        OracleKind.OfRows(
            "cohort e-value",
            [
                .. OracleColumn.Inputs("x_ref", "n_ref"),
                OracleColumn.Text("label"),
                .. OracleColumn.Inputs("k_site_patients_with_event", "m_site_patients_exposed"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, [.. OfRatios, "ln_e"]),
                .. OracleColumn.Expected(Tolerance.OfValue, "e_value"),
                .. OracleColumn.Expected(Tolerance.Exact, "signal_e_ge_20"),
            ],
            row =>
            {
                int k = row.Whole("k_site_patients_with_event"),
                    m = row.Whole("m_site_patients_exposed");
                var reference = Reference(row);
                double ln = CohortEvidence.LnE(k, m, reference);
                return
                [
                    .. CohortEvidence.HazardRatios.Select(ratio =>
                        (double?)CohortEvidence.LnEOf(ratio, k, m, reference)
                    ),
                    ln,
                    Math.Exp(ln),
                    Flag(ln >= LnTwenty),
                ];
            }
        );

    public static OracleKind Bounds { get; } =
        OracleKind.OfRows(
            "hazard-ratio bounds",
            [
                .. OracleColumn.Inputs("x_ref", "n_ref", "k", "m", "alpha_one_sided"),
                .. OracleColumn.Expected(Tolerance.Digits(9), "hr_lower"),
                // The file was searched on a grid and prints inf beyond it; 129.445517 is its largest finite bound.
                .. OracleColumn.Expected(
                    Tolerance.Digits(9) with
                    {
                        InfiniteAbove = 129.445517,
                    },
                    "hr_upper_grid_inverse"
                ),
                OracleColumn.Text("monotone_checked"),
            ],
            row =>
            {
                var bounds = HazardRatioBounds.Of(
                    row.Whole("k"),
                    row.Whole("m"),
                    Reference(row),
                    row.Number("alpha_one_sided")
                );
                return [bounds.Lower, bounds.Upper];
            }
        );

    public static OracleKind Boundary { get; } =
        OracleKind.OfRows(
            "fewest events for a signal",
            [
                .. OracleColumn.Inputs("x_ref", "n_ref", "threshold_e", "m_exposed"),
                .. OracleColumn.Optional(Tolerance.Exact, "min_k_to_signal"),
            ],
            row => [SignalBoundary.FewestEvents(row.Whole("m_exposed"), Reference(row), row.Number("threshold_e"))]
        );

    public static OracleKind Path { get; } =
        new(
            "e-value path with restarts",
            [
                .. OracleColumn.Inputs("example", "x_ref", "n_ref", "m", "event"),
                .. OracleColumn.Expected(Tolerance.Exact, "k"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, "ln_e_plain", "running_max_ln_e"),
                .. OracleColumn.Expected(Tolerance.OfValue, "e_restart_mixture_step10"),
                .. OracleColumn.Expected(Tolerance.Exact, "signal_plain", "signal_mixture"),
            ],
            table => table.Rows.GroupBy(row => row.Number("example")).SelectMany(OnePath)
        );

    public static OracleKind ExposureTime { get; } =
        OracleKind.OfRows(
            "e-value in exposure time",
            [
                .. OracleColumn.Inputs("x_ref"),
                .. OracleColumn.Expected(Tolerance.OfValue, "c=x_ref+0.5"),
                .. OracleColumn.Inputs("pt_ref", "k_site", "pt_site"),
                .. OracleColumn.Expected(Tolerance.OfValue, "r"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, [.. OfRatios, "ln_e"]),
            ],
            row =>
            {
                int x = row.Whole("x_ref"),
                    k = row.Whole("k_site");
                double r = row.Number("pt_site") / row.Number("pt_ref");
                return
                [
                    x + 0.5,
                    r,
                    .. CohortEvidence.HazardRatios.Select(ratio => (double?)ExposureEvidence.LnEOf(ratio, k, r, x)),
                    ExposureEvidence.LnE(k, r, x),
                ];
            }
        );

    public static OracleKind FalseAlarms { get; } =
        new(
            "exact false-alarm probability",
            [
                .. OracleColumn.Inputs("n_ref", "p_true"),
                OracleColumn.Text("reference_prior"),
                .. OracleColumn.Inputs("threshold_e"),
                .. OracleColumn.Optional(
                    Tolerance.Decimals(6),
                    "false_alarm_100_patients",
                    "false_alarm_300",
                    "false_alarm_1000",
                    "false_alarm_3000"
                ),
            ],
            Scan
        );

    internal static ReferenceCount Reference(OracleRow row) => new(row.Whole("x_ref"), row.Whole("n_ref"));

    internal static double Flag(bool holds) => holds ? 1 : 0;

    private static IEnumerable<double?[]> OnePath(IGrouping<double, OracleRow> example)
    {
        var rows = example.ToList();
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Whole("m") != i + 1)
                throw rows[i]
                    .Refuse("m", $"must count the patients of an example one by one; {i + 1} is expected here.");
        }

        double most = double.NegativeInfinity;
        var path = StreamPath.Of([.. rows.Select(row => row.Whole("event") == 1)], Reference(rows[0]));
        for (int m = 1; m <= path.Count; m++)
        {
            most = Math.Max(most, path.LnPlain(m));
            // The file flags the value of each patient, not the latched signal.
            yield return
            [
                path.K(m),
                path.LnPlain(m),
                most,
                Math.Exp(path.LnE(m)),
                Flag(path.LnPlain(m) >= LnTwenty),
                Flag(path.LnE(m) >= LnTwenty),
            ];
        }
    }

    private static IEnumerable<double?[]> Scan(OracleTable table)
    {
        int[] horizons = [100, 300, 1000, 3000];
        string[] columns = [.. table.Kind.ExpectedColumns.Select(column => column.Name)];
        var known = new Dictionary<(int, double), FalseAlarmProbability>();
        foreach (var row in table.Rows)
        {
            if (!string.Equals(row.Text("reference_prior"), "Jeffreys", StringComparison.Ordinal))
                throw row.Refuse("reference_prior", "only Jeffreys is known.");
            var key = (row.Whole("n_ref"), row.Number("threshold_e"));
            if (!known.TryGetValue(key, out var scan))
            {
                int longest = table
                    .Rows.Where(other => (other.Whole("n_ref"), other.Number("threshold_e")) == key)
                    .Max(other =>
                        horizons
                            .Zip(columns)
                            .Where(pair => other.NumberOrNothing(pair.Second) is not null)
                            .Select(pair => pair.First)
                            .DefaultIfEmpty(horizons[0])
                            .Max()
                    );
                known.Add(key, scan = new FalseAlarmProbability(key.Item1, key.Item2, longest));
            }

            double[] within = row.Checked(_ => scan.Within(row.Number("p_true")));
            yield return
            [
                .. horizons
                    .Zip(columns)
                    .Select(pair => row.NumberOrNothing(pair.Second) is null ? null : (double?)within[pair.First - 1]),
            ];
        }
    }
}
