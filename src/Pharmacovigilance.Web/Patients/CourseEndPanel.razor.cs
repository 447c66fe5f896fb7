using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>The end of a course in one act, and its being taken up again, both with a reason.</summary>
public sealed partial class CourseEndPanel(
    CourseEndStore store,
    KnowledgeInForce known,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<EndDraft>? keptEnd;
    private FormDraft<ReopenDraft>? keptReopen;
    private EndDraft? ending;
    private ReopenDraft? reopening;
    private DateTimeOffset? restoredAt;
    private string? said;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public CourseStanding Standing { get; set; } = default!;

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>Name of the reason with which the form is opened at once, e.g. <c>Death</c>; anything else opens nothing.</summary>
    [Parameter]
    public string? Wanted { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private IReadOnlyList<CourseStatus> Earlier => [.. Standing.StatusHistory.Skip(Standing.End is null ? 0 : 1)];

    private RegimenCalendar Calendar => known.Current.Calendars[Standing.Course.Regimen];

    private (int Cycle, int DayOfCycle) NextDay => Replanning.NextDay(Calendar, Standing.Places);

    private DateOnly? EarliestNext => Replanning.EarliestNext(Calendar, Standing.Places);

    protected override async Task OnInitializedAsync()
    {
        seen = Sees();
        if (!MayWrite)
            return;
        string course = Standing.Course.CourseId.ToString();
        keptEnd = await drafts.OpenAsync<EndDraft>("course-end", course);
        keptReopen = await drafts.OpenAsync<ReopenDraft>("course-reopen", course);
        (ending, restoredAt) = (keptEnd.Found, keptEnd.FoundAt);
        reopening = keptReopen.Found;
        if (
            ending is null
            && Standing.End is null
            && Enum.TryParse<CourseEndReason>(Wanted, out var reason)
            && Enum.IsDefined(reason)
        )
            Open(reason);
    }

    /// <summary>An end rests on what the patient was given and what happened to them.</summary>
    private SeenState Sees() =>
        person.Sees(
            SeenSubject.CourseOf(Standing.Course.CourseId),
            SeenSubject.InfusionsOf(Standing.Course.CourseId),
            SeenSubject.EventsOf(Standing.Course.CourseId)
        );

    private void Open() => Open(null);

    /// <summary>Of a death that is on record the day is proposed, else today.</summary>
    private void Open(CourseEndReason? reason)
    {
        (restoredAt, saving.Refusals, said, seen) = (null, [], null, Sees());
        string key = ids.Next(clock.Now).ToString("D");
        if (Standing.End is null)
            TakeEnd(
                new EndDraft(
                    key,
                    DateField.Text(
                        reason is CourseEndReason.Death && Standing.Death is { } death
                            ? clock.DateOf(death.Latest)
                            : clock.Today
                    ),
                    reason
                )
            );
        else
            TakeReopen(
                new ReopenDraft(
                    key,
                    DateField.Text(EarliestNext is { } earliest && earliest > clock.Today ? earliest : clock.Today)
                )
            );
    }

    private void TakeEnd(EndDraft changed)
    {
        ending = changed;
        keptEnd?.Changed(changed);
    }

    private void TakeReopen(ReopenDraft changed)
    {
        reopening = changed;
        keptReopen?.Changed(changed);
    }

    private async Task CloseAsync()
    {
        (ending, reopening, saving.Refusals) = (null, null, []);
        if (keptEnd is not null)
            await keptEnd.DiscardAsync();
        if (keptReopen is not null)
            await keptReopen.DiscardAsync();
    }

    private Task EndAsync(CourseEnd end) =>
        SaveAsync(async actor =>
        {
            int calledOff = await store.EndAsync(actor, Standing.Course.CourseId, end, ending!.Key);
            return Text["EndSaved", calledOff];
        });

    private Task ReopenAsync() =>
        SaveAsync(async actor =>
        {
            if (DateField.Read(reopening!.Date) is not { } nextOn)
                throw new RefusedException("required", "nextOn");
            await store.ReopenAsync(actor, Standing.Course.CourseId, nextOn, reopening.Reason, reopening.Key);
            return Text["Reopened"];
        });

    private Task SaveAsync(Func<Actor, Task<string>> save) =>
        saving.RunAsync(async () =>
        {
            string sentence = await save(await person.GetAsync(seen));
            await CloseAsync();
            await Changed.InvokeAsync();
            said = sentence;
        });

    private static string Day(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private string Instant(DateTimeOffset at) =>
        clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    public async ValueTask DisposeAsync()
    {
        if (keptEnd is not null)
            await keptEnd.DisposeAsync();
        if (keptReopen is not null)
            await keptReopen.DisposeAsync();
    }
}
