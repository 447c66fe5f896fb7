using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>How people are reached outside the product. People enter their own contact; an administrator anybody's.</summary>
public sealed partial class ContactsPage(ContactStore store, CurrentActor person)
{
    private IReadOnlyList<PersonContact>? people;
    private IReadOnlyList<Refusal> refusals = [];
    private PersonContact? edited;
    private UserId? me;
    private string email = "";
    private string phone = "";
    private string? said;
    private SeenState seen = default!;
    private bool isAdministrator;

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        isAdministrator = (await person.RolesAsync()).Contains(Role.Administrator);
        await base.OnInitializedAsync();
        if (people is null)
            await LoadAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.OnCall;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        long look = person.Look();
        people = await store.AllAsync();
        foreach (var one in people)
            person.Shows(look, SeenSubject.ContactOf(one.PersonId));
    }

    private void Open(PersonContact one) =>
        (edited, email, phone, refusals, said, seen) = (
            one,
            one.Contact.Email ?? "",
            one.Contact.Phone ?? "",
            [],
            null,
            person.Sees(SeenSubject.ContactOf(one.PersonId))
        );

    private async Task SaveAsync()
    {
        if (edited is not { } one)
            return;
        refusals = [];
        try
        {
            await store.SaveAsync(await person.GetAsync(seen), one.PersonId, new Contact(email, phone));
            (edited, said) = (null, Text["ContactSaved", one.Name]);
            await LoadAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            refusals = because;
        }
    }
}
