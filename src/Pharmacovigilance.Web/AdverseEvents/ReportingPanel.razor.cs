using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled entry about reporting; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="Regime">Null = the form about awareness.</param>
/// <param name="SubmittedOn">As the browser's date field writes it.</param>
public sealed record ReportingDraft(
    string Key,
    string? Regime,
    TimeEntry AwareAt,
    string SubmittedOn,
    string Reference,
    string Reason
);

/// <summary>What the unit's reporting rules ask for about one event, and what was done about it.</summary>
public sealed partial class ReportingPanel(
    ReportingStore store,
    FormDraftKeeper drafts,
    ReasonDialog reasons,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private const string DateFormat = "yyyy-MM-dd";

    private FormDraft<ReportingDraft>? kept;
    private ReportingDraft? draft;
    private IReadOnlyList<Refusal> refusals = [];
    private bool saving;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public ReportingCase Case { get; set; } = default!;

    /// <summary>The person may say since when the unit knew.</summary>
    [Parameter]
    public bool MayNote { get; set; }

    /// <summary>The person may note reports and judge.</summary>
    [Parameter]
    public bool MayReport { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    protected override async Task OnInitializedAsync()
    {
        seen = Sees();
        kept = await drafts.OpenAsync<ReportingDraft>("reporting", Case.Event.EventId.ToString());
        if (MayNote)
            draft = kept.Found;
    }

    private SeenState Sees() => person.Sees(SeenSubject.Of(Case.Event.EventId));

    private void Open(string? regime)
    {
        (refusals, seen) = ([], Sees());
        draft = new ReportingDraft(
            ids.Next(clock.Now).ToString("D"),
            regime,
            new TimeEntry(Case.AwareAt),
            clock.Today.ToString(DateFormat, CultureInfo.InvariantCulture),
            "",
            ""
        );
    }

    private void Take(ReportingDraft changed)
    {
        draft = changed;
        refusals = [];
        kept?.Changed(changed);
    }

    private async Task CancelAsync()
    {
        (draft, refusals) = (null, []);
        await kept!.DiscardAsync();
    }

    private async Task SaveAsync()
    {
        if (saving || draft is not { } filled)
            return;
        await SavingAsync(async actor =>
        {
            if (filled.Regime is null)
                await store.NoteAwarenessAsync(
                    actor,
                    Case.Event.EventId,
                    filled.AwareAt.At(clock) ?? throw new RefusedException([filled.AwareAt.Missing(clock, "awareAt")]),
                    filled.Reason,
                    filled.Key
                );
            else
                await store.SubmitAsync(
                    actor,
                    Case.Event.EventId,
                    filled.Regime,
                    Day(filled.SubmittedOn),
                    filled.Reference,
                    filled.Key
                );
            await CancelAsync();
        });
    }

    private static DateOnly Day(string typed) =>
        DateOnly.TryParseExact(typed, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new RefusedException("required", "submittedOn");

    private async Task JudgeAsync(string regime)
    {
        seen = Sees();
        if (await reasons.AskAsync(Text["Judge"], Text["JudgeSentence"], Text["Judge"]) is not { } reason)
            return;
        await SavingAsync(actor => store.NotRequiredAsync(actor, Case.Event.EventId, regime, reason));
    }

    private async Task WithdrawAsync(ReportingEntry entry)
    {
        seen = Sees();
        if (await reasons.AskAsync(Text["Withdraw"], Text["WithdrawSentence"], Text["Withdraw"]) is not { } reason)
            return;
        await SavingAsync(actor => store.WithdrawAsync(actor, entry.Id, reason));
    }

    private async Task SavingAsync(Func<Actor, Task> save)
    {
        saving = true;
        refusals = [];
        try
        {
            await save(await person.GetAsync(seen));
            await Saved.InvokeAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }
        finally
        {
            saving = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
