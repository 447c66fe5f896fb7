using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What was saved, read back from the record, and what followed from it; with a way to take it back.</summary>
public sealed partial class SavedEventPanel(
    AdverseEventStore events,
    AlertStore alerts,
    InfusionStore infusions,
    PatientStore patients,
    ReasonDialog reasons,
    CurrentActor person,
    EventWords words
)
{
    private AdverseEventRow? row;
    private IReadOnlyList<AlertItem> raised = [];
    private IReadOnlyList<HoldRecord> holds = [];
    private IReadOnlyList<Refusal> refusals = [];
    private Domain.Patients.PatientDeath? death;
    private bool interrupted;
    private bool infusionRuns;

    [Parameter, EditorRequired]
    public AdverseEventId EventId { get; set; }

    [Parameter, EditorRequired]
    public CourseRecord Course { get; set; } = default!;

    /// <summary>Where the person came from.</summary>
    [Parameter, EditorRequired]
    public string BackTo { get; set; } = "";

    [Parameter]
    public EventCallback Another { get; set; }

    private EventWords Words => words;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        long look = person.Look();
        var newest = (await events.HistoryAsync(EventId))[^1];
        var ofCourse = await alerts.OfCourseAsync(Course.CourseId);
        var holdsOfCourse = await alerts.HoldsAsync(Course.CourseId);
        // What a write brings about carries its instant: event, alerts and holds are one commit.
        raised =
        [
            .. ofCourse.Where(alert => alert.OpenedAt == newest.RecordedAt || alert.ChangedAt == newest.RecordedAt),
        ];
        holds =
        [
            .. holdsOfCourse.Where(hold => hold.EndedAt is null && raised.Any(alert => alert.AlertId == hold.AlertId)),
        ];
        interrupted =
            newest.Content is { ActionTaken: ActionTaken.DrugInterrupted, InfusionId: { } infusionId }
            && (await infusions.FindAsync(infusionId))?.State.Status == InfusionStatus.Interrupted;
        death = await patients.DeathOfAsync(Course.CourseId);
        infusionRuns =
            death is not null
            && (await infusions.CalendarAsync(Course.CourseId)).Any(item =>
                item.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted
            );
        row = newest;
        person.Shows(look, SeenSubject.Of(newest.EventId));
    }

    private async Task TakeBackAsync()
    {
        var seen = person.Sees(SeenSubject.Of(row!.EventId));
        if (await reasons.AskAsync(Text["TakeBack"], Text["TakeBackSentence"], Text["TakeBack"]) is not { } reason)
            return;
        try
        {
            await events.TakeBackAsync(await person.GetAsync(seen), row!.RowId, reason);
            refusals = [];
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }

        await LoadAsync();
    }
}
