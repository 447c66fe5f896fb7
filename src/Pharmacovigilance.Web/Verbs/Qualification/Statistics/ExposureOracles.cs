using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>Exposure: what a percentage means per month, and when infusion reactions come.</summary>
internal static class ExposureOracles
{
    public static OracleKind Treatment { get; } =
        OracleKind.OfRows(
            "hazard from the median treatment time",
            [
                .. OracleColumn.Inputs("x_ref", "n_ref", "followup_T", "median_on_treatment"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "mu_disc",
                    "lambda_per_month",
                    "mean_at_risk_months",
                    "pt_at_risk",
                    "eair_per_100pm",
                    "eair_lo",
                    "eair_hi",
                    "naive_lambda",
                    "ratio_lambda_over_naive"
                ),
            ],
            row =>
            {
                var reference = EvidenceOracles.Reference(row);
                double p = (double)reference.PatientsWithEvent / reference.Patients,
                    followUp = row.Number("followup_T");
                if (TreatmentExposure.Of(p, followUp, row.Number("median_on_treatment")) is not { } exposure)
                    return new double?[9];
                double months = reference.Patients * exposure.MeanMonthsAtRisk,
                    naive = ConstantHazard.PerMonth(p, followUp);
                var interval = PoissonInterval.Exact(reference.PatientsWithEvent);
                return
                [
                    exposure.StopsPerMonth,
                    exposure.EventsPerMonth,
                    exposure.MeanMonthsAtRisk,
                    months,
                    100 * exposure.EventsPerMonth,
                    100 * interval.Lower / months,
                    100 * interval.Upper / months,
                    naive,
                    exposure.EventsPerMonth / naive,
                ];
            }
        );

    public static OracleKind Constant { get; } =
        OracleKind.OfRows(
            "constant hazard",
            [
                .. OracleColumn.Inputs("p", "T", "t"),
                .. OracleColumn.Expected(Tolerance.OfValue, "lambda_per_month", "F_t", "cumhaz_t"),
            ],
            row =>
            {
                double p = row.Number("p"),
                    months = row.Number("T"),
                    t = row.Number("t");
                return
                [
                    ConstantHazard.PerMonth(p, months),
                    ConstantHazard.Part(p, months, t),
                    ConstantHazard.Cumulative(p, months, t),
                ];
            }
        );

    public static OracleKind Reactions { get; } =
        OracleKind.OfRows(
            "infusion reactions by infusion",
            [
                .. OracleColumn.Inputs("p_patient", "first_fraction_phi", "K_infusions"),
                .. OracleColumn.Expected(Tolerance.OfValue, "p1", "h_later"),
                .. OracleColumn.Inputs("infusions_received"),
                .. OracleColumn.Expected(Tolerance.OfValue, "F_j", "expected_per_1000_infusions_flat"),
            ],
            row =>
            {
                double p = row.Number("p_patient");
                int infusions = row.Whole("K_infusions");
                var model = InfusionReactionModel.Of(p, row.Number("first_fraction_phi"), infusions);
                return
                [
                    model.First,
                    model.Later,
                    model.Part(row.Whole("infusions_received")),
                    InfusionReactionModel.FlatPerThousand(p, infusions),
                ];
            }
        );

    public static OracleKind Schedule { get; } =
        OracleKind.OfRows(
            "scheduled infusions",
            [.. OracleColumn.Inputs("day"), .. OracleColumn.Expected(Tolerance.Exact, "cycle", "scheduled_infusions")],
            row =>
            {
                int day = row.Whole("day");
                if (day < 0)
                    throw row.Refuse("day", "must not be negative.");
                var calendar = KnowledgeFiles.Load().Calendars[Regimen.IsaPd];
                var first = new DateOnly(2024, 1, 1);
                return
                [
                    (day + calendar.CycleLengthDays - 1) / calendar.CycleLengthDays,
                    day == 0 ? 0 : calendar.InfusionsThrough(first, first.AddDays(day - 1)).Count(),
                ];
            }
        );
}
