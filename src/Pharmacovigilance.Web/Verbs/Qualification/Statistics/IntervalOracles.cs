using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>Intervals and comparisons for reading beside the evidence.</summary>
internal static class IntervalOracles
{
    // What R's uniroot stops at by default, a quarter power of its rounding unit.
    private const double Uniroot = 1.2208e-4;

    public static OracleKind Binomial { get; } =
        OracleKind.OfRows(
            "binomial intervals",
            [
                .. OracleColumn.Inputs("x", "n", "level"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "estimate",
                    "cp_lo",
                    "cp_hi",
                    "wilson_lo",
                    "wilson_hi",
                    "jeffreys_lo",
                    "jeffreys_hi",
                    "jeffreys_mod_lo",
                    "jeffreys_mod_hi"
                ),
                .. OracleColumn.Expected(Tolerance.Search(Uniroot), "midp_lo", "midp_hi"),
                .. OracleColumn.Expected(Tolerance.OfValue, "ac_lo", "ac_hi", "jeffreys_mean"),
            ],
            row =>
            {
                int x = row.Whole("x"),
                    n = row.Whole("n");
                double level = row.Number("level");
                Interval?[] all =
                [
                    BinomialInterval.ClopperPearson(x, n, level),
                    BinomialInterval.Wilson(x, n, level),
                    BinomialInterval.Jeffreys(x, n, level),
                    BinomialInterval.JeffreysModified(x, n, level),
                    BinomialInterval.MidP(x, n, level),
                    BinomialInterval.AgrestiCoull(x, n, level),
                ];
                return
                [
                    (double)x / n,
                    .. all.SelectMany(interval => new[] { interval?.Lower, interval?.Upper }),
                    (x + 0.5) / (n + 1),
                ];
            }
        );

    public static OracleKind Anytime { get; } =
        OracleKind.OfRows(
            "anytime-valid interval of a rate",
            [.. OracleColumn.Inputs("k", "m", "alpha"), .. OracleColumn.Expected(Tolerance.OfValue, "cs_lo", "cs_hi")],
            row =>
            {
                var interval = AnytimeInterval.Of(row.Whole("k"), row.Whole("m"), row.Number("alpha"));
                return [interval.Lower, interval.Upper];
            }
        );

    public static OracleKind Poisson { get; } =
        OracleKind.OfRows(
            "rate per 100 patient-months",
            [
                .. OracleColumn.Inputs("x", "person_months", "level"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "rate_per_100pm",
                    "exact_lo_per_100pm",
                    "exact_hi_per_100pm"
                ),
                .. OracleColumn.Expected(
                    Tolerance.Search(Uniroot, (100, "person_months")),
                    "midp_lo_per_100pm",
                    "midp_hi_per_100pm"
                ),
                .. OracleColumn.Expected(Tolerance.OfProbability, "upper_tail_p_vs_rate5"),
            ],
            row =>
            {
                int x = row.Whole("x");
                double months = row.Number("person_months"),
                    level = row.Number("level");
                if (months <= 0)
                    throw row.Refuse("person_months", "must lie above 0.");
                double Rate(double events) => 100 * events / months;
                var exact = PoissonInterval.Exact(x, level);
                var midP = PoissonInterval.MidP(x, level);
                return
                [
                    Rate(x),
                    Rate(exact.Lower),
                    Rate(exact.Upper),
                    Rate(midP.Lower),
                    Rate(midP.Upper),
                    PoissonInterval.UpperTail(x, 0.05 * months),
                ];
            }
        );

    public static OracleKind Posterior { get; } =
        OracleKind.OfRows(
            "posterior probability of exceeding the trial",
            [
                .. OracleColumn.Inputs("x_site", "n_site", "x_ref", "n_ref", "prior_a", "prior_b", "multiple_k"),
                .. OracleColumn.Expected(Tolerance.OfProbability, "pr_site_gt_k_ref", "pr_complement"),
            ],
            row =>
            {
                var (above, notAbove) = PosteriorComparison.Of(
                    row.Whole("x_site"),
                    row.Whole("n_site"),
                    EvidenceOracles.Reference(row),
                    row.Number("multiple_k"),
                    row.Number("prior_a"),
                    row.Number("prior_b")
                );
                return [above, notAbove];
            }
        );

    public static OracleKind Ratio { get; } =
        OracleKind.OfRows(
            "exact rate ratio",
            [
                .. OracleColumn.Inputs("k_site", "pt_site", "x_ref", "pt_ref"),
                .. OracleColumn.Optional(Tolerance.OfValue, "irr"),
                .. OracleColumn.Expected(Tolerance.OfValue, "irr_lo95", "irr_hi95"),
                .. OracleColumn.Expected(Tolerance.OfProbability, "p_two_sided", "p_greater"),
            ],
            row =>
            {
                var ratio = RateRatio.Of(
                    row.Whole("k_site"),
                    row.Number("pt_site"),
                    row.Whole("x_ref"),
                    row.Number("pt_ref")
                );
                return [ratio.Ratio, ratio.Interval.Lower, ratio.Interval.Upper, ratio.TwoSidedP, ratio.GreaterP];
            }
        );
}
