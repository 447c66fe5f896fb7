using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Everybody under treatment, found by any part of name, number or course, with what needs attention.</summary>
public sealed partial class PatientListPage(PatientStore store, CurrentActor person, UnitClock clock)
{
    private const int Shown = 200;

    private readonly CourseRooms rooms = new();
    private IReadOnlyList<CourseOverview>? rows;
    private string search = "";
    private string shown = "";
    private int readings;
    private bool mayRegister;

    protected override object PartOf(UnitSnapshot snapshot) => rooms.Of(snapshot);

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => SearchAsync();

    protected override async Task OnInitializedAsync()
    {
        mayRegister = (await person.RolesAsync()).Any(role => role is Role.Nurse or Role.Physician);
        await base.OnInitializedAsync();
    }

    private async Task SearchAsync()
    {
        int reading = ++readings;
        string wanted = search.Trim();
        var found = await store.OverviewAsync(wanted, Shown);
        // An answer that was overtaken by a newer one, or to what was typed before, must not replace it.
        if (reading == readings)
            (rows, shown) = (found, wanted);
    }

    private string Next(CourseOverview row)
    {
        if (row.Running)
            return Text["RunningNow"];
        if (row.NextPlannedOn is not { } on)
            return Text["NonePlanned"];
        string date = on.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
        return on < clock.Today ? $"{date} · {Text["Overdue"]}" : date;
    }
}
