using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>The key of the texts about alerts: AlertsText.resx.</summary>
public sealed class AlertsText;

/// <summary>Alerts in the words of the reader: rule texts filled with facts, states with who and when, outcomes as sentences.</summary>
public sealed class AlertWords(KnowledgeInForce known, UnitClock clock, IStringLocalizer<AlertsText> text)
{
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private FactReading Reading => known.Current.Reading(Language, clock.Zone);

    /// <summary>The rule as the alert pinned it.</summary>
    public Rule RuleOf(AlertItem alert) => RulesOf(alert).Of(alert.Rule);

    public string Title(AlertItem alert) => RuleOf(alert).Title.In(Language);

    /// <summary>What a rule is called where no alert of it is meant.</summary>
    public string Title(RuleId rule) => known.Current.RulesWith(rule).Of(rule).Title.In(Language);

    /// <summary>The rule's text, as the alert pinned it, with the facts of this alert.</summary>
    public string Text(AlertItem alert) => RulesOf(alert).TextOf(alert.Rule, alert.Facts, Reading);

    /// <summary>The text of a finding that is no alert, by the rules that found it.</summary>
    public string Text(Finding finding, RuleSet rules) => rules.TextOf(finding.Rule, finding.Facts, Reading);

    /// <summary>Which rule set the text shown comes from, e.g. <c>eu-2023/2+local/1</c>.</summary>
    public string TextFrom(AlertItem alert) => RulesOf(alert).Stamp;

    /// <summary>Rule set and local policy in force, e.g. <c>eu-2023/2+local/1</c>.</summary>
    public string RuleSetInForce => known.Current.Rules.Stamp;

    /// <summary>Name of a fact with its unit; the technical name where there are no words for it.</summary>
    public string Label(Fact fact)
    {
        var label = text["fact:" + fact.Name];
        return label.ResourceNotFound ? fact.Name : label.Value;
    }

    public string Value(Fact fact) => known.Current.Rules.ValueOf(fact, Reading);

    public string Basis(Rule rule) => text[$"Basis{rule.Basis}"];

    public string Reason(OverrideReason reason) => text[$"Reason{reason}"];

    public string Status(AlertStatus status) => text[$"Status{status}"];

    /// <summary>What accepting this alert does, and what it does not.</summary>
    public string AcceptMeans(AlertItem alert) =>
        text["accept:" + alert.Rule.Code(), Fact(alert, FactNames.ReleaseAtGigaPerLitre)];

    /// <summary>The state in words, with who and when.</summary>
    public string Standing(AlertItem alert) =>
        alert.Status switch
        {
            AlertStatus.Open => text["StandingOpen"],
            AlertStatus.Acknowledged => text["StandingAcknowledged", alert.ChangedBy, At(alert.ChangedAt)],
            AlertStatus.Accepted => WithNote(
                text["StandingAccepted", alert.ChangedBy, At(alert.ChangedAt)],
                alert.Note
            ),
            AlertStatus.Overridden => WithNote(
                text[
                    "StandingOverridden",
                    alert.ChangedBy,
                    At(alert.ChangedAt),
                    alert.OverrideReason is { } reason ? Reason(reason) : text["Unknown"].Value
                ],
                alert.Note
            ),
            AlertStatus.Resolved => text["StandingResolved", At(alert.ChangedAt), Note(alert.Note)],
            AlertStatus.Withdrawn => text["StandingWithdrawn", At(alert.ChangedAt)],
            AlertStatus.CarriedOut => WithNote(
                text["StandingCarriedOut", alert.ChangedBy, At(alert.ChangedAt)],
                alert.Note
            ),
            AlertStatus.OutcomeChecked => text["StandingOutcomeChecked", At(alert.ChangedAt)],
            AlertStatus.Closed => text["StandingClosed", At(alert.ChangedAt)],
            AlertStatus.Expired => text["StandingExpired", At(alert.ChangedAt)],
        };

    /// <summary>A neutrophil count with its unit.</summary>
    public string Count(LabResult count) => text["AncWithUnit", Number(count)];

    /// <summary>A count without its unit, at least two decimals, as laboratories print it.</summary>
    public string Number(LabResult count) =>
        count.Value.Bound.Sign()
        + (count.Value.CanonicalMicro / 1_000_000m).ToString("0.00####", CultureInfo.CurrentCulture);

    public string Term(string llt) => known.Current.Term(llt)?.Name.In(Language) ?? llt;

    /// <summary>The unit's date.</summary>
    public string Day(DateTimeOffset at) => clock.DateOf(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Whether a task is due, or how, when and by whom it ended.</summary>
    public string Standing(AlertTask task) =>
        task.End is { } end
            ? text[$"TaskEnd{end.Outcome}", end.By, At(end.At)]
            : text["TaskDue", task.CreatedBy, At(task.CreatedAt)];

    /// <summary>What an outcome was read from.</summary>
    public string OutcomeFacts(AlertOutcomeRecord outcome) =>
        string.Join("; ", outcome.Facts.Select(fact => text["LabelAndValue", Label(fact), Value(fact)].Value));

    /// <summary>For whom or what a decided alert waits, in a sentence.</summary>
    public string Waiting(WaitingAlert waiting) =>
        waiting.For switch
        {
            WaitingFor.SecondPerson => text["WaitsSecondPerson", waiting.By],
            WaitingFor.Release => text["WaitsRelease", waiting.Criterion!.Evidence],
            WaitingFor.Outcome => text[
                "LabelAndValue",
                text[$"Outcome{waiting.Outcome!.Outcome}"].Value,
                OutcomeFacts(waiting.Outcome)
            ],
            WaitingFor.CarryingOut => text["WaitsCarryingOut", waiting.By],
            WaitingFor.Monitoring => text["WaitsMonitoring", waiting.By],
        };

    /// <summary>What came of a decision, as a sentence.</summary>
    public string Outcome(DecisionResult result) =>
        result.Outcome switch
        {
            DecisionOutcome.Done => text[$"Done{result.Status}"],
            DecisionOutcome.SomebodyWasFaster => text[
                "SomebodyWasFaster",
                result.By,
                At(result.At),
                Status(result.Status)
            ],
            DecisionOutcome.Conflict => text["AlertHasEnded", At(result.At), text[$"Ended{result.Status}"].Value],
            DecisionOutcome.ChangedMeanwhile => text["ChangedMeanwhile", At(result.At)],
        };

    /// <summary>A note of the product in words; a note of a person, or a value, as it is.</summary>
    public string Note(string? note)
    {
        if (string.IsNullOrEmpty(note))
            return text["NoNote"];
        var words = text["note:" + note];
        return words.ResourceNotFound ? note : words.Value;
    }

    /// <summary>An instant on the unit's clock, always with its date: decisions are read long afterwards.</summary>
    public string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    private RuleSet RulesOf(AlertItem alert) => known.Current.RulesOf(alert.Rule, alert.RuleSetVersion);

    private string WithNote(string sentence, string? note) =>
        string.IsNullOrEmpty(note) ? sentence : text["WithNote", sentence, note];

    private string Fact(AlertItem alert, string name) =>
        alert.Facts.FirstOrDefault(fact => fact.Name == name) is { } fact ? Value(fact) : "";
}
