using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Alerts;
using Pharmacovigilance.Web.Calls.OnCall;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>The key of the texts about delivery: DeliveryText.resx.</summary>
public sealed class DeliveryText;

public sealed record MailText(string Subject, string Body);

/// <summary>
/// What leaves the unit, in words. Of the patient it says the course code and no more, unless the unit has configured
/// otherwise: mails are read on locked screens and pass through other people's servers.
/// </summary>
public sealed class DeliveryWords(
    DeliveryOptions options,
    UnitOptions unit,
    UnitClock clock,
    AlertWords alerts,
    OnCallWords onCall,
    IStringLocalizer<DeliveryText> text
)
{
    public MailText MailOf(DueMessage message) =>
        Spoken(() =>
            message switch
            {
                { Alert: { } alert } => AlertMail(message, alert),
                { Alarm: { } alarm } => AlarmMail(alarm.Kind, alarm.Subject, alarm.Detail, alarm.OpenedAt),
                _ => new MailText(
                    text["DigestSubject", unit.Name],
                    text["DigestBody", unit.Name, options.Link("/inbox")]
                ),
            }
        );

    public MailText TestMail(TestMessage test) =>
        Spoken(() =>
            new MailText(text["TestSubject", unit.Name], text["TestBody", unit.Name, test.PersonName, At(test.At)])
        );

    public MailText AlarmMail(string kind, string subject, string detail, DateTimeOffset at) =>
        Spoken(() =>
            new MailText(
                text["AlarmSubject", AlarmTitle(kind, subject), unit.Name],
                text[
                    "AlarmBody",
                    AlarmTitle(kind, subject),
                    At(at),
                    Detail(kind, detail),
                    WhatToDo(kind),
                    unit.Name,
                    options.Link(PageOf(kind))
                ]
            )
        );

    public WebhookEvent WebhookOf(DueMessage message) =>
        Spoken(() =>
            message switch
            {
                { Alert: { } alert } => new WebhookEvent(
                    "alert.called",
                    alert.AlertId.ToString(),
                    message.CreatedAt,
                    message.Tier.ToString(),
                    alert.Course.Code,
                    new WebhookRule(alert.Rule.Code(), alerts.Title(alert)),
                    message.Cause.ToString(),
                    message.Step,
                    Recipient(message),
                    options.Link($"/alerts/{alert.AlertId}"),
                    Patient: options.IncludePatientData ? PatientOf(alert) : null
                ),
                { Alarm: { } alarm } => new WebhookEvent(
                    "alarm.called",
                    alarm.AlarmId.ToString(),
                    alarm.OpenedAt,
                    message.Tier.ToString(),
                    Recipient: Recipient(message),
                    Link: options.Link(PageOf(alarm.Kind)),
                    Alarm: alarm.Kind,
                    Subject: alarm.Subject,
                    Detail: Detail(alarm.Kind, alarm.Detail)
                ),
                _ => new WebhookEvent(
                    "digest.ready",
                    message.PersonId.ToString(),
                    message.CreatedAt,
                    Recipient: Recipient(message),
                    Link: options.Link("/inbox")
                ),
            }
        );

    /// <summary>What is wrong, as a sentence.</summary>
    public string AlarmTitle(string kind, string subject)
    {
        var words = text[$"alarm:{kind}", Channel(subject)];
        return words.ResourceNotFound ? text["AlarmOther", kind, subject] : words;
    }

    /// <summary>What was seen, in words.</summary>
    public string Detail(string kind, string detail) =>
        kind == AlarmKinds.NobodyOnCall && StoredJson.Read<OnCallGap>(detail) is { } gap ? onCall.Gap(gap) : detail;

    /// <summary>What an administrator does about it.</summary>
    public string WhatToDo(string kind)
    {
        var words = text[$"todo:{kind}"];
        return words.ResourceNotFound ? text["TodoOther"] : words;
    }

    /// <summary>Where an administrator does it; also the key of the page's name.</summary>
    public static string PageOf(string kind) => kind == AlarmKinds.NobodyOnCall ? "/on-call" : "/delivery";

    /// <summary>The name of a channel or a duty; another subject as it is. What follows a bar only tells two alarms apart.</summary>
    public string Channel(string subject)
    {
        var words = text[$"channel:{subject.Split('|')[0]}"];
        return words.ResourceNotFound ? subject : words;
    }

    public string Cause(OutboxCause cause) => text[$"cause:{cause}"];

    public string Tier(AlertTier tier) => text[$"tier:{tier}"];

    private MailText AlertMail(DueMessage message, AlertItem alert)
    {
        string tier = Tier(message.Tier);
        string title = alerts.Title(alert);
        var lines = new List<string>
        {
            text["MailCause", Cause(message.Cause)],
            "",
            text["MailRule", title, alert.Rule.Code()],
            text["MailTier", tier],
            text["MailCourse", alert.Course.Code],
        };
        if (options.IncludePatientData)
        {
            var patient = PatientOf(alert);
            lines.Add(text["MailPatient", patient.Name, patient.RecordNumber]);
            lines.Add(text["MailText", patient.Text]);
        }

        if (message.Step is { } step)
            lines.Add(text["MailStep", step]);
        lines.AddRange([
            text["MailSince", At(message.CreatedAt)],
            "",
            text["MailOpen", options.Link($"/alerts/{alert.AlertId}")],
            "",
            text["MailFooter", unit.Name],
        ]);
        return new MailText(text["MailSubject", tier, title, alert.Course.Code], string.Join("\r\n", lines));
    }

    private WebhookPatient PatientOf(AlertItem alert) =>
        new(
            alert.Course.Details.RecordNumber,
            $"{alert.Course.Details.FamilyName} {alert.Course.Details.GivenName}",
            alerts.Text(alert)
        );

    private static WebhookPerson Recipient(DueMessage message) => new(message.PersonId.ToString(), message.PersonName);

    private string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>In the language of the unit's messages, whoever asks.</summary>
    private T Spoken<T>(Func<T> say)
    {
        var (culture, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (options.Culture, options.Culture);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        }
    }
}
