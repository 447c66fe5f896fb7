using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Registers a patient with a first course; shows the calendar before anything is saved.</summary>
public sealed partial class NewPatientPage(
    PatientStore store,
    AttendingPhysicians attending,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids,
    NavigationManager navigation
) : IAsyncDisposable
{
    private static readonly IReadOnlyList<Refusal> NotAllowed = [Refusal.Of("not-allowed", "")];

    private readonly Saving saving = new();
    private FormDraft<RegistrationDraft>? kept;
    private RegistrationDraft? draft;
    private DateTimeOffset? restoredAt;
    private IReadOnlyList<AttendingPhysician> physicians = [];
    private IReadOnlyList<CourseRecord> alike = [];
    private bool mayRegister = true;

    protected override async Task OnInitializedAsync()
    {
        mayRegister = (await person.RolesAsync()).Any(role => role is Role.Nurse or Role.Physician);
        if (!mayRegister)
            return;
        physicians = await attending.AllAsync();
        kept = await drafts.OpenAsync<RegistrationDraft>("registration", "new");
        (draft, restoredAt) = kept.Found is { } found ? (found, kept.FoundAt) : (Empty(), null);
    }

    private RegistrationDraft Empty() => new(ids.Next(clock.Now).ToString("D"));

    private void Take(RegistrationDraft changed)
    {
        draft = changed;
        kept?.Changed(changed);
    }

    private void ChoosePhysician(ChangeEventArgs change) =>
        Take(draft! with { PhysicianId = Guid.TryParse(change.Value as string, out var id) ? id : null });

    private async Task StartAfreshAsync()
    {
        await kept!.DiscardAsync();
        (draft, restoredAt, saving.Refusals, alike) = (Empty(), null, [], []);
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Read(clock.Today, out var registration);
        if (registration is null)
            return;
        await saving.RunAsync(async () =>
        {
            var course = await store.RegisterAsync(await person.GetAsync(), registration, draft.Key);
            await kept!.DiscardAsync();
            navigation.NavigateTo($"/courses/{course}");
        });
        alike = saving.Refusals.Any(refusal => refusal.Code == PatientStore.AlikeCode)
            ? await store.AlikeAsync(registration.FamilyName, registration.GivenName, registration.BirthDate)
            : [];
    }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
