using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>The fields of an alerting policy.</summary>
public sealed partial class AlertingFields
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        new("page", "PageAcknowledgement", d => d.PageAcknowledgement, (d, v) => d with { PageAcknowledgement = v }),
        new(
            "interruptive",
            "InterruptiveAcknowledgement",
            d => d.InterruptiveAcknowledgement,
            (d, v) => d with { InterruptiveAcknowledgement = v }
        ),
        new("grouping", "Grouping", d => d.Grouping, (d, v) => d with { Grouping = v }),
        new("quiet-from", "QuietFrom", d => d.QuietFrom, (d, v) => d with { QuietFrom = v }, IsTime: true),
        new("quiet-until", "QuietUntil", d => d.QuietUntil, (d, v) => d with { QuietUntil = v }, IsTime: true),
        new("digest", "Digest", d => d.DigestAt, (d, v) => d with { DigestAt = v }, IsTime: true),
        new("nobody", "NobodyHours", d => d.NobodyHours, (d, v) => d with { NobodyHours = v }),
        new("expiry", "ExpiryDays", d => d.ExpiryDays, (d, v) => d with { ExpiryDays = v }),
    ];

    [Parameter, EditorRequired]
    public AlertingDraft Draft { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<AlertingDraft> DraftChanged { get; set; }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    private static ShiftDraft With(ShiftDraft shift, int place, StepDraft step) =>
        shift with
        {
            Steps = [.. shift.Steps.Select((old, index) => index == place ? step : old)],
        };

    private Task SetAsync(int at, ShiftDraft shift) =>
        SayAsync(Draft with { Shifts = [.. Draft.Shifts.Select((old, index) => index == at ? shift : old)] });

    private Task SetAsync(int at, PhoneLine line) =>
        SayAsync(Draft with { PhoneList = [.. Draft.PhoneList.Select((old, index) => index == at ? line : old)] });

    private Task SayAsync(AlertingDraft changed) => DraftChanged.InvokeAsync(changed);

    private sealed record Field(
        string Id,
        string Label,
        Func<AlertingDraft, string> Of,
        Func<AlertingDraft, string, AlertingDraft> With,
        bool IsTime = false
    );
}
