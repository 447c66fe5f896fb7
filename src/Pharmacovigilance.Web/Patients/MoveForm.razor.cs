using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Patients;

/// <summary>A new date for one infusion, with everything that changes by it shown before it is confirmed.</summary>
public sealed partial class MoveForm(UnitClock clock)
{
    [Parameter, EditorRequired]
    public IReadOnlyList<CalendarPlace> Places { get; set; } = [];

    [Parameter, EditorRequired]
    public RegimenCalendar Calendar { get; set; } = default!;

    [Parameter, EditorRequired]
    public MoveDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<MoveDraft> DraftChanged { get; set; }

    [Parameter]
    public DateTimeOffset? RestoredAt { get; set; }

    [Parameter]
    public IReadOnlyList<Refusal> Refusals { get; set; } = [];

    [Parameter]
    public bool Saving { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    /// <summary>The calendar as shown is wanted.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<ScheduledInfusion>> Confirmed { get; set; }

    private ElementReference title;

    /// <summary>The button that opened the form may be far below it.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await title.FocusAsync();
    }

    private int Number =>
        Draft.Number ?? Places.Where(place => place.Fate == CalendarFate.Open).Min(place => place.Number);

    private IReadOnlyList<ScheduledInfusion> Planned =>
        Draft.MovedTo is not { } date ? []
        : Draft.Number is null ? Replanning.GiveMissed(Calendar, Places, date)
        : Replanning.Move(Calendar, Places, Number, date);

    private IReadOnlyList<Refusal> Problems => Replanning.Check(Calendar, Places, Planned, Number, clock.Today);

    private DateOnly? Earliest =>
        Planned is { Count: > 0 } planned ? Replanning.Earliest(Calendar, Places, planned, Number) : null;

    private string Title
    {
        get
        {
            var place = Draft.Number is null ? Replanning.Missed(Places)! : Places.First(p => p.Number == Number);
            return Text[Draft.Number is null ? "MissedTitle" : "MoveTitle", place.Cycle, place.DayOfCycle];
        }
    }

    private IEnumerable<Line> Lines
    {
        get
        {
            DateOnly? before = Places.Max(place => place.GivenOn);
            foreach (var infusion in Planned)
            {
                var was = Places.First(place => place.Number == infusion.Ordinal);
                bool changes =
                    (was.Cycle, was.DayOfCycle, was.PlannedOn) != (infusion.Cycle, infusion.DayOfCycle, infusion.Date);
                yield return new Line(
                    infusion,
                    was,
                    changes,
                    before is { } on ? infusion.Date.DayNumber - on.DayNumber : null
                );
                before = infusion.Date;
            }
        }
    }

    private static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.CurrentCulture);

    private sealed record Line(ScheduledInfusion Infusion, CalendarPlace Was, bool Changes, int? DaysBefore);
}
