using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>Curves over the time since the first infusion. Each is computed from a file of patients that lies beside it.</summary>
internal static class TimeToEventOracles
{
    private const string CohortFile = "tte_cohort.csv";
    private const string RecurrentFile = "tte_recurrent.csv";

    private static readonly string[] Labels = ["censored", "AE", "death", "progression"];

    public static OracleKind Cohort { get; } =
        OracleKind.OfRows(
            "patients with what came first",
            [
                OracleColumn.Text("id"),
                .. OracleColumn.Inputs("time_months"),
                .. OracleColumn.Expected(Tolerance.Exact, "status"),
                OracleColumn.Text("status_label"),
            ],
            row =>
                Array.IndexOf(Labels, row.Text("status_label")) is var status and >= 0
                    ? [status]
                    : throw row.Refuse("status_label", $"must be one of {string.Join(", ", Labels)}.")
        );

    public static OracleKind Recurrent { get; } =
        new(
            "patients with recurrent events",
            [
                OracleColumn.Text("id"),
                .. OracleColumn.Expected(Tolerance.OfValue, "start"),
                .. OracleColumn.Inputs("stop", "event"),
            ],
            table =>
                table.Rows.Select(
                    (row, i) =>
                        new double?[]
                        {
                            i > 0
                            && string.Equals(table.Rows[i - 1].Text("id"), row.Text("id"), StringComparison.Ordinal)
                                ? table.Rows[i - 1].Number("stop")
                                : 0,
                        }
                )
        );

    public static OracleKind Incidence { get; } =
        Curve(
            "cumulative incidence with competing death and progression",
            [
                .. OracleColumn.Expected(Tolerance.Exact, "n_risk"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "p_event_free",
                    "cif_AE",
                    "cif_death",
                    "cif_progression",
                    "se_cif_AE"
                ),
            ],
            table =>
                CumulativeIncidence
                    .Of(Patients(table))
                    .ToDictionary(
                        point => point.Months,
                        point =>
                            new double?[]
                            {
                                point.AtRisk,
                                point.EventFree,
                                point.AdverseEvent,
                                point.Death,
                                point.Progression,
                                point.StandardError,
                            }
                    )
        );

    public static OracleKind KaplanMeier { get; } =
        Curve(
            "Kaplan-Meier",
            [
                .. OracleColumn.Expected(Tolerance.Exact, "n_risk", "n_event", "n_censor"),
                .. OracleColumn.Expected(Tolerance.OfValue, "surv", "one_minus_km", "se_greenwood"),
                .. OracleColumn.Optional(Tolerance.OfValue, "loglog_lo", "loglog_hi"),
                .. OracleColumn.Expected(Tolerance.OfValue, "plain_lo", "plain_hi"),
                .. OracleColumn.Optional(Tolerance.OfValue, "log_lo", "log_hi"),
                .. OracleColumn.Expected(Tolerance.OfValue, "na_cumhaz", "na_se"),
            ],
            table =>
                Domain
                    .Signals.KaplanMeier.Of(Patients(table))
                    .ToDictionary(
                        point => point.Months,
                        point =>
                            new double?[]
                            {
                                point.AtRisk,
                                point.Events,
                                point.Censored,
                                point.Survival,
                                1 - point.Survival,
                                point.StandardError,
                                point.LogLog()?.Lower,
                                point.LogLog()?.Upper,
                                point.Plain().Lower,
                                point.Plain().Upper,
                                point.Log()?.Lower,
                                point.Log()?.Upper,
                                point.Hazard,
                                point.HazardError,
                            }
                    )
        );

    public static OracleKind MeanCount { get; } =
        Curve(
            "mean cumulative count",
            [
                .. OracleColumn.Expected(Tolerance.Exact, "n_risk", "n_event"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "mcf",
                    "se_survival",
                    "se_lawless_nadeau",
                    "lo95_lawless_nadeau",
                    "hi95_lawless_nadeau"
                ),
            ],
            table =>
                MeanCumulativeCount
                    .Of(Recurrences(table))
                    .ToDictionary(
                        point => point.Months,
                        point =>
                            new double?[]
                            {
                                point.AtRisk,
                                point.Events,
                                point.Mean,
                                point.StandardError,
                                point.StandardError,
                                point.Interval().Lower,
                                point.Interval().Upper,
                            }
                    )
        );

    private static OracleKind Curve(
        string subject,
        IEnumerable<OracleColumn> expected,
        Func<OracleTable, Dictionary<double, double?[]>> points
    ) => new(subject, [.. OracleColumn.Inputs("time"), .. expected], table =>
        {
            var curve = points(table);
            return table.Rows.Select(row =>
                curve.GetValueOrDefault(row.Number("time"))
                ?? throw row.Refuse("time", "is no time of the curve: nothing was observed at it.")
            );
        });

    private static List<Observation> Patients(OracleTable table) =>
        [
            .. table
                .Beside(CohortFile)
                .Rows.Select(row => new Observation(row.Number("time_months"), (ObservationEnd)row.Whole("status"))),
        ];

    private static List<RecurrentEvents> Recurrences(OracleTable table) =>
        [
            .. table
                .Beside(RecurrentFile)
                .Rows.GroupBy(row => row.Text("id"), StringComparer.Ordinal)
                .Select(patient => new RecurrentEvents(
                    [.. patient.Where(row => row.Whole("event") == 1).Select(row => row.Number("stop"))],
                    patient.Max(row => row.Number("stop"))
                )),
        ];
}
