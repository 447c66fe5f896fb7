using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>Several streams together.</summary>
internal static class FamilyOracles
{
    public static OracleKind Multiplicity { get; } =
        new(
            "several streams together",
            [
                OracleColumn.Text("case"),
                .. OracleColumn.Inputs("idx", "e_value", "weight"),
                .. OracleColumn.Expected(Tolerance.Exact, "K", "bonferroni_reject_05"),
                .. OracleColumn.Expected(Tolerance.OfValue, "e_star_closed_avg"),
                .. OracleColumn.Expected(Tolerance.Exact, "signal_closed_05"),
                .. OracleColumn.Expected(Tolerance.OfValue, "e_star_weighted"),
                .. OracleColumn.Expected(Tolerance.Exact, "signal_weighted_05", "ebh_reject_05", "ebh_reject_10"),
                .. OracleColumn.Expected(Tolerance.OfProbability, "p_from_e", "holm_adj_p", "bh_adj_p", "by_adj_p"),
                .. OracleColumn.Expected(Tolerance.OfValue, "global_avg_e"),
            ],
            table =>
                table
                    .Rows.GroupBy(row => row.Text("case"), StringComparer.Ordinal)
                    .SelectMany(group => group.First().Checked(_ => OneCase([.. group])))
        );

    private static IEnumerable<double?[]> OneCase(IReadOnlyList<OracleRow> rows)
    {
        double[] ln =
        [
            .. rows.Select(row =>
                row.Number("e_value") is >= 0 and var e
                    ? Math.Log(e)
                    : throw row.Refuse("e_value", "must not be negative.")
            ),
        ];
        double limit = Math.Log(20);
        double[] closed = EvidenceFamily.ClosedAveraging(ln),
            weighted = EvidenceFamily.ClosedAveraging(ln, [.. rows.Select(row => row.Number("weight"))]);
        bool[] five = EvidenceFamily.BenjaminiHochberg(ln, 0.05),
            ten = EvidenceFamily.BenjaminiHochberg(ln, 0.10);
        double[] p = [.. ln.Select(PValueAdjustment.OfEvidence)];
        double[] holm = PValueAdjustment.Holm(p),
            hochberg = PValueAdjustment.BenjaminiHochberg(p),
            yekutieli = PValueAdjustment.BenjaminiYekutieli(p);
        double mean = Math.Exp(EvidenceFamily.Mean(ln));
        return
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(i =>
                    new double?[]
                    {
                        rows.Count,
                        EvidenceOracles.Flag(ln[i] >= Math.Log(20.0 * rows.Count)),
                        Math.Exp(closed[i]),
                        EvidenceOracles.Flag(closed[i] >= limit),
                        Math.Exp(weighted[i]),
                        EvidenceOracles.Flag(weighted[i] >= limit),
                        EvidenceOracles.Flag(five[i]),
                        EvidenceOracles.Flag(ten[i]),
                        p[i],
                        holm[i],
                        hochberg[i],
                        yekutieli[i],
                        mean,
                    }
                ),
        ];
    }
}
