using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The alerts of a course for the nurse: what they say, and whether the physician has seen or decided them.</summary>
public sealed partial class CourseAlerts(Knowledge knowledge, InfusionWords words, UnitClock clock)
{
    private const int DecidedShown = 5;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AlertItem> Alerts { get; set; } = [];

    private IEnumerable<AlertItem> Shown =>
        Alerts
            .Where(a => AlertFlow.IsDecisionDue(a.Status))
            .OrderBy(a => a.Urgency)
            .Concat(Alerts.Where(a => !AlertFlow.IsDecisionDue(a.Status)).Take(DecidedShown));

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string TitleOf(AlertItem alert) =>
        knowledge.RulesOf(alert.Rule, alert.RuleSetVersion).Of(alert.Rule).Title.In(Language);

    private string TextOf(AlertItem alert) =>
        knowledge
            .RulesOf(alert.Rule, alert.RuleSetVersion)
            .TextOf(alert.Rule, alert.Facts, knowledge.Reading(Language, clock.Zone));

    private string StatusOf(AlertItem alert) =>
        alert.Status switch
        {
            AlertStatus.Open => Text["AlertOpen", alert.Course.AttendingPhysician],
            AlertStatus.Overridden => Text[
                "AlertOverridden",
                alert.ChangedBy,
                words.Wall(alert.ChangedAt),
                Reason(alert)
            ],
            AlertStatus.Acknowledged
            or AlertStatus.Accepted
            or AlertStatus.Resolved
            or AlertStatus.Withdrawn
            or AlertStatus.CarriedOut
            or AlertStatus.OutcomeChecked
            or AlertStatus.Closed
            or AlertStatus.Expired => Text[$"Alert{alert.Status}", alert.ChangedBy, words.Wall(alert.ChangedAt)],
        };

    private string Reason(AlertItem alert) =>
        alert.OverrideReason is { } reason ? Text[$"Override{reason}"] : Text["Unknown"];
}
