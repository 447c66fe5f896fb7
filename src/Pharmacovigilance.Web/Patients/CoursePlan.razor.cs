using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>The calendar of a course and its changes: a planned infusion is moved, a missed dose is given after all, and the later ones follow.</summary>
public sealed partial class CoursePlan(
    CalendarStore store,
    KnowledgeInForce known,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<MoveDraft>? kept;
    private MoveDraft? draft;
    private DateTimeOffset? restoredAt;
    private string? said;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public CourseStanding Standing { get; set; } = default!;

    [Parameter, EditorRequired]
    public DateTimeOffset AsOf { get; set; }

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>The infusion whose form is opened at once, by its number on the calendar.</summary>
    [Parameter]
    public int? Wanted { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private UnitClock Clock => clock;

    private RegimenCalendar Calendar => known.Current.Calendars[Standing.Course.Regimen];

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private bool HasOpen => Standing.Places.Any(place => place.Fate == CalendarFate.Open);

    private bool MayMove => MayWrite && Standing.End is null;

    protected override async Task OnInitializedAsync()
    {
        seen = Sees();
        if (!MayWrite)
            return;
        kept = await drafts.OpenAsync<MoveDraft>("calendar-move", Standing.Course.CourseId.ToString());
        if (!MayMove)
            return;
        if (kept.Found is { } found && IsPossible(found))
            (draft, restoredAt) = (found, kept.FoundAt);
        else if (
            Wanted is { } number
            && Standing.Places.Any(place => place.Number == number && place.Fate == CalendarFate.Open)
        )
            Open(number);
    }

    private bool IsPossible(MoveDraft one) =>
        one.Number is { } number
            ? Standing.Places.Any(place => place.Number == number && place.Fate == CalendarFate.Open)
            : HasOpen && Replanning.Missed(Standing.Places) is not null;

    private SeenState Sees() =>
        person.Sees(SeenSubject.CourseOf(Standing.Course.CourseId), SeenSubject.InfusionsOf(Standing.Course.CourseId));

    /// <summary>Proposes the first date that is possible: today, or later where the interval asks for it.</summary>
    private void Open(int? number)
    {
        (restoredAt, saving.Refusals, said, seen) = (null, [], null, Sees());
        int moved = number
            ?? Standing.Places.Where(place => place.Fate == CalendarFate.Open).Min(place => place.Number);
        var planned = number is null
            ? Replanning.GiveMissed(Calendar, Standing.Places, clock.Today)
            : Replanning.Move(Calendar, Standing.Places, moved, clock.Today);
        var date =
            Replanning.Earliest(Calendar, Standing.Places, planned, moved) is { } earliest && earliest > clock.Today
                ? earliest
                : clock.Today;
        Take(new MoveDraft(ids.Next(clock.Now).ToString("D"), number, DateField.Text(date)));
    }

    private void Take(MoveDraft changed)
    {
        draft = changed;
        kept?.Changed(changed);
    }

    private async Task CloseAsync()
    {
        (draft, saving.Refusals) = (null, []);
        if (kept is not null)
            await kept.DiscardAsync();
    }

    private async Task SaveAsync(IReadOnlyList<ScheduledInfusion> shown)
    {
        if (saving.IsUnderWay || draft is null)
            return;
        if (draft.MovedTo is not { } date)
        {
            saving.Refusals = [Refusal.Of("required", "movedTo")];
            return;
        }

        await saving.RunAsync(async () =>
        {
            await store.MoveAsync(
                await person.GetAsync(seen),
                Standing.Course.CourseId,
                new CalendarMove(draft.Number, date, draft.Reason, shown),
                draft.Key
            );
            await CloseAsync();
            await Changed.InvokeAsync();
            said = Text["Moved"];
        });
    }

    private static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.CurrentCulture);

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
