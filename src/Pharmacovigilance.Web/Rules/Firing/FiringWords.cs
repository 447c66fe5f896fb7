using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Rules.Firing;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules.Firing;

/// <summary>The key of the texts about firing rates: FiringText.resx.</summary>
public sealed class FiringText;

/// <summary>Control charts in the words of the reader.</summary>
public sealed class FiringWords(IStringLocalizer<FiringText> text)
{
    public static StateKind KindOf(FiringChart chart) =>
        chart.Verdict switch
        {
            FiringVerdict.TooFewWeeks or FiringVerdict.NoAlertInBaseline => StateKind.Unknown,
            FiringVerdict.AsExpected => StateKind.Good,
            FiringVerdict.BeyondLimit => StateKind.Attention,
            FiringVerdict.MayBeSilent => StateKind.Critical,
        };

    public string Verdict(FiringChart chart) => text[$"Verdict{chart.Verdict}"];

    /// <summary>What the verdict rests on.</summary>
    public string Reason(FiringChart chart) =>
        chart.Verdict switch
        {
            FiringVerdict.TooFewWeeks => text[
                "WhyTooFewWeeks",
                chart.BaselineWeeks,
                FiringChart.LeastBaselineWeeks,
                FiringChart.JudgedWeeks
            ],
            FiringVerdict.NoAlertInBaseline => text[
                "WhyNoAlertInBaseline",
                chart.BaselineInfusions,
                chart.BaselineWeeks
            ],
            FiringVerdict.AsExpected => Baseline(chart),
            FiringVerdict.BeyondLimit => text[
                "WhyBeyondLimit",
                string.Join(
                    ", ",
                    chart.Points.Where(p => p.Place is FiringPlace.Above or FiringPlace.Below).Select(p => Week(p.Week))
                ),
                Baseline(chart)
            ],
            FiringVerdict.MayBeSilent => text[
                "WhyMayBeSilent",
                chart.Silence!.Infusions,
                chart.Silence.Weeks,
                P(chart.Silence.P)
            ],
        };

    public string Place(FiringPoint point) => text[$"Place{point.Place}"];

    /// <summary>The ISO week of a Monday, e.g. <c>2026-W10</c>.</summary>
    public static string Week(FiringWeek week)
    {
        var monday = week.Monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(monday)}-W{ISOWeek.GetWeekOfYear(monday):00}"
        );
    }

    public static string Rate(double rate) => rate.ToString("0.0##", CultureInfo.CurrentCulture);

    private string Baseline(FiringChart chart) =>
        text["Baseline", chart.BaselineAlerts, chart.BaselineInfusions, chart.BaselineWeeks];

    private static string P(double p) =>
        p < 0.0001
            ? "< " + 0.0001.ToString("0.0000", CultureInfo.CurrentCulture)
            : p.ToString("0.0000", CultureInfo.CurrentCulture);
}
