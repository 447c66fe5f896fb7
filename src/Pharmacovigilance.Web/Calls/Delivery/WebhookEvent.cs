using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>What a webhook carries. What does not apply is left out.</summary>
/// <param name="Event"><c>alert.called</c>, <c>alert.acknowledged</c>, <c>alert.closed</c>, <c>alarm.called</c>, <c>alarm.closed</c>, <c>ping</c> or <c>test</c>.</param>
/// <param name="Id">Of the alert or the alarm: events about the same one have the same id.</param>
/// <param name="OccurredAt">When the call became true, or was answered (UTC).</param>
/// <param name="Tier"><c>Page</c> or <c>Interruptive</c>.</param>
/// <param name="Course">The course code; the only thing about the patient unless more is configured.</param>
/// <param name="Step">Of the escalation chain, 1-based.</param>
/// <param name="By">Who answered the call.</param>
/// <param name="Patient">Only where <c>Delivery:IncludePatientData</c> is true.</param>
public sealed record WebhookEvent(
    string Event,
    string Id,
    DateTimeOffset OccurredAt,
    string? Tier = null,
    string? Course = null,
    WebhookRule? Rule = null,
    string? Cause = null,
    int? Step = null,
    WebhookPerson? Recipient = null,
    string? Link = null,
    string? By = null,
    string? Alarm = null,
    string? Subject = null,
    string? Detail = null,
    WebhookPatient? Patient = null
)
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
}

/// <param name="Code">E.g. <c>IRR-STOP</c>.</param>
/// <param name="Title">In the language of the unit's messages.</param>
public sealed record WebhookRule(string Code, string Title);

/// <summary>A member of the staff.</summary>
public sealed record WebhookPerson(string Id, string Name);

/// <param name="Text">The rule's text with the values of this patient.</param>
public sealed record WebhookPatient(string RecordNumber, string Name, string Text);
