using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Alerts.Quality;

/// <summary>The key of the texts about the quality of alerts: AlertQualityText.resx.</summary>
public sealed class AlertQualityText;

/// <summary>Counts as people read them: never a part without its counts, never one without its uncertainty.</summary>
public sealed class AlertQualityWords(IStringLocalizer<AlertQualityText> text)
{
    public string Answers(TimelyAnswers answers) =>
        answers.Judged == 0 ? "—" : text["OfCount", answers.InTime, answers.Judged];

    public string AnswersNote(TimelyAnswers answers)
    {
        string judged = answers.Interval is { } interval ? Percent(interval) : text["NothingJudged"];
        string still = answers.StillInTime == 0 ? "" : text["StillInTime", answers.StillInTime];
        string ended = answers.EndedFirst == 0 ? "" : text["EndedFirst", answers.EndedFirst];
        return string.Join(' ', new[] { judged, still, ended }.Where(part => part.Length > 0));
    }

    public string Overridden(AlertQuality quality) =>
        quality.Decided == 0 ? "—" : text["OfCount", quality.OverriddenInAll, quality.Decided];

    public string OverriddenNote(AlertQuality quality) =>
        quality.OverrideInterval is { } interval ? Percent(interval) : text["NothingDecided"];

    public string ToDecision(AlertQuality quality) =>
        quality is { MedianToDecision: { } median, NinetiethToDecision: { } ninetieth }
            ? text["Durations", Duration(median), Duration(ninetieth)]
            : "—";

    private string Duration(TimeSpan time) =>
        time < TimeSpan.FromHours(1) ? text["Minutes", Math.Ceiling(time.TotalMinutes)]
        : time < TimeSpan.FromDays(1) ? text["HoursMinutes", (int)time.TotalHours, time.Minutes]
        : text["DaysHours", (int)time.TotalDays, time.Hours];

    private string Percent(Interval interval) =>
        text[
            "Interval",
            (interval.Lower * 100).ToString("0", CultureInfo.CurrentCulture),
            (interval.Upper * 100).ToString("0", CultureInfo.CurrentCulture)
        ];
}
